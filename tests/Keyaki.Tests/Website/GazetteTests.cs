using System.IO.Compression;
using System.Net;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Staff;
using Keyaki.Tests.Pages;
using Keyaki.Tests.Rules;
using Keyaki.Website;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InWebsite;

/// <summary>市報: an issue from the first article to readers, with the departments that read its proofs.</summary>
public sealed class GazetteTests
{
    const string Notice = "はじめてのスマートフォン相談室", Written = "落ち葉の回収";

    [Theory, BothDatabases]
    public async Task 市報の号は_お知らせから集めた記事を二つの課が校正し_別の人が校了にして_印刷所と読む人に届く(string database)
    {
        await using var city = await City.Start(database);
        var (tanaka, page) = await WebsiteTests.Written(city);
        var (editor, second, suzuki) = (await Editor(city, "kobayashi"), await Editor(city, "nakamura"), await city.Officer("suzuki"));
        var issue = await Begun(city, editor);

        // 市民課 takes its notice over; 環境課 writes for the paper alone.
        await (await tanaka.Open(GazettePaths.Issue(issue.Id))).Follow("お知らせから選ぶ");
        await tanaka.Fill("題の一部", "スマートフォン").Press("さがす");
        await tanaka.Follow(Notice);
        Assert.Contains("【場所】生涯学習センター", tanaka.Text, StringComparison.Ordinal);
        await tanaka.Fill("欄", "催し・講座").Press("この号に入れる");
        Assert.True(tanaka.Heading.Contains($"第{issue.Number}号", StringComparison.Ordinal), tanaka.Text);
        await tanaka.Open(ChooseNotices.Url(issue.Id));
        Assert.DoesNotContain(Notice, tanaka.Text, StringComparison.Ordinal);
        await suzuki.Open(GazettePaths.Issue(issue.Id) + "/write");
        await suzuki.Fill("欄", "くらし").Fill("題", Written)
            .Fill("本文", "落ち葉を集めます。\n【日時】12月12日(土) 9:00～11:00").Press("保存する");
        var (notice, own) = (await Article(city, issue, Notice), await Article(city, issue, Written));
        Assert.Equal((page.Id, "shimin", "kankyo", null), (notice.Page, notice.Owner, own.Owner, own.Page));
        Assert.Equal(HttpStatusCode.NotFound, (await suzuki.Open(GazettePaths.Article(notice))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Open(ReadIssue.Url(issue.Number))).Status);

        // Too long is kept, shown, and keeps proofs from ending.
        await (await editor.Open(GazettePaths.Article(own))).Fill("字数の上限", "20").Press("保存する");
        Assert.Contains("字超えています", editor.Text, StringComparison.Ordinal);
        await On(editor, issue, "初校");
        Assert.Equal(["kankyo", "shimin"], await Waiting(city, issue));

        // From now on departments say what they want, and nobody passes for another department, an editor neither.
        await (await suzuki.Open(GazettePaths.Article(own))).Fill("題", "別の題").Press("保存する");
        Assert.Contains("校正に入ったため", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Open("/office");
        Assert.Contains("市報の初校を確かめる", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Open(ShowProof.Url(issue.Id));
        Assert.DoesNotContain(Notice, suzuki.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("元のお知らせ", suzuki.Text, StringComparison.Ordinal);
        await (await suzuki.Follow("意見を書く")).Fill("意見", "時刻は10時までです。").Press("編集の担当者に送る");
        Assert.Contains("答えを待っています", suzuki.Text, StringComparison.Ordinal);
        var theirs = await city.Read(db => db.Set<GazetteProof>().SingleAsync(p => p.Issue == issue.Id && p.Owner == "shimin"));
        await tanaka.Open(ShowProof.Url(issue.Id));
        foreach (var other in new[] { suzuki, editor })
            Assert.Equal(HttpStatusCode.NotFound, (await other.Late(Stolen(tanaka, other, issue, theirs))).Status);
        await WebsiteTests.Propose(tanaka, page);
        await WebsiteTests.Decide(city, Notice);
        await tanaka.Open(ShowProof.Url(issue.Id));
        Assert.Contains("お知らせが、この記事より後に変わっています", tanaka.Text, StringComparison.Ordinal);
        using (var again = tanaka.Prepare("市民課の記事を校了する"))
        {
            await tanaka.Press("市民課の記事を校了する");
            Assert.Contains("市民課は校了しています", tanaka.Text, StringComparison.Ordinal);
            await tanaka.Late(again);
        }
        Assert.Equal(HttpStatusCode.OK, tanaka.Status);

        // The editor answers; going on needs all of it.
        await Refused(editor, issue, "答えていない意見が1件");
        await (await editor.Open(GazettePaths.Article(own)))
            .Fill("本文", "落ち葉を集めます。\n【日時】12月12日(土) 9:00～10:00").Press("保存する");
        await (await editor.Follow("この意見に答える")).Choose("どうしましたか/直した").Press("答える");
        Assert.Contains("答え：直した", editor.Text, StringComparison.Ordinal);
        await Refused(editor, issue, "字数を超えている記事があります");
        await (await editor.Open(GazettePaths.Article(own))).Fill("字数の上限", "400").Press("保存する");
        await Refused(editor, issue, "まだ校了していない課があります（環境課）");
        await suzuki.Open(ShowProof.Url(issue.Id));
        Assert.Contains("10", suzuki.Page.QuerySelector("ins")?.TextContent ?? "", StringComparison.Ordinal);
        Assert.NotNull(suzuki.Page.QuerySelector("del"));
        await suzuki.Press("環境課の記事を校了する");
        await On(editor, issue, "再校");
        Assert.Equal(["kankyo", "shimin"], await Waiting(city, issue));

        // What was passed is read again when it changes; who reads an old page is told.
        await (await suzuki.Open(ShowProof.Url(issue.Id))).Press("環境課の記事を校了する");
        await tanaka.Open(ShowProof.Url(issue.Id));
        await (await editor.Open(GazettePaths.Article(own))).Fill("題", "落ち葉を集めます").Press("保存する");
        await (await editor.Open(GazettePaths.Article(notice))).Fill("題", "スマートフォン相談室").Press("保存する");
        Assert.Equal(["kankyo", "shimin"], await Waiting(city, issue));
        await tanaka.Press("市民課の記事を校了する");
        Assert.Contains("読んでいる間に、記事が直されました", tanaka.Text, StringComparison.Ordinal);
        await (await tanaka.Open(ShowProof.Url(issue.Id))).Press("市民課の記事を校了する");
        await editor.Open(GazettePaths.On(issue.Id));
        await editor.Fill("校了していない課を待たない理由", "電話で確かめたため").Press("校了を申し出る");
        Assert.Contains("校了の確認を待っています", editor.Text, StringComparison.Ordinal);

        // A second editor, and nobody else.
        var act = $"{GazettePaths.Releases}/{await city.Read(db => db.Set<GazetteRelease>().Select(r => r.Id).SingleAsync())}";
        Assert.Contains("ほかの編集の担当者が確かめます", (await editor.Open(act)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await suzuki.Open(act)).Status);
        await second.Open(act);
        Assert.Contains("電話で確かめたため", second.Text, StringComparison.Ordinal);
        await second.Choose("この号を校了にしますか/はい").Press("確かめた結果を記録する");
        Assert.Equal(GazetteState.Ready, await State(city, issue));
        Assert.Empty(await Waiting(city, issue));
        await (await editor.Open(GazettePaths.Article(own))).Fill("題", "また別の題").Press("保存する");
        Assert.Contains("校了しています", editor.Text, StringComparison.Ordinal);

        // What leaves the house.
        using (var zip = new ZipArchive(await (await editor.Raw(GazetteFiles.Printer(issue.Id))).Content.ReadAsStreamAsync()))
        {
            Assert.Equal([PrinterPackage.ReadMe, PrinterPackage.Tagged, PrinterPackage.Sheet], zip.Entries.Select(e => e.FullName));
            using var tagged = new StreamReader(await zip.Entries[1].OpenAsync());
            Assert.Contains("<題>落ち葉を集めます</題>", await tagged.ReadToEndAsync(), StringComparison.Ordinal);
        }
        var read = await (await suzuki.Raw(GazetteFiles.Reading(issue.Id))).Content.ReadAsStringAsync();
        Assert.Contains("日時。12月12日、土曜日、9時から10時。", read, StringComparison.Ordinal);
        Assert.True(read.IndexOf("落ち葉", StringComparison.Ordinal) < read.IndexOf("スマートフォン", StringComparison.Ordinal), read);
        await On(editor, issue, "印刷済み");
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Open(ReadIssue.Url(issue.Number))).Status);
        await On(editor, issue, "公開中");

        var reader = await city.Visitor().Open(ReadGazettes.Url);
        await reader.Follow($"第{issue.Number}号");
        foreach (var words in new[] { "くらし", "落ち葉を集めます", "9:00～10:00", "シティプロモーション課" })
            Assert.Contains(words, reader.Text, StringComparison.Ordinal);
        await reader.Follow("スマートフォン相談室");
        Assert.Equal("スマートフォン相談室", reader.Heading);
        Assert.Contains("市民課", reader.Page.QuerySelector(".contact")?.TextContent, StringComparison.Ordinal);
        var english = await city.Visitor().Open(ReadArticle.Url(issue.Number, own.Number) + "?lang=en");
        Assert.Contains("The gazette is written in Japanese only", english.Text, StringComparison.Ordinal);
        Assert.Equal("ja", english.Page.QuerySelector("h1")?.GetAttribute("lang"));
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Open(ReadArticle.Url(issue.Number, 99))).Status);
    }

    [Theory, BothDatabases]
    public async Task 知らない番号は404で_二度押しは一度で_ほかの人が先に直した記事と_始めてある日の号は断られる(string database)
    {
        await using var city = await City.Start(database);
        var (editor, second) = (await Editor(city, "kobayashi"), await Editor(city, "nakamura"));
        var issue = await Begun(city, editor);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await city.Officer("suzuki")).Open(ListGazette.Url + "/new")).Status);
        await second.Open(ListGazette.Url + "/new");
        await second.Post(ListGazette.Url + "/new", Fields(second, ("day", $"{issue.Day:yyyy-MM-dd}")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.Status);

        await editor.Open(GazettePaths.Issue(issue.Id) + "/write");
        await editor.Fill("所管課", "環境課").Fill("欄", "くらし").Fill("題", Written).Fill("本文", "集めます。").Press("保存する");
        var article = await Article(city, issue, Written);
        await editor.Open(GazettePaths.Article(article));
        await (await second.Open(GazettePaths.Article(article))).Fill("本文", "全部集めます。").Press("保存する");
        await editor.Fill("本文", "少し集めます。").Press("保存する");
        Assert.Equal(HttpStatusCode.Conflict, editor.Status);
        Assert.Contains("ほかの人が、この記事を書きました", editor.Text, StringComparison.Ordinal);
        Assert.Equal("全部集めます。", (await Article(city, issue, Written)).Text);

        foreach (var url in new[] { GazettePaths.Issue(city.Clock.NewId()), GazettePaths.Take(issue.Id, city.Clock.NewId()),
            $"{GazettePaths.Issue(city.Clock.NewId())}/articles/{article.Id}", ShowProof.Url(city.Clock.NewId()),
            GazetteFiles.Reading(issue.Id), GazetteFiles.Printer(issue.Id), $"{GazettePaths.Releases}/{city.Clock.NewId()}" })
            Assert.Equal((url, HttpStatusCode.NotFound), (url, (await editor.Open(url)).Status));

        await editor.Open(GazettePaths.On(issue.Id));
        using (var again = editor.Prepare("次に進む"))
        {
            await editor.Press("次に進む");
            await editor.Late(again);
        }
        Assert.Equal(GazetteState.FirstProof, await State(city, issue));
        Assert.Equal(1, await city.Read(db => db.Set<GazetteStep>().CountAsync(s => s.Issue == issue.Id)));

        // An article of another department brings it proofs, and takes them away with it; new deadlines are those of the tasks.
        await editor.Open(GazettePaths.Issue(issue.Id) + "/write");
        await editor.Fill("所管課", "市民課").Fill("欄", "市政").Fill("題", "窓口").Fill("本文", "開きます。").Press("保存する");
        Assert.Equal(["kankyo", "shimin"], await Waiting(city, issue));
        await (await editor.Open(GazettePaths.Issue(issue.Id))).Press("外す（窓口）");
        Assert.Equal(["kankyo"], await Waiting(city, issue));
        Assert.Equal(issue.First, await city.Read(db => db.Set<OfficeTask>().Where(t => t.ClosedAt == null && t.Cause == issue.Id
            && t.Department == "city-promotion").Select(t => t.Due).SingleAsync()));
        var day = issue.First.AddDays(1);
        await editor.Open(GazettePaths.Issue(issue.Id) + "/settle");
        await editor.Fill("初校を返す期限/年", $"{day.Year}").Fill("初校を返す期限/月", $"{day.Month}")
            .Fill("初校を返す期限/日", $"{day.Day}").Press("保存する");
        Assert.Equal(day, await city.Read(db => db.Set<OfficeTask>().Where(t => t.ClosedAt == null && t.Department == "kankyo"
            && t.Title.StartsWith("市報の初校")).Select(t => t.Due).SingleAsync()));
    }

    [Theory, BothDatabases]
    public async Task 申し出のあとで記事が変わると校了にならず_認めないこともでき_写真は届いたままの大きさで渡る(string database)
    {
        await using var city = await City.Start(database);
        var (tanaka, page) = await WebsiteTests.Written(city);
        await (await tanaka.Open(WebsitePaths.Add(page.Id, "ja.2"))).Follow("画像");
        await tanaka.Follow("画像かファイルを送る");
        var png = PictureFiles.Png(1000, 600);
        await tanaka.Attach("画像かファイル", "kosa.png", png).Fill("撮影者・提供", "広報係").Press("送る");
        await tanaka.Press("保存する");
        await city.Settle();
        var (editor, second) = (await Editor(city, "kobayashi"), await Editor(city, "nakamura"));
        var issue = await Begun(city, editor);
        await (await editor.Open(GazettePaths.Take(issue.Id, page.Id))).Fill("欄", "催し・講座").Press("この号に入れる");
        foreach (var step in new[] { "初校", "再校" }) await On(editor, issue, step, "急ぐため");
        await Ask();
        await (await second.Open(GazettePaths.Article(await Article(city, issue, Notice)))).Fill("題", Written).Press("保存する");
        await Answer("はい");
        Assert.Contains("申し出のあとで記事が変わりました", second.Text, StringComparison.Ordinal);
        Assert.Equal(GazetteState.SecondProof, await State(city, issue));
        await (await editor.Open(GazettePaths.Issue(issue.Id))).Press("申し出を取り下げる");
        await Ask();
        await Answer("いいえ", "曜日が違います。");
        Assert.Equal(GazetteState.SecondProof, await State(city, issue));
        await Ask();
        await Answer("はい");
        Assert.Equal(GazetteState.Ready, await State(city, issue));
        using var zip = new ZipArchive(await (await editor.Raw(GazetteFiles.Printer(issue.Id))).Content.ReadAsStreamAsync());
        Assert.Equal(("写真/01-1.png", png.Length), (zip.Entries[^1].FullName, (int)zip.Entries[^1].Length));

        async Task Ask()
        {
            await editor.Open(GazettePaths.On(issue.Id));
            await editor.Fill("校了していない課を待たない理由", "急ぐため").Press("校了を申し出る");
            Assert.True(editor.Text.Contains("校了の確認を待っています", StringComparison.Ordinal), editor.Text);
        }

        async Task Answer(string answer, string? remark = null)
        {
            await (await second.Open(GazettePaths.Issue(issue.Id))).Follow("申し出を確かめる");
            second.Choose($"この号を校了にしますか/{answer}");
            if (remark is not null) second.Fill("校了にしない理由", remark);
            await second.Press("確かめた結果を記録する");
        }
    }

    [Fact]
    public async Task 練習用のまちには_読める号と_意見の付いた初校がある()
    {
        await using var city = await City.Start(BothDatabases.Sqlite);
        var reader = await city.Visitor().Open(ReadGazettes.Url);
        await reader.Follow("市報きよせ 第");
        Assert.Contains("粗大ごみは早めに", reader.Text, StringComparison.Ordinal);
        var yamamoto = await (await city.Officer("yamamoto")).Open(ListGazette.Url);
        Assert.Contains("校正を待っています", yamamoto.Text, StringComparison.Ordinal);
        var issue = await city.Read(db => db.Set<GazetteIssue>().SingleAsync(i => i.State == GazetteState.FirstProof));
        await yamamoto.Open(ShowProof.Url(issue.Id));
        Assert.Contains("定員を「10人」に直してください", yamamoto.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("学童クラブの説明会", yamamoto.Text, StringComparison.Ordinal);
    }

    /// <summary>An officer who also holds a post of the department that edits the gazette.</summary>
    static async Task<Visitor> Editor(City city, string login)
    {
        var id = await city.OfficerId(login);
        await city.Turns.Run((_, db, _) =>
        {
            db.Add(new PostHolding
            {
                Id = city.Clock.NewId(), Officer = id, Post = "city-promotion-" + (login == "kobayashi" ? "shuji" : "kakaricho"),
                From = city.Clock.GetUtcNow().Day().AddDays(-1), GivenAt = city.Clock.GetUtcNow(),
            });
            return Task.FromResult(true);
        });
        return await city.Officer(login);
    }

    /// <summary>The next issue that is not begun.</summary>
    static async Task<GazetteIssue> Begun(City city, Visitor editor)
    {
        await (await editor.Open(ListGazette.Url)).Follow("号を始める");
        await editor.Fill("発行日", "第").Press("この号を始める");
        Assert.True(editor.Status is HttpStatusCode.OK && editor.Text.Contains("原稿を集めています", StringComparison.Ordinal),
            editor.Text);
        return await city.Read(db => db.Set<GazetteIssue>().SingleAsync(i => i.State == GazetteState.Collecting));
    }

    static async Task On(Visitor editor, GazetteIssue issue, string to, string? why = null)
    {
        await (await editor.Open(GazettePaths.Issue(issue.Id))).Follow($"「{to}」に進む");
        if (why is not null) editor.Fill("校了していない課を待たない理由", why);
        await editor.Press("次に進む");
        Assert.True(editor.Status is HttpStatusCode.OK && editor.Heading.Contains($"第{issue.Number}号", StringComparison.Ordinal),
            editor.Text);
    }

    static async Task Refused(Visitor editor, GazetteIssue issue, string words)
    {
        await (await editor.Open(GazettePaths.On(issue.Id))).Press("次に進む");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, editor.Status);
        Assert.Contains(words, editor.Text, StringComparison.Ordinal);
    }

    /// <summary>The button of one officer, pressed by another with the token of their own.</summary>
    static HttpRequestMessage Stolen(Visitor whose, Visitor by, GazetteIssue issue, GazetteProof proof) =>
        new(HttpMethod.Post, ShowProof.Pass(issue.Id, proof.Id))
        {
            Content = new FormUrlEncodedContent(Fields(by,
                ("pin", whose.Page.QuerySelector("input[name=pin]")?.GetAttribute("value") ?? ""))
                .Select(f => KeyValuePair.Create(f.Item1, f.Item2))),
        };

    static (string, string)[] Fields(Visitor by, params (string, string)[] more) => [("__RequestVerificationToken",
        by.Page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? ""), .. more];

    static Task<GazetteArticle> Article(City city, GazetteIssue issue, string title) =>
        city.Read(db => db.Set<GazetteArticle>().SingleAsync(a => a.Issue == issue.Id && a.Title == title));

    static Task<GazetteState> State(City city, GazetteIssue issue) =>
        city.Read(db => db.Set<GazetteIssue>().Where(i => i.Id == issue.Id).Select(i => i.State).SingleAsync());

    /// <summary>The departments whose proofs wait, and whose tasks say so.</summary>
    static async Task<IReadOnlyList<string>> Waiting(City city, GazetteIssue issue)
    {
        var proofs = await city.Read(db => db.Set<GazetteProof>()
            .Where(p => p.Issue == issue.Id && p.PassedAt == null && p.ClosedAt == null).OrderBy(p => p.Owner).ToListAsync());
        var ids = proofs.Select(p => p.Id).ToList();
        Assert.Equal(proofs.Count, await city.Read(db =>
            db.Set<OfficeTask>().CountAsync(t => t.ClosedAt == null && ids.Contains(t.Cause))));
        return [.. proofs.Select(p => p.Owner)];
    }
}
