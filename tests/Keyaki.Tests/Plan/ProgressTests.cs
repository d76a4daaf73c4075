using System.Net;
using AngleSharp.Dom;
using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Plan;
using Keyaki.Tests.Pages;
using Keyaki.Tests.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Plan;

using Visitor = Keyaki.Tests.Pages.Visitor;

/// <summary>Running the plan month by month: what is late and who says so, reports, reminders, and the second person's check.</summary>
public sealed class ProgressTests
{
    static readonly CityProfile City0 = KiyoseTests.Load();
    static readonly PlanContent Kiyose = PlanContent.Read(KiyoseTests.Plan(), []) ?? throw new InvalidOperationException();
    static readonly DateOnly Today = new(2026, 11, 24);

    static Initiative With(HalfYear from, HalfYear to) =>
        Kiyose.Initiatives[0] with { Code = "x", Milestones = [], Needs = [], Bars = [new Bar { Label = "導入", From = from, To = to }] };

    static Progress Reported(Initiative i, ItemState state, Light light = Light.OnTrack)
    {
        var open = Progress.Of(i, Kiyose.Book, null, Today);
        return open with { Latest = Make(open, light, state) };
    }

    static Report Make(Progress open, Light light, ItemState state) =>
        Report.Make(Guid.Empty, open, Month.Of(Today), light, open.Items.ToDictionary(x => x.Key, _ => state), "した", "する", null, "dx",
            Guid.Empty, DateTimeOffset.UnixEpoch);

    [Fact]
    public void だれも報告していない事業は_終わりを過ぎていても遅れと言わない() =>
        Assert.Empty(Progress.Of(With(new(2023, false), new(2023, true)), Kiyose.Book, null, Today).Late);

    [Fact]
    public void 終わりを過ぎて_終わったという報告がない線は遅れである()
    {
        var past = With(new(2023, false), new(2023, true));
        Assert.Single(Reported(past, ItemState.Begun).Late);
        Assert.Empty(Reported(past, ItemState.Done).Late);
        var running = With(new(2026, true), new(2026, true));
        Assert.Empty(Reported(running, ItemState.Begun).Late);
        Assert.Single(Reported(running, ItemState.Late).Late);
    }

