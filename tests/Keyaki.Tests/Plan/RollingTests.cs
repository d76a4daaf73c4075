using System.Net;
using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Plan;
using Keyaki.Tests.Pages;
using Keyaki.Tests.Rules;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.Plan;

/// <summary>ローリング: a version is opened, changed with reasons, compared, adopted, and the one before stays as it was.</summary>
public sealed class RollingTests
{
    const string Desk = "/office/plan/versions";

    static async Task<Pages.Visitor> Opened(City city, string who = "kobayashi")
    {
        var visitor = await (await city.Officer(who)).Open($"{Desk}/open");
        await visitor.Press("新しい版を開く");
        Assert.Equal($"{Desk}/2", visitor.Path);
        return visitor;
    }

    static async Task<Pages.Visitor> Changed(Pages.Visitor visitor, string code, string field, string value, string reason)
    {
        await visitor.Open($"{Desk}/2/edit/{code}");
        await visitor.Fill(field, value).Fill("変更の理由", reason).Press("理由と一緒に保存する");
        return visitor;
    }

    /// <summary>The committee's route decides on the version that was put to it.</summary>
    static async Task Decide(City city)
    {
        foreach (var login in new[] { "nakamura", "kato", "yoshida" })
            await (await (await (await city.Officer(login)).Open(Keyaki.Approvals.Pile.Url)).Follow("を市の計画とする")).Press("承認する");
    }

    static async Task Adopted(City city, int number)
    {
        await (await (await city.Officer("kobayashi")).Open($"{Desk}/{number}/adopt")).Choose("確かめましたか/はい").Press("決裁に回す");
        await Decide(city);
    }

