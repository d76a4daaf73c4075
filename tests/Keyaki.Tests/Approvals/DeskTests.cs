using System.Net;
using Keyaki.Approvals;
using Keyaki.Contracts;
using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Tests.InDrafting;
using Keyaki.Tests.InProcedures;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InApprovals;

/// <summary>決裁する人の机: the paper, and beside it the pages of its files and the case before it.</summary>
public sealed class 決裁の机
{
    static byte[] TwoPages(City city)
    {
        var paper = new Paper(city.Services.GetRequiredService<PaperFonts>(), "図面");
        for (var i = 0; i < 60; i++) paper.Text($"看板の位置 {i}");
        return paper.Finish().Pdf;
    }

    static Task<Guid> Only(City city) => city.Read(db => db.Set<Approval>().Where(a => a.State == ApprovalState.InReview)
        .Select(a => a.Id).SingleAsync());

    [Theory, BothDatabases]
    public async Task 添付はその画面の横にページごとに出て_前例もその横に並べられる(string database)
    {
        await using var city = await City.Start(database);
        var (suzuki, first) = await DraftTests.Written(city);
        await (await suzuki.Open(first)).Follow("写しを作る");
        await suzuki.Press("書き始める");
        await suzuki.Fill("件名", "次の看板について").Attach("添付 1/ファイル", "図面.pdf", TwoPages(city)).Press("保存する");
        await DraftTests.Propose(suzuki, suzuki.Path);
        var id = await Only(city);

        var sato = await (await city.Officer("sato")).Open(Links.Decide(id));
        string Side() => sato.Page.QuerySelector("aside#beside")?.TextContent ?? "";
        Assert.Contains("1 / 2 ページ", Side(), StringComparison.Ordinal);
        Assert.NotNull(sato.Page.QuerySelector("button[data-key='a'][accesskey='a'][aria-keyshortcuts='a']"));
        await sato.Follow("次のページ");
        Assert.Contains("2 / 2 ページ", Side(), StringComparison.Ordinal);
        var picture = sato.Page.QuerySelector("aside#beside img.file-page")?.GetAttribute("src") ?? "";
        using (var answer = await sato.Raw(picture)) Assert.Equal("image/png", answer.Content.Headers.ContentType?.MediaType);
        using (var other = await (await city.Officer("takahashi")).Raw(picture)) Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        Assert.Contains("次の看板について", sato.Heading, StringComparison.Ordinal);

        await city.Turns.Run(async (services, db, ct) =>
        {
            var old = await db.Set<Keyaki.Drafting.Draft>().OrderBy(d => d.At).FirstAsync(ct);
            var kept = await services.GetRequiredService<FileStore>().Put(TwoPages(city), "旧図面.pdf", FileBytes.Pdf, ct);
            kept.UsedBy = old.Id;
            db.Add(kept);
            db.Add(new Keyaki.Drafting.DraftFile { Id = city.Clock.NewId(), Draft = old.Id, Position = 0, Title = "", File = kept.Id });
            return true;
        });
        await sato.Follow("前例");
        Assert.Contains("古い看板の取り外しについて", Side(), StringComparison.Ordinal);
        Assert.Contains("案内板", Side(), StringComparison.Ordinal);
        // The preceding case's own files are read beside it as well.
        await sato.Follow("旧図面.pdf");
        await sato.Follow("次のページ");
        Assert.Contains("2 / 2 ページ", Side(), StringComparison.Ordinal);
        await sato.Follow("前例の内容に戻る");
        Assert.Contains("案内板", Side(), StringComparison.Ordinal);
        Assert.Contains("この資料は、ここに表示できません", (await sato.Open(Beside.Of(id, await city.Read(db =>
            db.Set<Keyaki.Drafting.DraftFile>().OrderBy(f => f.Id).Select(f => f.File).FirstAsync()), 9))).Text, StringComparison.Ordinal);
        await (await sato.Open(Links.Decide(id))).Press("承認する");
        Assert.NotEqual(ApprovalState.InReview, (await 決裁の経路.Load(city, id)).State);
    }

    [Theory, BothDatabases]
    public async Task 添付が三十あっても_机が尋ねる数は一つのときと変わらない(string database)
    {
        await using var city = await City.Start(database);
        async Task<int> Asked(int files)
        {
            var (suzuki, url) = await DraftTests.Written(city);
            await city.Turns.Run(async (services, db, ct) =>
            {
                var draft = await db.Set<Keyaki.Drafting.Draft>().OrderByDescending(d => d.At).ThenByDescending(d => d.Id).FirstAsync(ct);
                for (var n = 0; n < files; n++)
                {
                    var kept = await services.GetRequiredService<FileStore>()
                        .Put("%PDF-1.4\n%%EOF"u8.ToArray(), $"図面{n}.pdf", "application/pdf", ct);
                    db.Add(kept);
                    kept.UsedBy = draft.Id;
                    db.Add(new Keyaki.Drafting.DraftFile { Id = city.Clock.NewId(), Draft = draft.Id, Position = n, Title = "", File = kept.Id });
                }
                return true;
            });
            await DraftTests.Propose(suzuki, url);
            var sato = await (await city.Officer("sato")).Open(Links.Decide(await Only(city)));
            var asked = city.Queries.Last.Count;
            Assert.Equal(files, sato.Page.QuerySelectorAll("aside#beside .chips a").Length);
            await sato.Press("承認する");
            return asked;
        }
        Assert.Equal(await Asked(1), await Asked(30));
    }

    [Theory, BothDatabases]
    public async Task 決裁の束は_まだ見ていない案件と_前に見てから変わった案件に印を付ける(string database)
    {
        await using var city = await City.Start(database);
        var found = await city.Composter();
        var id = await OfficeCases.Proposed(city, found, await city.OfficerId("suzuki"), "kankyo-kakaricho", "kankyo-kacho");
        async Task<string> Waiting() => (await (await city.Officer("sato")).Open(Pile.Url)).Text;
        Assert.Contains("まだ見ていません", await Waiting(), StringComparison.Ordinal);
        await (await city.Officer("sato")).Open(Links.Decide(id));
        Assert.DoesNotContain("まだ見ていません", await Waiting(), StringComparison.Ordinal);
        Assert.DoesNotContain("前に見てから変わりました", await Waiting(), StringComparison.Ordinal);
        var suzuki = await city.OfficerId("suzuki");
        await city.Turns.Run(async (_, db, ct) => db.Add((await db.Set<Application>().AsTracking().SingleAsync(a => a.Id == found, ct))
            .Assign(suzuki, suzuki, city.Clock.NewId(), city.Clock.GetUtcNow())));
        Assert.Contains("前に見てから変わりました", await Waiting(), StringComparison.Ordinal);
        await (await city.Officer("sato")).Open(Links.Decide(id));
        Assert.DoesNotContain("前に見てから変わりました", await Waiting(), StringComparison.Ordinal);
    }
}
