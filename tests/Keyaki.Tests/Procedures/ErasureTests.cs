using Keyaki.Contracts;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Messages;
using Keyaki.Documents;
using Keyaki.Kernel;
using Keyaki.Messages;
using Keyaki.Procedures;
using Keyaki.Tests.InDocuments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InProcedures;

/// <summary>A case whose record was destroyed.</summary>
public sealed class ErasureTests
{
    static readonly DateOnly Long = new(2020, 5, 1);

    static Task<DocumentFace> Filed(City city, Guid application) => 文書の中の文字の検索.Put(city, "申請の記録", f => f with
    {
        SubjectKind = Application.Kind,
        SubjectId = application,
        On = Long,
        CompletedOn = Long,
    });

    static Task<Guid> Settled(City city) => city.Bulky(city.Clock.Today().AddDays(20));

    [Theory, BothDatabases]
    public async Task 記録を廃棄すると_申請の答えもファイルも知らせの文も消え_番号と日付と決定と支払いは残り_画面がそう言う(string database)
    {
        await using var city = await City.Start(database);
        var id = await Settled(city);
        var before = await city.Case(id);
        var officer = await city.OfficerId("suzuki");
        var file = (await 文書の中の文字の検索.Stored(city, "秘密の添付"u8.ToArray(), "添付.txt", "text/plain")).File;
        await city.Turns.Run(async (services, db, ct) =>
        {
            await db.Set<StoredFile>().Where(f => f.Id == file).ExecuteUpdateAsync(f => f.SetProperty(x => x.UsedBy, id), ct);
            db.Add(new Note { Id = city.Clock.NewId(), ApplicationId = id, Text = "秘密のメモ", By = officer, At = city.Clock.GetUtcNow() });
            db.Add(new Correction
            {
                Id = city.Clock.NewId(), ApplicationId = id, Question = "name", Reason = "秘密の理由", Before = "秘密の答え", By = officer,
                At = city.Clock.GetUtcNow(), Until = city.Clock.Today(),
            });
            db.Add(new Reply { Id = city.Clock.NewId(), ApplicationId = id, Text = "秘密の連絡", By = officer, At = city.Clock.GetUtcNow() });
            db.Add(new Handover
            {
                Id = city.Clock.NewId(), ApplicationId = id, From = "shimin", To = "kankyo", Reason = "秘密の移送", By = officer,
                At = city.Clock.GetUtcNow(),
            });
            db.Add(new Confirmation
            {
                Id = city.Clock.NewId(), ApplicationId = id, Role = OtherRole.CoApplicant, Name = "秘密の人", At = city.Clock.GetUtcNow(),
                SealedMail = Mails.Seal("secret@example.jp", services.GetRequiredService<MasterKey>()), Until = city.Clock.Today(),
            });
            await services.GetRequiredService<IMessages>().Send(db, new Message("test", before.Account, null, "申し込みについて", "秘密の知らせ",
                Links.Application(id)), ct);
            return true;
        });
        var suzuki = await city.Officer("suzuki");
        Assert.Contains("清瀬 花子", (await suzuki.Open("/office/cases?waits=all&q=花子")).Text, StringComparison.Ordinal);

        // The record stands in the index, so that no other inbox is read for it.
        Assert.True(await city.Read(db => db.Set<InboxMessage>().AnyAsync(m => m.Text == "秘密の知らせ" && m.Record == id)));

        await 満了した文書の廃棄.Destroy(city, (await Filed(city, id)).Id);

        var after = await city.Case(id);
        Assert.Equal(("―", "", "{}", null), (after.Name, after.Kana, after.Answers, after.SealedMail));
        Assert.Equal((before.Number, before.Procedure, before.SubmittedAt, before.State, before.Day, before.Fee, before.Charge),
            (after.Number, after.Procedure, after.SubmittedAt, after.State, after.Day, after.Fee, after.Charge));
        Assert.Equal(1, await city.Read(db => db.Set<Disposition>().CountAsync(d => d.ApplicationId == id)));
        Assert.Equal(1, await city.Read(db => db.Set<Payments.Charge>().CountAsync(c => c.Id == after.Charge)));
        Assert.Equal(0, await city.Read(db => db.Set<Note>().CountAsync(n => n.ApplicationId == id)));
        Assert.Equal(0, await city.Read(db => db.Set<Reply>().CountAsync(n => n.ApplicationId == id)));
        Assert.Equal(0, await city.Read(db => db.Set<Confirmation>().CountAsync(n => n.ApplicationId == id)));
        Assert.Equal("", await city.Read(db => db.Set<Handover>().Where(n => n.ApplicationId == id).Select(h => h.Reason).SingleAsync()));
        Assert.Equal(("", null), await city.Read(async db => await db.Set<Correction>().SingleAsync(c => c.ApplicationId == id) is var c
            ? (c.Reason, c.Before) : default));
        Assert.Null(await city.Read(db => db.Set<StoredFile>().Where(f => f.Id == file).Select(f => f.UsedBy).SingleAsync()));
        Assert.Equal(0, await city.Read(db => db.Set<InboxMessage>().CountAsync(m => m.Text.Contains("秘密"))));
        Assert.DoesNotContain("キヨセ", (await suzuki.Open("/office/cases?waits=all&q=花子")).Text, StringComparison.Ordinal);

        Assert.Contains("この申請の内容は廃棄しました", (await suzuki.Open(Links.Case(id))).Text, StringComparison.Ordinal);
        Assert.Contains("5年保存（令和8年3月31日まで）", suzuki.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("900番地", suzuki.Text, StringComparison.Ordinal);
        var hanako = await (await city.SignedIn(ActorKind.Resident, before.Account)).Open(Links.Application(id));
        Assert.Contains("申し込みの内容は廃棄しました", hanako.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("900番地", hanako.Text, StringComparison.Ordinal);

        await city.Services.GetRequiredService<Sealer>().Run();
        Assert.Empty((await JournalVerify.Run(city.Database, Path.Combine(city.Folder, "anchors.txt"))).Findings);
        Assert.Equal(1, await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == "procedures.erased" && e.RecordId == id)));
    }

    [Theory, BothDatabases]
    public async Task 途中の申請と_ほかに記録が残る申請と_争われている申請は_消されない(string database)
    {
        await using var city = await City.Start(database);
        var (open, two, disputed) = (await city.Composter(), await Settled(city), await Settled(city));
        var (first, second) = (await Filed(city, two), await Filed(city, two));
        var appealed = await Filed(city, disputed);
        await city.Turns.Run((_, db, _) => Task.FromResult(db.Add(new Hold
        {
            Id = city.Clock.NewId(), DocumentId = appealed.Id, Kind = HoldKind.Appeal, Case = "審査請求", By = city.Clock.NewId(),
            At = city.Clock.GetUtcNow(),
        })));
        await 満了した文書の廃棄.Destroy(city, (await Filed(city, open)).Id, first.Id, appealed.Id);
        foreach (var id in new[] { open, two, disputed })
            Assert.True(await city.Case(id) is { ErasedAt: null, Name: "清瀬 花子", Answers.Length: > 2 });
        await 満了した文書の廃棄.Destroy(city, second.Id);
        Assert.Equal("{}", (await city.Case(two)).Answers);
        // Two records of one case that go in one turn are no reason to keep it.
        var both = await Settled(city);
        await 満了した文書の廃棄.Destroy(city, (await Filed(city, both)).Id, (await Filed(city, both)).Id);
        Assert.Equal("{}", (await city.Case(both)).Answers);
    }
}
