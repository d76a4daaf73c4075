using System.Net;
using Keyaki.Contracts;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Residents;
using Keyaki.Documents;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Staff;
using Keyaki.Tests.InPayments;
using Keyaki.Tests.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Catalogue = Keyaki.Procedures.Catalogue;

namespace Keyaki.Tests.InProcedures;

/// <summary>Every procedure that ships, from the first answer to the paper.</summary>
public sealed class 配られている手続を通す
{
    const string Name = "清瀬 花子", Other = "other@example.jp";

    /// <summary>One officer who examines and two who decide, in every department that has a procedure.</summary>
    static Task<bool> Staffed(City city, IEnumerable<string> departments) => city.Turns.Run(async (_, db, ct) =>
    {
        foreach (var (login, post) in new[] { ("suzuki", "shuji"), ("sato", "kakaricho"), ("takahashi", "kacho"), ("ito", "bucho") })
        {
            var officer = await city.OfficerId(login);
            var has = await db.Set<PostHolding>().Where(h => h.Officer == officer).Select(h => h.Post).ToListAsync(ct);
            foreach (var department in departments.Append("somu").Where(d => !has.Contains($"{d}-{post}")).Distinct())
                db.Add(new PostHolding
                {
                    Id = city.Clock.NewId(), Officer = officer, Post = $"{department}-{post}", From = new(2026, 4, 1),
                    GivenAt = city.Clock.GetUtcNow(),
                });
        }
        return true;
    });

    /// <summary>A draft with good answers, as whoever filled it in page by page would have it.</summary>
    static async Task<Guid> Drafted(City city, ProcedureVersion version, int seed)
    {
        var (account, person) = await city.Person(Name);
        var setting = 配られている手続.Setting(version.Definition);
        setting = setting with
        {
            Surroundings = new Dictionary<string, Value>(setting.Surroundings)
            { ["applicant.household-size"] = Value.Of(1m) }
        };
        var good = new GoodAnswers(version.Definition, setting, seed).Fill().Answers.ToDictionary();
        var others = new[] { version.Definition.Persons.Co?.Mail ?? "", Persons.Mail };
        foreach (var mail in others.Where(good.ContainsKey)) good[mail] = Other;
        var kept = await city.Services.GetRequiredService<FileStore>().Put("%PDF-1.4\nproof\n%%EOF"u8.ToArray(), "証明.pdf", FileBytes.Pdf,
            default);
        foreach (var asked in version.Definition.Questions.Where(q => q.Kind == "mynumber" && good.ContainsKey(q.Name)))
            if (good.Remove(asked.Name, out var number))
                good[asked.Name + ".kept"] = $"{await city.Services.GetRequiredService<IMyNumbers>().Keep(number, default):N}";
        return await city.Turns.Run((_, db, _) =>
        {
            var (id, now) = (city.Clock.NewId(), city.Clock.GetUtcNow());
            foreach (var (question, _) in good.Where(a => a.Value.StartsWith("file ", StringComparison.Ordinal)).ToList())
            {
                var file = new StoredFile
                {
                    Id = city.Clock.NewId(), Hash = kept.Hash, Name = kept.Name, Type = kept.Type, Size = kept.Size, State = kept.State,
                    Owner = account, AddedAt = now, UsedBy = id,
                };
                db.Add(file);
                good[question] = file.Id.ToString("N");
            }
            db.Add(new DraftApplication
            {
                Id = id, Procedure = version.Code, Definition = version.Hash, ApplicantKind = ActorKind.Resident, Account = account,
                Person = person, StartedAt = now, Name = Name, Kana = "キヨセ ハナコ", Answers = AnswersJson.Write(good), SavedAt = now,
                ExpiresAt = now + DraftApplication.Stay,
            });
            return Task.FromResult(id);
        });
    }

    static async Task<Guid> Sent(City city, Visitor hanako, Definition definition, Guid draft)
    {
        await hanako.Open($"/my/drafts/{draft}/check");
        Assert.Equal("内容を確かめてください", hanako.Heading);
        if (definition.Fee is null)
        {
            await hanako.Press("この内容で申し込む");
            Assert.Equal("申し込みが終わりました", hanako.Heading);
        }
        else
        {
            await hanako.Press("支払いへ進む");
            await PayingTests.Settled(city, hanako, draft);
        }
        return (await ApplyTests.Latest(city, definition.Code)).Id;
    }

    /// <summary>Who is named beside the applicant, or for whom it is, follows the link of their mail and says yes.</summary>
    static async Task Confirmed(City city, Guid id)
    {
        if ((await city.Case(id)).State is not ApplicationState.AwaitingConfirmation) return;
        await city.Settle();
        var mail = city.Simulator.Mails.Mails.First(m => m.Recipients.Contains(Other)).Text;
        var visitor = await city.Visitor().Open(mail[mail.IndexOf("/confirm/", StringComparison.Ordinal)..][..(9 + 64)]);
        await visitor.Choose("お返事/確認する").Press("返事を送る");
        Assert.Equal(ApplicationState.Submitted, (await city.Case(id)).State);
    }

