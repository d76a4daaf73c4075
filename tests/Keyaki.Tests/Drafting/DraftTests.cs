using System.Net;
using Keyaki.Approvals;
using Keyaki.Contracts;
using Keyaki.Documents;
using Keyaki.Drafting;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InDrafting;

using Visitor = Keyaki.Tests.Pages.Visitor;

/// <summary>起案: from a template over the decision to 完結, and what happens when two write or somebody says no.</summary>
public sealed class DraftTests
{
    static readonly byte[] Pdf = "%PDF-1.4\npaper\n%%EOF"u8.ToArray();

    /// <summary>A draft of 鈴木 that the head of the section decides (軽易な伺い), saved.</summary>
    internal static async Task<(Visitor Suzuki, string Url)> Written(City city, string template = "軽易な伺い", Action<Visitor>? more = null)
    {
        var suzuki = await city.Officer("suzuki");
        await (await suzuki.Open(StartDraft.Url)).Choose($"雛形/{template}").Press("書き始める");
        suzuki.Fill("件名", "古い看板の取り外しについて").Fill("伺い文", "次のとおり取り外してよろしいか、伺います。")
            .Fill("本文", "# 場所\n中里五丁目\n\n| 看板 | 数 |\n|---|---|\n| 案内板 | 2 |").Fill("文書分類と保存年限", "粗大ごみ収集の申込");
        more?.Invoke(suzuki);
        await suzuki.Press("保存する");
        Assert.Equal("古い看板の取り外しについて", suzuki.Heading);
        return (suzuki, suzuki.Path);
    }

    internal static async Task Propose(Visitor drafter, string url) => await (await drafter.Open(url + "/propose")).Press("決裁に回す");

    internal static async Task<Visitor> Approve(City city, string login, string subject = "古い看板の取り外しについて")
    {
        var officer = await city.Officer(login);
        return await (await (await officer.Open(Pile.Url)).Follow(subject)).Press("承認する");
    }

    static Task<Draft> Only(City city) => city.Read(db => db.Set<Draft>().SingleAsync());

