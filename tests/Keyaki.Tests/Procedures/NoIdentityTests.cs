using System.Net;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Tests.Rules;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InProcedures;

/// <summary>A procedure that asks nobody who they are: a report of something broken in a park.</summary>
public sealed class NoIdentityTests : IDisposable
{
    const string Park = """
        {
          "format": 1, "code": "park-report", "validFrom": "2026-04-01",
          "title": { "ja": "公園の不具合の連絡", "easy": "公園の こわれた ところ", "en": "Park report" }, "lead": { "ja": "遊具などの不具合を知らせます。", "easy": "しらせます。", "en": "Tell us what is broken." },
          "who": { "ja": "どなたでも", "easy": "だれでも", "en": "Anybody" }, "needs": [], "cost": { "ja": "無料", "easy": "0円", "en": "Free" }, "time": { "ja": "1分", "easy": "1分", "en": "1 minute" },
          "after": { "ja": "環境課が見に行きます。", "easy": "見に いきます。", "en": "We go and look." },
          "lifeEvents": ["garbage"], "words": ["公園"], "department": "kankyo", "identity": "none",
          "decision": { "kind": "officer", "act": "certificate" },
          "pages": [{ "title": { "ja": "内容", "easy": "ないよう", "en": "What" }, "questions": [{ "name": "what", "kind": "text", "label": { "ja": "どこの何が壊れていますか", "easy": "どこの なにですか", "en": "What is broken" }, "maxLength": 200 }] }],
          "record": { "class": "kankyo-sodai" }
        }
        """;

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("keyaki-park");

    public void Dispose() => folder.Delete(recursive: true);

    async Task<City> Start(string database)
    {
        var source = Path.GetFullPath(KiyoseTests.Folder());
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder.FullName, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? folder.FullName);
            File.Copy(file, target);
        }
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "procedures", "park-report.json"), Park);
        return await City.Start(database, new Dictionary<string, string?> { ["Keyaki:City"] = folder.FullName });
    }

    static string Link(Visitor visitor) =>
        visitor.Page.QuerySelector("a[href*='/visit/']")?.GetAttribute("href") ?? throw new InvalidOperationException(visitor.Text);

    [Theory, BothDatabases]
    public async Task 名前もメールも聞かれずに申し込め_画面のリンクで戻れる(string database)
    {
        await using var city = await Start(database);
        var somebody = await city.Visitor().Open("/procedures/park-report");
        Assert.Contains("メールアドレスの確認も要りません", somebody.Text, StringComparison.Ordinal);
        await somebody.Press("申し込みへ進む");
        await somebody.Fill("どこの何が", "中央公園のブランコ").Press("確認画面へ進む");
        await somebody.Press("この内容で申し込む");
        var found = await city.Read(db => db.Set<Application>().SingleAsync(a => a.Procedure == "park-report"));
        Assert.Equal((ActorKind.Guest, null, null, null), (found.ApplicantKind, found.SealedMail, found.MailKey, found.Person));
        Assert.Contains(found.Number?.ToString() ?? "-", somebody.Text, StringComparison.Ordinal);
        Assert.Empty(city.Simulator.Mails.Mails);
        var link = Link(somebody);

        var later = await city.Visitor().Open(link);
        Assert.Equal("申し込みのページに戻る", later.Heading);
        await later.Press("申し込みのページを開く");
        Assert.Equal(link, Link(later));
        await later.Follow("公園の不具合の連絡");
        Assert.Contains("中央公園のブランコ", later.Text, StringComparison.Ordinal);

        var suzuki = await city.Officer("suzuki");
        await (await suzuki.Open(Links.Case(found.Id))).Press("審査を始める");
        await (await suzuki.Follow("補正をお願いする")).Choose("直していただく項目/どこの何が").Press("補正をお願いする");
        await suzuki.Fill("を直していただく理由", "どのブランコかを書いてください。").Press("補正をお願いする");
        await later.Open(Links.Application(found.Id));
        await (await later.Follow("直して送る")).Fill("どこの何が", "中央公園の右のブランコ").Press("直した内容を送る");
        Assert.Equal(ApplicationState.Resubmitted, (await city.Case(found.Id)).State);
    }

    [Theory, BothDatabases]
    public async Task リンクを変えた人やほかの人には見えず_メールの要る手続はそのままでは始められない(string database)
    {
        await using var city = await Start(database);
        var somebody = await city.Visitor().Open("/procedures/park-report/apply");
        await somebody.Press("入力を始める");
        await somebody.Fill("どこの何が", "中央公園のベンチ").Press("保存して中断する");
        var link = Link(somebody);
        var draft = (await city.Read(db => db.Set<DraftApplication>().SingleAsync(d => d.Procedure == "park-report"))).Id;
        var wrong = link[..^1] + (link[^1] == '0' ? '1' : '0');
        var other = await city.Visitor().Open(new Uri(wrong).AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, other.Status);
        await other.Open("/procedures/park-report/apply");
        await other.Press("入力を始める");
        Assert.Equal(HttpStatusCode.NotFound, (await other.Open($"/my/drafts/{draft}/1")).Status);

        await somebody.Open("/procedures/cancer-screening/apply");
        Assert.Equal("サインイン", somebody.Heading);
        await somebody.Open("/account/new/profile");
        Assert.Equal("利用者アカウントを作る", somebody.Heading);

        city.Clock.Pass(TimeSpan.FromDays(3));
        var back = await city.Visitor().Open(new Uri(link).AbsolutePath);
        await back.Press("申し込みのページを開く");
        await back.Follow("公園の不具合の連絡");
        Assert.Equal("中央公園のベンチ", (back.Page.QuerySelector("[name=what]") as AngleSharp.Html.Dom.IHtmlInputElement)?.Value);
    }
}