    [Theory, BothDatabases]
    public async Task 版は_委員会の決裁が済むまで計画にならず_そのあいだは変えられず_差し戻されると変えられる(string database)
    {
        await using var city = await City.Start(database);
        var kobayashi = await Opened(city);
        await Changed(kobayashi, "term/RPA", "説明", "決まった仕事を代わりに行うソフトです。", "短くするため");
        await (await kobayashi.Open($"{Desk}/2/adopt")).Choose("確かめましたか/はい").Press("決裁に回す");
        Assert.Equal($"{Desk}/2", (await kobayashi.Open($"{Desk}/2/edit/term/RPA")).Path);
        Assert.Contains("差し戻されたときに変えられます", kobayashi.Text, StringComparison.Ordinal);
        var nakamura = await (await (await city.Officer("nakamura")).Open(Keyaki.Approvals.Pile.Url)).Follow("を市の計画とする");
        foreach (var words in new[] { "決まった仕事を代わりに行うソフトです。", "短くするため" }) Assert.Contains(words, nakamura.Text, StringComparison.Ordinal);
        await nakamura.Fill("差戻しの理由", "もう少しくわしく書いてください").Press("理由を付けて差し戻す");
        Assert.DoesNotContain("決まった仕事を代わりに行うソフトです。", (await city.Visitor().Open("/plan/words")).Text, StringComparison.Ordinal);
        Assert.Contains("もう少しくわしく書いてください", (await (await kobayashi.Open("/office/messages")).Follow("差し戻された")).Text,
            StringComparison.Ordinal);
        await Changed(kobayashi, "term/RPA", "説明", "決まった仕事を人の代わりに行うソフトです。", "くわしくするため");
        await Adopted(city, 2);
        Assert.Contains("決まった仕事を人の代わりに行うソフトです。", (await city.Visitor().Open("/plan/words")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 節目の時期は_和暦で尋ね_和暦で書け_長い編集は区切りに分かれている(string database)
    {
        await using var city = await City.Start(database);
        var kobayashi = await Opened(city);
        await kobayashi.Open($"{Desk}/2/edit/initiative/6.1.1");
        Assert.True(kobayashi.Page.QuerySelectorAll("main form h2").Length >= 4);
        var at = kobayashi.Page.QuerySelectorAll("input[name^='milestones.'][name$='.at']").Select(i => i.GetAttribute("value") ?? "")
            .Where(v => v.Length > 0).ToList();
        Assert.NotEmpty(at);
        Assert.All(at, value => Assert.StartsWith("令和", value, StringComparison.Ordinal));
        foreach (var (typed, read) in new[] { ("令和7年12月22日", "2025-12-22"), ("令和７年１２月", "2025-12"), ("R7.12", "2025-12"), ("令和8年度", "2026"),
            ("2026年度", "2026"), ("2026年4月", "2026-04"), ("平成元年4月1日", "1989-04-01"), ("2025/12", "2025-12"), ("冬ごろ", "冬ごろ") })
            Assert.Equal(read, Moment.Read(typed));
        // The plan's own span, too, and whoever thinks in western years is read as well.
        await kobayashi.Open($"{Desk}/2/edit/book/book");
        Assert.Equal("令和4年度", kobayashi.Page.QuerySelector("#from")?.GetAttribute("value"));
        await Changed(kobayashi, "book/book", "終わりの年度", "そのうち", "試し");
        Assert.Contains("令和8年度 のように", kobayashi.Page.QuerySelector("#to-error")?.TextContent ?? "", StringComparison.Ordinal);
        await Changed(kobayashi, "book/book", "終わりの年度", "2029年度", "期間を延ばすため");
        Assert.Equal("令和11年度", (await kobayashi.Open($"{Desk}/2/edit/book/book")).Page.QuerySelector("#to")?.GetAttribute("value"));
    }

    static Task<List<string>> Kept(City city, int number) =>
        city.Read(db => (from v in db.Set<PlanVersion>() where v.Number == number join i in db.Set<PlanItem>(
        ) on v.Id equals i.VersionId orderby i.Position select i.Kind + i.Code + i.Json + i.Version).ToListAsync());

    [Theory, BothDatabases]
    public async Task 版を開き_理由を書いて変え_違いを赤字で確かめ_委員会が決めると_公開の画面が新しい版になる(string database)
    {
        await using var city = await City.Start(database);
        var first = await Kept(city, 1);
        var kobayashi = await Opened(city);
        Assert.Contains("令和9年度向けローリング版", kobayashi.Heading, StringComparison.Ordinal);
        await Changed(kobayashi, "initiative/6.1.4", "この先", "動かす業務を、庁内の全課から募ります。", "使う課が増えたため");
        Assert.StartsWith($"{Desk}/2?done=", kobayashi.Path, StringComparison.Ordinal);
        Assert.Contains("保存しました", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("使う課が増えたため", kobayashi.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("全課から募ります", (await city.Visitor().Open("/plan/initiatives/6.1.4")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Open("/plan/versions/2")).Status);

        var drafter = await (await city.Officer("kobayashi")).Open($"{Desk}/2/adopt");
        Assert.Contains("全課から募ります", string.Concat(drafter.Page.QuerySelectorAll("ins.red").Select(e => e.TextContent)),
            StringComparison.Ordinal);
        await drafter.Choose("確かめましたか/いいえ").Press("決裁に回す");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, drafter.Status);
        Assert.True(drafter.Text.IndexOf("「はい」を選んでください", StringComparison.Ordinal) < drafter.Text.IndexOf("全課から募ります",
            StringComparison.Ordinal), "何を直すかは、長い違いの前に言う");
        await drafter.Choose("確かめましたか/はい").Press("決裁に回す");
        Assert.Contains("決裁中", drafter.Text, StringComparison.Ordinal);
        await Decide(city);
        Assert.Equal("令和9年度向けローリング版（2回目）", (await kobayashi.Open($"{Desk}/open")).Page.QuerySelector("#name")?.GetAttribute("value"));

        var visitor = await city.Visitor().Open("/plan/initiatives/6.1.4");
        Assert.Contains("全課から募ります", visitor.Text, StringComparison.Ordinal);
        await visitor.Open("/plan/initiatives/6.1.4?version=1");
        Assert.DoesNotContain("全課から募ります", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("前の版「令和6年度向けローリング版」を見ています", visitor.Text, StringComparison.Ordinal);
        await visitor.Follow("目標と実績");
        Assert.Contains("前の版", visitor.Text, StringComparison.Ordinal);
        await visitor.Open("/plan/versions/2");
        Assert.Contains("使う課が増えたため", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("全課から募ります", string.Concat(visitor.Page.QuerySelectorAll("ins.red").Select(e => e.TextContent)),
            StringComparison.Ordinal);
        var csv = await (await city.Visitor().Raw("/plan/versions/2/differences.csv?against=1")).Content.ReadAsStringAsync();
        Assert.Contains("使う課が増えたため", csv, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await (await city.Visitor()
            .Raw("/plan/versions/2/differences.json")).Content.ReadAsStringAsync());
        Assert.Equal(["book", "6.1.4"], json.RootElement.GetProperty("differences").EnumerateArray()
            .Select(d => d.GetProperty("code").GetString()));
        Assert.Contains("令和9年度向け", await (await city.Visitor().Raw("/plan/data.json")).Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
        Assert.DoesNotContain("令和9年度向け", await (await city.Visitor().Raw("/plan/data.json?version=1")).Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
        Assert.Equal(first, await Kept(city, 1));
        Assert.Equal(["plan.version.opened", "plan.version.changed", "plan.version.proposed", "plan.version.adopted"],
            await city.Read(db => db.Set<JournalEntry>().Where(e => e.RecordKind == "plan.version" && e.Code.StartsWith("plan."))
            .OrderBy(e => e.At).Select(e => e.Code).ToListAsync()));
    }

    [Theory, BothDatabases]
    public async Task 二人が同じ事業を変えると_後の人は何が変わったかを知らされ_書いた文は残る(string database)
    {
        await using var city = await City.Start(database);
        var one = await Opened(city);
        var two = await city.Officer("nakamura");
        foreach (var visitor in new[] { one, two }) await visitor.Open($"{Desk}/2/edit/initiative/6.1.4");
        await one.Fill("この先", "小林の文です。").Fill("変更の理由", "先に直すため").Press("理由と一緒に保存する");
        await two.Fill("この先", "中村の文です。").Fill("変更の理由", "後から直すため").Press("理由と一緒に保存する");
        Assert.Equal(HttpStatusCode.Conflict, two.Status);
        Assert.Contains("小林 学さんが", two.Errors[0], StringComparison.Ordinal);
        Assert.Contains("小林の文です。", two.Errors[0], StringComparison.Ordinal);
        Assert.Contains("先に直すため", two.Errors[0], StringComparison.Ordinal);
        Assert.Contains("中村の文です。", two.Page.QuerySelector("#after")?.TextContent ?? "", StringComparison.Ordinal);
        await two.Press("理由と一緒に保存する");
        Assert.Equal(HttpStatusCode.OK, two.Status);
        Assert.Equal(2, await city.Read(db => db.Set<PlanChange>().CountAsync()));

        // Taken away while somebody writes: the text stays on the screen.
        await one.Open($"{Desk}/2/edit/term/RPA");
        await two.Open($"{Desk}/2/remove/term/RPA");
        await two.Fill("変更の理由", "使わない言葉のため").Press("理由と一緒に除く");
        await one.Fill("説明", "書きかけの説明です。").Fill("変更の理由", "直すため").Press("理由と一緒に保存する");
        Assert.Equal(HttpStatusCode.Conflict, one.Status);
        Assert.Contains("除きました", one.Errors[0], StringComparison.Ordinal);
        Assert.Contains("書きかけの説明です。", one.Page.QuerySelector("#text")?.TextContent ?? "", StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 悪い入力は_その欄に文で言われ_書いたものは残る(string database)
    {
        await using var city = await City.Start(database);
        var visitor = await Opened(city);
        await visitor.Open($"{Desk}/2/add/target");
        await visitor.Fill("記号", "online-consultation").Fill("目標の名前", "オンライン相談").Choose("よい向き/増える").Choose("目標の柱/なし")
            .Fill("変更の理由", "新しく始めるため").Press("理由と一緒に加える");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("単位を入力してください", visitor.Page.QuerySelector("#unit-error")?.TextContent ?? "", StringComparison.Ordinal);
        await visitor.Fill("単位", "件").Press("理由と一緒に加える");
        Assert.Equal(HttpStatusCode.OK, visitor.Status);

        await visitor.Open($"{Desk}/2/edit/initiative/6.1.4");
        await visitor.Fill("予定 1/始まり", "2026H2").Fill("予定 1/終わり", "2022H1").Fill("変更の理由", "試し").Press("理由と一緒に保存する");
        Assert.Contains("始まりが終わりより後です", visitor.Page.QuerySelector("#bars-error")?.TextContent ?? "", StringComparison.Ordinal);
        await visitor.Open($"{Desk}/2/edit/initiative/6.1.4");
        await visitor.Press("節目を追加する");
        await visitor.Fill("節目 2/節目の名前", "標準準拠システムの本稼働").Fill("節目 2/時期", "2025-12").Fill("変更の理由", "試し").Press("理由と一緒に保存する");
        Assert.Contains("重なっています", visitor.Page.QuerySelector("#milestones-error")?.TextContent ?? "", StringComparison.Ordinal);
        Assert.Equal("2025-12", visitor.Page.QuerySelector("[id='milestones.1.at']")?.GetAttribute("value"));

        await Changed(visitor, "book/book", "終わりの年度", "令和6年度", "試し");
        Assert.Contains("新しい期間の外に出ます", visitor.Page.QuerySelector("#to-error")?.TextContent ?? "", StringComparison.Ordinal);
        await Changed(visitor, "term/RPA", "変更の理由", "", "");
        Assert.Contains("変更の理由を入力してください", visitor.Errors[0], StringComparison.Ordinal);
        await Changed(visitor, "term/RPA", "変更の理由", "同じ", "同じ");
        Assert.Contains("変わったところがありません", visitor.Errors[0], StringComparison.Ordinal);
        await visitor.Open($"{Desk}/2/remove/initiative/6.1.6");
        await visitor.Fill("変更の理由", "試し").Press("理由と一緒に除く");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("6.1.6", visitor.Errors[0], StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 変更は元に戻せて_戻したことも残り_開ける版は一つだけで_取りやめには理由がいる(string database)
    {
        await using var city = await City.Start(database);
        var before = await Kept(city, 1);
        var visitor = await Opened(city);
        await visitor.Open($"{Desk}/open");
        await visitor.Press("新しい版を開く");
        Assert.Contains("作成中の版「令和9年度向けローリング版」があります", visitor.Errors[0], StringComparison.Ordinal);
        await visitor.Open($"{Desk}/2/remove/term/RPA");
        await visitor.Fill("変更の理由", "使わない言葉のため").Press("理由と一緒に除く");
        Assert.DoesNotContain("termRPA", string.Concat(await Kept(city, 2)), StringComparison.Ordinal);
        await visitor.Follow("元に戻す");
        await visitor.Fill("元に戻す理由", "やはり使うため").Press("前の内容に戻す");
        Assert.Contains("やはり使うため", visitor.Text, StringComparison.Ordinal);
        Assert.Equal(before.FindIndex(i => i.StartsWith("termRPA", StringComparison.Ordinal)), (await Kept(city, 2))
            .FindIndex(i => i.StartsWith("termRPA", StringComparison.Ordinal)));
        await visitor.Open($"{Desk}/2/differences");
        Assert.Contains("追加0件、変更1件、削除0件", visitor.Text, StringComparison.Ordinal);

        await visitor.Open($"{Desk}/2/discard");
        await visitor.Press("取りやめる");
        Assert.Contains("取りやめる理由を書いてください", visitor.Errors[0], StringComparison.Ordinal);
        await visitor.Fill("取りやめる理由", "今年は見直さないため").Press("取りやめる");
        Assert.Contains("取りやめ", visitor.Text, StringComparison.Ordinal);
        await visitor.Open($"{Desk}/2/edit/term/RPA");
        Assert.Equal($"{Desk}/2", visitor.Path);
        Assert.Contains("令和6年度向け", (await city.Visitor().Open("/plan")).Text, StringComparison.Ordinal);
        await visitor.Open($"{Desk}/open");
        await visitor.Press("新しい版を開く");
        Assert.Equal($"{Desk}/3", visitor.Path);
    }

    [Theory, BothDatabases]
    public async Task 二人が同時に新しい版を開いても_できる版は一つで_もう一人は文で知らされる(string database)
    {
        await using var city = await City.Start(database);
        var both = new[] { await city.Officer("kobayashi"), await city.Officer("nakamura") };
        foreach (var visitor in both) await visitor.Open($"{Desk}/open");
        await Task.WhenAll(both.Select(v => v.Fill("新しい版の名前", $"{(v == both[0] ? "小林" : "中村")}の版").Press("新しい版を開く")));
        Assert.Equal(1, await city.Read(db => db.Set<PlanVersion>().CountAsync(v => v.AdoptedAt == null)));
        Assert.Single(both, v => v.Path == $"{Desk}/2");
        var second = both.Single(v => v.Path != $"{Desk}/2");
        Assert.Contains("版", second.Errors[0], StringComparison.Ordinal);
        Assert.EndsWith("の版", second.Page.QuerySelector("#name")?.GetAttribute("value") ?? "", StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 取りやめた版は_冊子でも公開されず_次の版は元になった版と比べられる(string database)
    {
        await using var city = await City.Start(database);
        var visitor = await Opened(city);
        await Changed(visitor, "term/RPA", "説明", "公開しない書きかけです。", "書きかけ");
        await visitor.Open($"{Desk}/2/discard");
        await visitor.Fill("取りやめる理由", "書きかけのため").Press("取りやめる");
        Assert.Contains("を取りやめました", visitor.Text, StringComparison.Ordinal);
        foreach (var query in new[] { "version=2", "against=2" })
            Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Raw($"/plan/plan.pdf?{query}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Raw("/office/plan/plan.pdf?version=2")).StatusCode);

        await visitor.Open($"{Desk}/open");
        await visitor.Press("新しい版を開く");
        await visitor.Open($"{Desk}/3/edit/term/RPA");
        await visitor.Fill("説明", "決まった仕事を代わりに行うソフトです。").Fill("変更の理由", "短くするため").Press("理由と一緒に保存する");
        await Adopted(city, 3);
        var link = (await city.Visitor().Open("/plan")).Page.QuerySelectorAll("a")
            .Single(a => a.TextContent.Contains("赤字で読む", StringComparison.Ordinal)).GetAttribute("href") ?? "";
        Assert.Equal("/plan/plan.pdf?version=3&against=1", link);
        Assert.Equal(HttpStatusCode.OK, (await city.Visitor().Raw(link)).StatusCode);
    }

    [Theory, BothDatabases]
    public async Task 元に戻せるのは_そのあとに同じものが変わっていない変更だけ(string database)
    {
        await using var city = await City.Start(database);
        var visitor = await Opened(city);
        await Changed(visitor, "term/RPA", "説明", "一度目の説明です。", "一度目");
        await Changed(visitor, "term/RPA", "説明", "二度目の説明です。", "二度目");
        var undo = Assert.Single(visitor.Page.QuerySelectorAll("a"), a => a.TextContent.StartsWith("元に戻す", StringComparison.Ordinal));
        Assert.Contains("二度目", undo.Closest("section")?.TextContent ?? "", StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 新しい版で除かれた目標の住所は_載っていた版を開く(string database)
    {
        await using var city = await City.Start(database);
        var visitor = await Opened(city);
        await visitor.Open($"{Desk}/2/remove/target/open-data");
        await visitor.Fill("変更の理由", "達成したため").Press("理由と一緒に除く");
        await Adopted(city, 2);
        var reader = await city.Visitor().Open("/plan/targets/open-data");
        Assert.Equal("/plan/targets/open-data?version=1", reader.Path);
        Assert.Contains("前の版「令和6年度向けローリング版」を見ています", reader.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Open("/plan/targets/open-data?version=2")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Open("/plan/initiatives/9.9.9")).Status);
    }

    [Theory, BothDatabases]
    public async Task 目的と分類と前の計画の結果も変えられ_分類の新しい名前はその事業の画面に出る(string database)
    {
        await using var city = await City.Start(database);
        var visitor = await Opened(city);
        await Changed(visitor, "book/book", "分類 6.1", "役所の仕事を楽にする", "平らな言葉にするため");
        await Changed(visitor, "former/1", "内容", "自治体クラウドは、標準準拠システムとして実現しました。", "その後が分かったため");
        await Changed(visitor, "book/book", "目的 4", "だれも取り残さないこと", "言葉を改めるため");
        await visitor.Open($"{Desk}/2/differences");
        Assert.DoesNotContain(visitor.Page.QuerySelectorAll("dt"),
            dt => System.Text.RegularExpressions.Regex.IsMatch(dt.TextContent, "[a-z]{2}"));
        await Adopted(city, 2);
        Assert.Contains("役所の仕事を楽にする", (await city.Visitor().Open("/plan/initiatives/6.1.4")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("役所の仕事を楽にする", (await city.Visitor().Open("/plan/initiatives/6.1.4?version=1")).Text,
            StringComparison.Ordinal);
        Assert.Contains("だれも取り残さないこと", (await city.Visitor().Open("/plan")).Text, StringComparison.Ordinal);
        Assert.Contains("標準準拠システムとして実現しました", (await city.Visitor().Open("/plan/background")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void 違いは_柱の記号ではなく名前で言い_柱の新しい名前は一つの違いになる()
    {
        var plan = PlanContent.Read(KiyoseTests.Plan(), []) ?? throw new InvalidOperationException();
        var moved = plan with { Initiatives = [.. plan.Initiatives.Select(i => i.Code == "6.2.2" ? i with { Goals = ["cashless"] } : i)] };
        Assert.Equal(new("目標の柱", "タッチレス化", "キャッシュレス化"), Assert.Single(Assert.Single(Differences.Between(plan, moved)).Fields));
        var named = plan with
        {
            Book =
            plan.Book with { Goals = [.. plan.Book.Goals.Select(g => g.Code == "cashless" ? g with { Title = "現金のいらない市役所" } : g)] }
        };
        Assert.Equal(new("柱「現金のいらない市役所」名前", "4.3 キャッシュレス化", "4.3 現金のいらない市役所"),
            Assert.Single(Assert.Single(Differences.Between(plan, named)).Fields));
    }

    [Fact]
    public void 何も変えずに保存すると_内容は元のままになる()
    {
        var plan = PlanContent.Read(KiyoseTests.Plan(), []) ?? throw new InvalidOperationException();
        var wrong = new List<string>();
        foreach (var item in Library.Items(plan, Guid.Empty, TimeProvider.System).Where(i => Editor.All.ContainsKey(i.Kind)))
        {
            var form = Editor.Of(item.Kind).Form(plan, item.Json).Fill(Editor.Reason, "理由");
            Assert.True(form.Check(), $"{item.Kind} {item.Code} {string.Join(' ', form.Errors)}");
            var json = Editor.Of(item.Kind).Read(form, item.Code, item.Json, plan);
            if (json != item.Json) wrong.Add(
                $"{item.Kind} {item.Code}: {string.Join(' ', Differences.Between(Facets.Of(item.Kind, item.Json, plan.Book), Facets.Of(item.Kind, json, plan.Book)))}\n{item.Json}\n{json}");
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void 数字の出所や食い違いは_予定の名前を変えても残る()
    {
        var plan = PlanContent.Read(KiyoseTests.Plan(), []) ?? throw new InvalidOperationException();
        var was = plan.Initiatives.First(i => i.Bars.Any(b => b.Slips.Count > 0));
        var at = was.Bars.ToList().FindIndex(b => b.Slips.Count > 0);
        var form = Editor.Of("initiative").Form(plan, Library.Write(was));
        form.Rows("bars")[at].Fill("label", "新しい名前");
        var now = Library.Read<Initiative>(Editor.Of("initiative").Read(form, was.Code, Library.Write(was), plan));
        Assert.Equal(("新しい名前", was.Bars[at].From), (now.Bars[at].Label, now.Bars[at].From));
        Assert.Equal(was.Bars[at].Slips, now.Bars[at].Slips);
    }

    [Fact]
    public void 契約の終わりの日には_出所がいる() =>
        Assert.Contains(PlanRules.Broken(new RenewalSystem
        {
            Number = 1, Name = "x", Owners = ["x"], Phases = [], Table = "1/4",
            ContractEnd = new(2027, 3, 31)
        }), b => b.Field == "contractSource");
}