    [Theory, BothDatabases]
    public async Task 雛形から書いた起案は_決裁されると文書番号が付き_完結すると文書に残る(string database)
    {
        await using var city = await City.Start(database);
        var (suzuki, url) = await Written(city, more: v => v.Attach("添付 1/ファイル", "図面.pdf", Pdf));
        Assert.Contains("案内板", suzuki.Page.QuerySelector("article table td")?.TextContent, StringComparison.Ordinal);
        await (await suzuki.Open(url)).Follow("決裁に回す");
        Assert.Contains("佐藤 美紀", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Press("決裁に回す");
        Assert.Contains("決裁中", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains("佐藤 美紀", (await suzuki.Open(MyDrafts.Url)).Text, StringComparison.Ordinal);
        Assert.Contains("差し戻されたときか、引き戻したとき", (await suzuki.Open(url + "/edit")).Text, StringComparison.Ordinal);

        var sato = await (await city.Officer("sato")).Open(Pile.Url);
        await sato.Follow("古い看板の取り外しについて");
        foreach (var words in new[] { "次のとおり取り外してよろしいか", "中里五丁目", "図面.pdf", "粗大ごみ収集の申込" })
            Assert.Contains(words, sato.Text, StringComparison.Ordinal);
        await sato.Press("承認する");
        var draft = await Only(city);
        Assert.Contains("保存年限3年", (await sato.Open($"{Links.Decide(draft.Approval ?? default)}/sheet")).Text.Replace("\n", "",
            StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal((Stage.Decided, true), (draft.Stage, draft.Document is not null));
        Assert.Contains(draft.Number ?? "-", (await suzuki.Open(url)).Text, StringComparison.Ordinal);
        Assert.Contains("完結にする：古い看板", (await suzuki.Open("/office")).Text, StringComparison.Ordinal);
        await (await suzuki.Open(url + "/issue")).Press("完結にする");
        Assert.Contains("完結", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Open($"{FindDocuments.Url}?q=看板&officer={await city.OfficerId("suzuki")}");
        Assert.Contains("古い看板の取り外しについて", suzuki.Text, StringComparison.Ordinal);
        await TaskCheck.Agrees(city);
    }

    [Theory, BothDatabases]
    public async Task 差し戻された起案は_直すと新しい版になり_版の違いが言葉と印で分かる(string database)
    {
        await using var city = await City.Start(database);
        var (suzuki, url) = await Written(city);
        await Propose(suzuki, url);
        var sato = await city.Officer("sato");
        await (await sato.Open(Pile.Url)).Follow("古い看板の取り外しについて");
        await sato.Fill("差戻しの理由", "場所が足りません").Press("理由を付けて差し戻す");
        Assert.Contains("場所が足りません", (await suzuki.Open(url)).Text, StringComparison.Ordinal);
        Assert.Contains("戻った起案を直す", (await suzuki.Open("/office")).Text, StringComparison.Ordinal);
        await (await suzuki.Open(url + "/edit")).Fill("本文", "# 場所\n中里六丁目").Press("保存する");
        await suzuki.Open(url + "/versions");
        Assert.Contains("［削除", suzuki.Page.QuerySelector("del")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("六", string.Concat(suzuki.Page.QuerySelectorAll("ins").Select(i => i.TextContent)), StringComparison.Ordinal);
        await Propose(suzuki, url);
        await Approve(city, "sato");
        Assert.Equal((Stage.Decided, 2, 2), (await Only(city)) is var d ? (d.Stage, d.Revision, d.BodyNumber) : default);
    }

    [Theory, BothDatabases]
    public async Task 二人が同じ起案を書くと_後の人に両方が見え_どちらの本文も消えない(string database)
    {
        await using var city = await City.Start(database);
        var (suzuki, url) = await Written(city);
        var sato = await (await city.Officer("sato")).Open(url + "/edit");
        await (await suzuki.Open(url + "/edit")).Fill("本文", "鈴木が書いた本文").Press("保存する");
        await sato.Fill("本文", "佐藤が書いた本文").Press("保存する");
        Assert.Equal(HttpStatusCode.Conflict, sato.Status);
        Assert.Contains("鈴木 亮さんが先に保存しました", sato.Text, StringComparison.Ordinal);
        Assert.Contains("鈴木", string.Concat(sato.Page.QuerySelectorAll("del").Select(d => d.TextContent)), StringComparison.Ordinal);
        Assert.Equal("佐藤が書いた本文", sato.Page.QuerySelector("textarea[name=body]")?.TextContent.Trim());
        await sato.Press("保存する");
        Assert.Equal(HttpStatusCode.OK, sato.Status);
        Assert.Equal(["鈴木が書いた本文", "佐藤が書いた本文"],
            await city.Read(db => db.Set<BodyVersion>().Where(b => b.Number > 1).OrderBy(b => b.Number).Select(b => b.Text).ToListAsync()));
    }

    [Theory, BothDatabases]
    public async Task 書きかけは本人にだけ預けられ_次に開くと戻り_保存すると消える(string database)
    {
        await using var city = await City.Start(database);
        var (suzuki, url) = await Written(city);
        await suzuki.Open(url + "/edit");
        var token = suzuki.Page.QuerySelector("[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";
        await suzuki.Post(url + "/keep", ("__RequestVerificationToken", token), ("_version", "2"), ("subject", "書きかけの件名"), ("body",
            "書きかけの本文"));
        Assert.Equal(HttpStatusCode.OK, suzuki.Status);
        Assert.DoesNotContain("書きかけの件名", (await (await city.Officer("sato")).Open(url + "/edit")).Page.DocumentElement.InnerHtml,
            StringComparison.Ordinal);
        await suzuki.Open(url + "/edit");
        Assert.Contains("書きかけを戻しました", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal("書きかけの本文", suzuki.Page.QuerySelector("textarea[name=body]")?.TextContent.Trim());
        Assert.Equal("古い看板の取り外しについて", (await Only(city)).Subject);
        await suzuki.Open(url);
        Assert.Equal(1, await city.Read(db => db.Set<Typed>().CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task 写した起案はもとの起案につながり_公開しない起案には理由が要る(string database)
    {
        await using var city = await City.Start(database);
        var (suzuki, url) = await Written(city);
        await (await (await suzuki.Open(url)).Follow("写しを作る")).Press("書き始める");
        Assert.Equal("古い看板の取り外しについて", suzuki.Page.QuerySelector("input[name=subject]")?.GetAttribute("value"));
        await suzuki.Choose("公開区分/非公開").Press("保存する");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, suzuki.Status);
        Assert.Contains("公開しない理由を書いてください", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Fill("公開しない理由", "第7条第2号").Press("保存する");
        Assert.Contains("写しのもと", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains("写して作ったもの", (await suzuki.Open(url)).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task ほかの課の起案は見えず_回ってきた人には添付も開ける(string database)
    {
        await using var city = await City.Start(database);
        var (suzuki, url) = await Written(city, more: v => v.Attach("添付 1/ファイル", "図面.pdf", Pdf));
        var file = suzuki.Page.QuerySelector("a[href*='/files/']")?.GetAttribute("href") ?? "";
        var yamamoto = await city.Officer("yamamoto");
        foreach (var address in new[] { url, url + "/edit", url + "/propose", url + "/draft.pdf", url + "/issue", file })
            Assert.Equal(HttpStatusCode.NotFound, (await yamamoto.Open(address)).Status);
        await Propose(suzuki, url);
        Assert.Equal(HttpStatusCode.OK, (await (await city.Officer("sato")).Raw(file)).StatusCode);
        Assert.Equal("application/pdf", (await suzuki.Raw(url + "/draft.pdf")).Content.Headers.ContentType?.MediaType);
    }

    [Theory, BothDatabases]
    public async Task 課が作った雛形は_その課の起案で選べ_ほかの課では選べない(string database)
    {
        await using var city = await City.Start(database);
        var suzuki = await (await city.Officer("suzuki")).Open("/office/drafts/templates/new");
        await suzuki.Fill("雛形の名前", "ごみ集積所の変更").Fill("決裁の種類", "軽易な伺い").Choose("施行方法/施行しない（内部の決定）")
            .Fill("件名", "集積所の変更について").Press("保存する");
        Assert.Contains("ごみ集積所の変更", suzuki.Text, StringComparison.Ordinal);
        await (await suzuki.Open(StartDraft.Url)).Fill("雛形", "環境課：ごみ集積所の変更").Press("書き始める");
        Assert.Equal("集積所の変更について", suzuki.Page.QuerySelector("input[name=subject]")?.GetAttribute("value"));
        Assert.DoesNotContain("ごみ集積所の変更", (await (await city.Officer("yamamoto")).Open(StartDraft.Url)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task 練習用のまちには_いろいろな段階の起案と収受があり_決裁された起案には番号がある()
    {
        await using var city = await City.Told(BothDatabases.Sqlite);
        var drafts = await city.Read(db => db.Set<Draft>().ToListAsync());
        Assert.True(drafts.Count >= 20, $"{drafts.Count}");
        foreach (var stage in new[] { Stage.Writing, Stage.InReview, Stage.Issued, Stage.Completed })
            Assert.Contains(drafts, d => d.Stage == stage);
        Assert.All(drafts.Where(d => d.DecidedAt is not null), d => Assert.NotNull(d.Number));
        Assert.Contains("市長印", (await (await city.Officer("mori")).Open(SealBook.Url)).Text, StringComparison.Ordinal);
        Assert.Contains("集積所の移転の要望", (await (await city.Officer("suzuki")).Open(ReceivedDesk.Url)).Text, StringComparison.Ordinal);
        await TaskCheck.Agrees(city);
    }

    [Theory, BothDatabases]
    public async Task 合議の課が意見を付け_不在の課長の代わりに係長が代決し_課長が後閲し_取り戻した起案は直せる(string database)
    {
        await using var city = await City.Start(database);
        var (suzuki, url) = await Written(city, "通知・照会・回答", v => v.Choose("合議する課/市民課").Choose("施行方法/施行しない（内部の決定）"));
        await Propose(suzuki, url);
        await (await (await suzuki.Open(url)).Follow("取戻し・取下げ")).Press("取り戻す");
        Assert.Contains("差戻し・引戻し", (await suzuki.Open(url)).Text, StringComparison.Ordinal);
        await Propose(suzuki, url);

        var takahashi = await (await city.Officer("takahashi")).Open(Absences.Url);
        foreach (var (label, day) in new[] { ("不在の始まり", "24"), ("不在の終わり", "30") })
            takahashi.Fill($"{label}/年", "2026").Fill($"{label}/月", "11").Fill($"{label}/日", day);
        await takahashi.Choose("不在になる職員/高橋 浩").Choose("理由/出張").Press("不在を登録する");
        await Approve(city, "sato");
        var watanabe = await (await city.Officer("watanabe")).Open(Pile.Url);
        await (await watanabe.Follow("古い看板の取り外しについて")).Follow("意見・条件を付けて承認");
        await watanabe.Choose("付けるもの/意見").Fill("意見・条件", "窓口にも掲示してください").Press("承認する");
        var sato = await (await city.Officer("sato")).Open(Pile.Url);
        await (await sato.Follow("古い看板の取り外しについて")).Press("代決する");
        Assert.Equal(Stage.Decided, (await Only(city)).Stage);
        Assert.Contains("窓口にも掲示してください", (await suzuki.Open(url)).Text, StringComparison.Ordinal);
        await takahashi.Open(Pile.Url + "?show=owed");
        await (await (await takahashi.Follow("古い看板の取り外しについて")).Follow("後閲する")).Press("後閲を記録する");
        Assert.Equal(HttpStatusCode.OK, takahashi.Status);
    }

    [Theory, BothDatabases]
    public async Task 関連する文書は_書いている途中で探して選べ_書いたものは残り_ほかの課の文書は候補に出ない(string database)
    {
        await using var city = await City.Start(database);
        foreach (var (subject, department, kept) in new[]
        {
            ("街路樹の手入れの計画", "kankyo", "kankyo-hojo"), ("街路樹の調査の記録", "kankyo", "kankyo-hojo"),
            ("街路樹についての市民課の文書", "shimin", "kankyo-hojo"),
        }) await InDocuments.文書の中の文字の検索.Put(city, subject, department: department, kept: kept);
        await city.Settle();
        var (suzuki, url) = await Written(city);
        await suzuki.Open(url + "/edit");
        await suzuki.Fill("件名", "書きかけの件名").Fill("関連する文書を探す", "街路樹").Press("探す");
        Assert.Equal("書きかけの件名", suzuki.Page.QuerySelector("input[name=subject]")?.GetAttribute("value"));
        Assert.DoesNotContain("市民課の文書", suzuki.Text, StringComparison.Ordinal);
        string Number(string subject) => suzuki.Page.QuerySelectorAll("input[name=related]")
            .Select(i => i.ParentElement?.TextContent.Trim() ?? "")
            .Single(t => t.Contains(subject, StringComparison.Ordinal));
        var plan = Number("街路樹の手入れの計画");
        await suzuki.Choose($"関連する文書/{plan}").Fill("関連する文書を探す", "調査の記録").Press("探す");
        // What was chosen stays chosen beside what is found next.
        Assert.NotNull(suzuki.Page.QuerySelectorAll("input[name=related][checked]").SingleOrDefault());
        await suzuki.Choose($"関連する文書/{Number("街路樹の調査の記録")}").Press("保存する");
        Assert.Equal("書きかけの件名", suzuki.Heading);
        Assert.Equal(2, await city.Read(db => db.Set<Related>().CountAsync()));
        await (await suzuki.Open(url + "/edit")).Fill("関連する文書を探す", "どこにもない言葉").Press("探す");
        Assert.Equal(2, suzuki.Page.QuerySelectorAll("input[name=related][checked]").Length);
    }

    [Theory, BothDatabases]
    public async Task 合議と供覧の課は_選んだものだけが上に出て_ほかはたたまれている(string database)
    {
        await using var city = await City.Start(database);
        var (suzuki, url) = await Written(city, more: v => v.Choose("合議する課/市民課"));
        await suzuki.Open(url + "/edit");
        int Shown(string name) => suzuki.Page.QuerySelectorAll($"input[name={name}]").Count(i => i.Closest("details") is null);
        Assert.Equal((1, 0), (Shown("concur"), Shown("inform")));
        Assert.True(suzuki.Page.QuerySelectorAll("details input[name=inform]").Length > 20);
    }

    [Theory, BothDatabases]
    public async Task 否決された起案は終わり_再起案は前の起案につながる(string database)
    {
        await using var city = await City.Start(database);
        var (suzuki, url) = await Written(city);
        Assert.Contains("写しを作ってください", (await (await suzuki.Open($"{StartDraft.Url}?earlier={url[^36..]}&origin=Redraft"))
            .Press("書き始める")).Text, StringComparison.Ordinal);
        await Propose(suzuki, url);
        var sato = await (await city.Officer("sato")).Open(Pile.Url);
        await (await (await sato.Follow("古い看板の取り外しについて")).Follow("否決する")).Fill("理由", "今年度は見送ります").Press("否決する");
        Assert.Equal(Stage.Ended, (await Only(city)).Stage);
        await (await (await suzuki.Open(url)).Follow("再起案する")).Press("書き始める");
        await suzuki.Press("保存する");
        Assert.Contains("再起案のもと", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains("再起案したもの", (await suzuki.Open(url)).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 二度押しても起案は一度だけ回り_古い画面から回すと断られ_鍵のかかったファイルは言葉で断られる(string database)
    {
        await using var city = await City.Start(database);
        var (suzuki, url) = await Written(city);
        var stale = await (await city.Officer("sato")).Open(url + "/propose");
        await (await suzuki.Open(url + "/edit")).Fill("伺い文", "改めて伺います。").Press("保存する");
        await stale.Press("決裁に回す");
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        await suzuki.Open(url + "/edit");
        byte[] locked = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[1000]];
        await suzuki.Attach("添付 1/ファイル", "秘密.xlsx", locked).Press("保存する");
        Assert.Contains("パスワードが付いているか、古い形式", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Open(url + "/propose");
        using (var first = suzuki.Prepare("決裁に回す"))
        using (var again = suzuki.Prepare("決裁に回す"))
            foreach (var answer in await Task.WhenAll(suzuki.Send(first), suzuki.Send(again)))
                Assert.True(answer.IsSuccessStatusCode || (int)answer.StatusCode < 400, $"{answer.StatusCode}");
        Assert.Equal((Stage.InReview, 1), (await Only(city)) is var d ? (d.Stage, d.Revision) : default);
    }
}