    [Fact]
    public void どんな線と報告でも_遅れは_報告があり_終わったと言われていないときだけである() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(bool, ushort, ushort, int)>(), given =>
        {
            var (reported, start, length, state) = given;
            var from = new HalfYear(2022 + start % 5, start % 2 == 1);
            var to = Enumerable.Range(0, length % 4).Aggregate(from, (half, _) => half.Next);
            var word = (ItemState)(Math.Abs(state % 4));
            var progress = reported ? Reported(With(from, to), word) : Progress.Of(With(from, to), Kiyose.Book, null, Today);
            return progress.Late.Any() == (reported && word is not ItemState.Done && (word is ItemState.Late || to.Ends < Today));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void 全部が終わるまで_事業は完了にならない()
    {
        var open = Progress.Of(With(new(2026, false), new(2026, true)), Kiyose.Book, null, Today);
        Assert.Equal("light", Assert.Throws<Rule>(() => Make(open, Light.Done, ItemState.Begun)).Field);
        Assert.Equal(Light.Done, Make(open, Light.Done, ItemState.Done).Light);
    }

    [Fact]
    public void 担当は_計画の最初の課で_全課のものと合わない名前は事務局である()
    {
        Assert.Equal("市民課", Owner.Of(Kiyose.Initiatives.Single(i => i.Code == "6.1.1"), Kiyose.Book, City0).Name);
        Assert.Equal("DX推進課", Owner.Of(Kiyose.Initiatives.Single(i => i.Code == "6.1.4"), Kiyose.Book, City0).Name);
        Assert.Equal("市民課", Owner.Of(Kiyose.Initiatives[0] with { Departments = ["選管事務局", "市民課"] }, Kiyose.Book, City0).Name);
        Assert.Equal("dx", Owner.Of(Kiyose.Initiatives[0] with { Departments = ["選管事務局"] }, Kiyose.Book, City0).Department);
    }

    [Fact]
    public void どの事業の担当の課にも_報告できる職がある()
    {
        var own = Kiyose.Initiatives.Select(i => Owner.Of(i, Kiyose.Book, City0)).ToList();
        Assert.All(own, o => Assert.Contains(City0.Posts, p => p.Department == o.Department
            && p.Code.EndsWith("-shuji", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\"dueOn\": 25", "\"dueOn\": 10", "dueOn"), InlineData("\"remindOn\"", "\"remindAt\"", "")]
    public void 進行の決まりの誤りは_場所とともに言われる(string right, string wrong, string path)
    {
        var faults = new List<Fault>();
        Running.Read(KiyoseTests.Plan()["plan/running.json"].Replace(right, wrong, StringComparison.Ordinal), City0, faults);
        var fault = Assert.Single(faults);
        Assert.Equal("plan/running.json", fault.File);
        if (path.Length > 0) Assert.Equal(path, fault.Path);
    }

    /// <summary>Answers the report's choices: every bar and milestone alike, and the whole.</summary>
    static async Task<Visitor> Say(Visitor officer, string code, string light, string items, string happened)
    {
        await officer.Open(ReportProgress.Url(code));
        Assert.Equal(HttpStatusCode.OK, officer.Status);
        foreach (var item in officer.Page.QuerySelectorAll("fieldset[id^=item-] legend").Select(l => l.FirstChild?.TextContent ?? "")
            .ToList()) officer.Choose($"{item}/{items}");
        return officer.Choose($"全体の状態/{light}").Fill("今月したこと", happened).Fill("次にすること", "年度末までに範囲を広げます。");
    }

    [Theory, BothDatabases]
    public async Task 担当の課が報告すると_公開の画面に_言葉と月と課が出て_遅れは赤くなる(string database)
    {
        await using var city = await City.Start(database);
        var visitor = await city.Visitor().Open("/plan/initiatives/6.1.1");
        Assert.Contains("報告はまだありません", visitor.Text, StringComparison.Ordinal);
        Assert.Empty(visitor.Page.QuerySelectorAll(".gantt .red"));
        var tanaka = await city.Officer("tanaka");
        await (await Say(tanaka, "6.1.1", "遅れ気味", "進めている", "住民記録の移行を試しました。")).Press("報告する");
        Assert.Contains("報告しました", tanaka.Text, StringComparison.Ordinal);
        await (await (await city.Officer("watanabe")).Open("/office/plan/progress/6.1.1/pass")).Press("確かめて公開する");
        await visitor.Open("/plan/initiatives/6.1.1");
        foreach (var words in new[] { "遅れ気味", "市民課の令和8年11月", "住民記録の移行を試しました。" })
            Assert.Contains(words, visitor.Text, StringComparison.Ordinal);
        await visitor.Open("/plan/schedule");
        Assert.Contains("遅れ", Assert.Single(visitor.Page.QuerySelectorAll(".gantt th"),
            th => th.TextContent.Contains("既存システムの運用", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(visitor.Page.QuerySelectorAll(".gantt .bar.late"));
        // Who needs it is warned, and nobody has reported on that one.
        await visitor.Open("/plan/initiatives/6.2.1");
        Assert.Contains("この事業にも影響するおそれがあります", visitor.Text, StringComparison.Ordinal);
        // Its calendar begins with what must come first: the milestones of that one, where they are late.
        var needed = Assert.Single(visitor.Page.QuerySelectorAll(".gantt tr.needed"));
        Assert.Contains("先に必要：6.1.1", needed.TextContent, StringComparison.Ordinal);
        Assert.Contains("遅れ", Assert.Single(needed.QuerySelectorAll(".mark-at"),
            m => m.TextContent.Contains("本稼働", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        Assert.Contains("遅れ気味が1", (await visitor.Open("/plan")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 月の報告は担当の課の仕事として期限とともに出て_報告すると消え_次の月にまた出る(string database)
    {
        await using var city = await City.Start(database);
        await Sweep(city);
        var tanaka = await (await city.Officer("tanaka")).Open("/office");
        bool Asked() => TaskTests.Section(tanaka).Exists(line => line.StartsWith("6.1.1 ", StringComparison.Ordinal)
            && line.Contains("｜報告｜", StringComparison.Ordinal));
        Assert.True(Asked());
        var open = await city.Read(db => db.Set<OfficeTask>().CountAsync(t => t.Kind == TaskKind.Report && t.ClosedAt == null));
        await Sweep(city);
        Assert.Equal(open, await city.Read(db => db.Set<OfficeTask>().CountAsync(t => t.Kind == TaskKind.Report)));
        await (await Say(tanaka, "6.1.1", "遅れ気味", "進めている", "住民記録の移行を試しました。")).Press("報告する");
        await tanaka.Open("/office");
        Assert.False(Asked());
        city.Clock.Pass(TimeSpan.FromDays(31));
        await Sweep(city);
        tanaka = await (await city.Officer("tanaka")).Open("/office");
        Assert.True(Asked());
        // What was not reported last month is asked for once, for the new month.
        Assert.Equal(open, await city.Read(db => db.Set<OfficeTask>().CountAsync(t => t.Kind == TaskKind.Report && t.ClosedAt == null)));
    }

    [Theory, BothDatabases]
    public async Task 月の報告は_課長が確かめるまで_公開されない(string database)
    {
        await using var city = await City.Start(database);
        var tanaka = await city.Officer("tanaka");
        await (await Say(tanaka, "6.1.1", "遅れ気味", "進めている", "住民記録の移行を試しました。")).Press("報告する");
        Assert.Contains("課長が確かめると、公開の画面に載ります", tanaka.Text, StringComparison.Ordinal);
        var visitor = city.Visitor();
        foreach (var url in new[] { "/plan", "/plan/schedule", "/plan/initiatives/6.1.1", "/plan/initiatives/6.2.1" })
            Assert.DoesNotContain("遅れ気味", (await visitor.Open(url)).Page.QuerySelector("main")?.TextContent, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, (await tanaka.Open("/office/plan/progress/6.1.1/pass")).Status);
        var watanabe = await (await city.Officer("watanabe")).Open("/office");
        Assert.Contains(TaskTests.Mine(watanabe), line => line.StartsWith("6.1.1 ", StringComparison.Ordinal)
            && line.EndsWith("の報告｜二人目の確認｜なし｜確かめる", StringComparison.Ordinal));
        await (await watanabe.Open(ProgressDesk.Url)).Follow("確かめて公開する");
        Assert.Contains("住民記録の移行を試しました。", watanabe.Text, StringComparison.Ordinal);
        await watanabe.Press("確かめて公開する");
        Assert.Contains("公開しました", watanabe.Text, StringComparison.Ordinal);
        Assert.Contains("住民記録の移行を試しました。", (await visitor.Open("/plan/initiatives/6.1.1")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task ほかの課の事業は報告できず_書きかけで送ると欄のそばで言われる(string database)
    {
        await using var city = await City.Start(database);
        var suzuki = await city.Officer("suzuki");
        Assert.Contains("あなたの課が担当する事業はありません", (await suzuki.Open(ProgressDesk.Url)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await suzuki.Open(ReportProgress.Url("6.1.1"))).Status);
        var kobayashi = await city.Officer("kobayashi");
        await (await Say(kobayashi, "6.1.8", "完了", "進めている", "使う部署を調べました。")).Press("報告する");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, kobayashi.Status);
        Assert.Contains("終わっていません", Assert.Single(kobayashi.Errors), StringComparison.Ordinal);
        Assert.Contains("使う部署を調べました。", kobayashi.Page.QuerySelector("textarea")?.TextContent ?? "", StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 二人が同時に報告すると_後の人は知らされ_書いた文は残り_どちらも履歴に残る(string database)
    {
        await using var city = await City.Start(database);
        var (kobayashi, nakamura) = (await city.Officer("kobayashi"), await city.Officer("nakamura"));
        await Say(kobayashi, "6.1.8", "予定どおり", "進めている", "小林が書きました。");
        await Say(nakamura, "6.1.8", "止まっている", "進めている", "中村が書きました。");
        await kobayashi.Press("報告する");
        await nakamura.Press("報告する");
        Assert.Equal(HttpStatusCode.Conflict, nakamura.Status);
        Assert.Contains("小林 学さんが「予定どおり」と報告しました", nakamura.Text, StringComparison.Ordinal);
        Assert.Contains(nakamura.Page.QuerySelectorAll("textarea"), t => t.TextContent.Contains("中村が書きました。", StringComparison.Ordinal));
        var twice = new[] { nakamura.Prepare("報告する"), nakamura.Prepare("報告する") };
        foreach (var click in twice) using (await nakamura.Send(click)) { }
        Assert.Equal([(1, Light.OnTrack), (2, Light.Stopped)],
            await city.Read(async db => (await db.Set<Report>().OrderBy(r => r.Revision).ToListAsync())
            .Select(r => (r.Revision, r.Light))));
        Assert.Contains("小林が書きました。", (await nakamura.Open(ReportProgress.Url("6.1.8"))).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 次の月の報告には_前の月の答えが入っていて_終わったものはもう尋ねない(string database)
    {
        await using var city = await City.Start(database);
        var kobayashi = await city.Officer("kobayashi");
        await (await Say(kobayashi, "6.1.8", "予定どおり", "終わった", "環境を整えました。")).Press("報告する");
        city.Clock.Pass(TimeSpan.FromDays(9));
        kobayashi = await city.Officer("kobayashi");
        await kobayashi.Open(ReportProgress.Url("6.1.8"));
        Assert.Empty(kobayashi.Page.QuerySelectorAll("fieldset[id^=item-]"));
        Assert.Contains("年度末までに範囲を広げます。", kobayashi.Page.QuerySelector("#next")?.TextContent ?? "", StringComparison.Ordinal);
        await kobayashi.Choose("終わっていなかったもの/環境設定").Fill("今月したこと", "設定をやり直しています。").Press("報告する");
        Assert.Equal([202611, 202612], await city.Read(db => db.Set<Report>().OrderBy(r => r.Month).Select(r => r.Month).ToListAsync()));
        Assert.Equal(ItemState.Begun, (await city.Read(db => Report.Newest(db).SingleAsync())).States.First(s =>
            s.Key.Contains("環境設定", StringComparison.Ordinal)).Value);
    }

    static Task Sweep(City city) => city.Sweep();

    [Theory, BothDatabases]
    public async Task 報告がまだの課には_期限の前と過ぎたあとに_一度ずつ知らせる(string database)
    {
        await using var city = await City.Start(database);
        var kobayashi = await city.Officer("kobayashi");
        await (await Say(kobayashi, "6.1.8", "予定どおり", "進めている", "環境を整えています。")).Press("報告する");
        await Sweep(city);
        await Sweep(city);
        var tanaka = await (await city.Officer("tanaka")).Open("/office");
        Assert.Contains(TaskTests.Mine(tanaka), line => line.EndsWith("｜お知らせ｜なし｜読む", StringComparison.Ordinal));
        await tanaka.Open("/office/messages");
        Assert.Single(tanaka.Page.QuerySelectorAll(".news li"));
        await tanaka.Follow("進み具合を報告してください");
        Assert.Contains("6.1.1 標準準拠システム導入", tanaka.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("6.1.4", tanaka.Text, StringComparison.Ordinal);
        // Nobody may report in 未来創造課: the secretariat hears of it. What was reported is not asked for.
        await (await kobayashi.Open("/office/messages")).Follow("進み具合を報告してください");
        Assert.Contains("6.1.2", kobayashi.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("6.1.8", kobayashi.Text, StringComparison.Ordinal);
        Assert.Empty((await (await city.Officer("suzuki")).Open("/office/messages")).Page.QuerySelectorAll(".news li"));
        city.Clock.Pass(TimeSpan.FromDays(2));
        await Sweep(city);
        await Sweep(city);
        tanaka = await (await city.Officer("tanaka")).Open("/office/messages");
        Assert.Equal(2, tanaka.Page.QuerySelectorAll(".news li").Length);
        Assert.Contains("期限が過ぎています", tanaka.Text, StringComparison.Ordinal);
        Assert.Contains("期限を過ぎています", (await tanaka.Open(ProgressDesk.Url)).Text, StringComparison.Ordinal);
        await TaskCheck.Agrees(city);
    }

    [Theory, BothDatabases]
    public async Task 入れた数字は_ほかの職員が合っていると言うと公開され_違うと言うと載らない(string database)
    {
        await using var city = await City.Start(database);
        var (kobayashi, nakamura) = (await city.Officer("kobayashi"), await city.Officer("nakamura"));
        foreach (var (period, value) in new[] { ("2024", "77.7"), ("2025", "80.5") })
            await (await kobayashi.Open("/office/plan/targets/card-ownership/enter")).Fill("時期", period).Fill("数字", value)
                .Fill("出所", "市民課の台帳").Press("確認に回す");
        Assert.Contains("別の職員が出所を見て確かめると", kobayashi.Text, StringComparison.Ordinal);
        await (await nakamura.Open("/office/plan")).Follow("確かめる");
        Assert.Contains("77.7", nakamura.Text, StringComparison.Ordinal);
        await nakamura.Choose("合っていますか/いいえ").Press("確かめた結果を記録する");
        Assert.Contains("どこが違うかを書いてください", Assert.Single(nakamura.Errors), StringComparison.Ordinal);
        await nakamura.Fill("違うところ", "台帳では76.1です").Press("確かめた結果を記録する");
        Assert.Contains("違うところを、入れた人に知らせました", nakamura.Text, StringComparison.Ordinal);
        Assert.Contains("台帳では76.1です", (await (await kobayashi.Open("/office/messages")).Follow("入れた数字が、出所と違うと言われました")).Text,
            StringComparison.Ordinal);
        await nakamura.Follow("確かめる");
        await nakamura.Choose("合っていますか/はい").Press("確かめた結果を記録する");
        var visitor = await city.Visitor().Open("/plan/targets/card-ownership");
        Assert.Contains("80.5", visitor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("77.7", visitor.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 入れた数字は_確かめる人のホームに待っている数が出て_入れた人だけが取り下げられる(string database)
    {
        await using var city = await City.Start(database);
        var (kobayashi, nakamura) = (await city.Officer("kobayashi"), await city.Officer("nakamura"));
        await (await kobayashi.Open("/office/plan/targets/card-ownership/enter")).Fill("時期", "2024").Fill("数字", "77.7")
            .Fill("出所", "市民課の台帳").Press("確認に回す");
        var entry = await city.Read(db => db.Set<Entry>().SingleAsync());
        Assert.DoesNotContain("確認を待つ計画の数字", (await kobayashi.Open("/office")).Text, StringComparison.Ordinal);
        Assert.Contains("確認を待つ計画の数字", (await nakamura.Open("/office")).Text, StringComparison.Ordinal);
        await nakamura.Follow("確認を待つ計画の数字");
        var token = nakamura.Page.QuerySelector("[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";
        await nakamura.Post($"/office/plan/entries/{entry.Id}/take-back", ("__RequestVerificationToken", token));
        Assert.Null((await city.Read(db => db.Set<Entry>().SingleAsync())).Agreed);
        await (await kobayashi.Open("/office/plan")).Press("入れた数字を取り下げる");
        Assert.Contains("取り下げました", kobayashi.Text, StringComparison.Ordinal);
        Assert.False((await city.Read(db => db.Set<Entry>().SingleAsync())).Agreed);
        Assert.Contains("取り下げました", kobayashi.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("確認を待つ計画の数字", (await nakamura.Open("/office")).Text, StringComparison.Ordinal);
        await TaskCheck.Agrees(city);
    }
}