    static async Task Decided(City city, Definition definition, Guid id)
    {
        if (definition.Decision.Kind is DecisionKind.Automatic) return;
        var suzuki = await (await city.Officer("suzuki")).Open(Links.Case(id));
        Assert.Equal(HttpStatusCode.OK, suzuki.Status);
        await suzuki.Press("審査を始める");
        if (definition.Decision.Kind is DecisionKind.Officer)
        {
            var route = city.Services.GetRequiredService<IDelegation>()
                .Route(definition.Decision.Of(await city.Case(id)), city.Clock.Today());
            var decider = route.Decider.EndsWith("-shuji", StringComparison.Ordinal) ? suzuki : await city.Officer("sato");
            await (await decider.Open(Links.Case(id))).Follow("決定する");
            await decider.Choose("決定/認める").Press("この内容で決定する");
            Assert.True(decider.Status is HttpStatusCode.OK, decider.Text);
            return;
        }
        await suzuki.Follow("決裁に回す");
        await suzuki.Choose("決定/認める").Press("決裁に回す");
        Assert.True(suzuki.Status is HttpStatusCode.OK, suzuki.Text);
        foreach (var login in new[] { "sato", "takahashi", "takahashi", "ito" })
        {
            if ((await city.Case(id)).State is not ApplicationState.Proposed) break;
            var approval = await city.Read(db => db.Set<Recommendation>().Where(r => r.ApplicationId == id && r.EndedAt == null)
                .Select(r => r.Approval).SingleAsync());
            var officer = await (await city.Officer(login)).Open(Links.Decide(approval));
            if (officer.Page.QuerySelector("button[data-once]") is { } press && officer.Text.Contains("承認する", StringComparison.Ordinal))
                await officer.Press("承認する");
            else if (officer.Text.Contains("同意する", StringComparison.Ordinal)) await officer.Press("同意する");
        }
    }

    [Theory, BothDatabases]
    public async Task どの手続も_申し込み_決まり_文書番号が付き_通知や証明のあるものは紙ができる(string database)
    {
        await using var city = await City.Start(database);
        var offered = city.Services.GetRequiredService<Catalogue>().Offered(city.Clock.Today());
        var faults = new List<string>();
        var online = offered.Where(v => v.Definition.Elsewhere is null).ToList();
        await Staffed(city, online.Select(v => v.Definition.Department).Distinct());
        var account = (await city.Person(Name)).Account;
        foreach (var (i, version) in online.Index())
        {
            var definition = version.Definition;
            try
            {
                var hanako = await city.SignedIn(ActorKind.Resident, account);
                await city.Carded(account);
                var id = await Sent(city, hanako, definition, await Drafted(city, version, 1_000 + i));
                await Confirmed(city, id);
                await Decided(city, definition, id);
                await city.Settle();
                var found = await city.Case(id);
                Assert.True(found.State is ApplicationState.Granted or ApplicationState.Completed, $"{found.State}");
                var document = await city.Read(db => db.Set<Document>().SingleAsync(d => d.SubjectId == id));
                Assert.Equal(definition.Record.Class, document.RecordClass);
                Assert.Equal(definition.Result is not null, await city.Read(db => db.Set<DocumentFile>()
                    .AnyAsync(f => f.DocumentId == document.Id && f.Role == FileRole.Issued)));
            }
            catch (Exception e) { faults.Add($"{version.Code}: {e.Message[..Math.Min(e.Message.Length, 600)]}"); }
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory, BothDatabases]
    public async Task ほかの役所の手続は_説明からそこへ進み_ここでは申し込めない(string database)
    {
        await using var city = await City.Start(database);
        var elsewhere = city.Services.GetRequiredService<Catalogue>().Offered(city.Clock.Today())
            .Where(v => v.Definition.Elsewhere is not null).ToList();
        Assert.NotEmpty(elsewhere);
        foreach (var version in elsewhere)
            foreach (var language in new[] { "ja", "easy", "en" })
            {
                var visitor = await city.Visitor().Open($"{Links.Procedure(version.Code)}?lang={language}");
                Assert.Contains(visitor.Page.QuerySelectorAll("a.button-main"),
                    a => a.GetAttribute("href") == version.Definition.Elsewhere?.Url);
                Assert.Empty(visitor.Page.QuerySelectorAll("a[href*='/apply'], form[action*='/apply']"));
                Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open($"{Links.Procedure(version.Code)}/apply")).Status);
            }
        var suzuki = await (await city.Officer("suzuki")).Open("/office/cases");
        Assert.DoesNotContain(elsewhere[0].Definition.Title.Ja, suzuki.Text, StringComparison.Ordinal);
    }
}
