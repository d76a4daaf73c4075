using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Simulator;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InProcedures;

/// <summary>The end of an application, my page, and the steps before the first question.</summary>
public sealed class FinishTests
{
    static string Table(Visitor visitor) => string.Join('|', visitor.Page.QuerySelectorAll("main h2").Select(h => h.TextContent.Trim()));

    [Theory, BothDatabases]
    public async Task 申し込みの終わりの画面は_受付番号を大きく出し_次にすることと控えを渡し_検診のメールは病名を言わない(string database)
    {
        await using var city = await City.Start(database);
        var guest = await ApplyTests.Guest(city);
        await (await ApplyTests.Screening(guest)).Press("この内容で申し込む");
        var found = await ApplyTests.Latest(city, "cancer-screening");
        Assert.Equal("申し込みが終わりました", guest.Heading);
        Assert.Equal($"/my/applications/{found.Id}/done", guest.Path);
        Assert.Equal(found.Number?.ToString(), guest.Page.QuerySelector(".receipt-number")?.TextContent.Trim());
        Assert.DoesNotContain("結果", Table(guest), StringComparison.Ordinal);
        Assert.Contains("あなたの予約の日です", guest.Text, StringComparison.Ordinal);
        Assert.Contains("問診票を送ります", guest.Text, StringComparison.Ordinal);
        Assert.Contains("健康推進課", guest.Page.QuerySelector(".contact")?.TextContent, StringComparison.Ordinal);
        await guest.Follow("印刷用の控えを開く");
        Assert.Contains(found.Number?.ToString() ?? "-", guest.Text, StringComparison.Ordinal);
        Assert.Contains("健康センター", guest.Text, StringComparison.Ordinal);
        await guest.Open(Links.Application(found.Id));
        Assert.DoesNotContain("結果", Table(guest), StringComparison.Ordinal);
        Assert.Contains("予約", Table(guest), StringComparison.Ordinal);
        await city.Settle();
        var mail = city.Simulator.Mails.Mails.Single(m => m.Subject.Contains("受け付けました", StringComparison.Ordinal));
        Assert.DoesNotContain("がん", mail.Subject + mail.Text, StringComparison.Ordinal);
        foreach (var said in new[] { found.Number?.ToString() ?? "-", "12月5日", "健康センター", "042-492-5111", "8:30-17:00" })
            Assert.Contains(said, mail.Text, StringComparison.Ordinal);
        var calendar = await (await guest.Raw($"/my/applications/{found.Id}/calendar.ics")).Content.ReadAsStringAsync();
        Assert.Contains("BEGIN:VEVENT", calendar, StringComparison.Ordinal);
        Assert.Contains($"DTSTART;VALUE=DATE:{found.Day:yyyyMMdd}", calendar, StringComparison.Ordinal);
        Assert.DoesNotContain("がん", calendar, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 支払ったあとも同じ終わりの画面に来て_メールに日と品目と金額と場所があり_領収に名前がある(string database)
    {
        await using var city = await City.Start(database);
        var (guest, id) = await PayingTests.PaidCollection(city);
        var found = await city.Case(id);
        await guest.Open($"/my/applications/{found.Id}");
        var charge = guest.Page.QuerySelector("a[href$='/receipt']")?.GetAttribute("href") ?? "";
        await guest.Open(charge.Replace("/receipt", "/back", StringComparison.Ordinal));
        Assert.Equal("申し込みが終わりました", guest.Heading);
        Assert.Equal(found.Number?.ToString(), guest.Page.QuerySelector(".receipt-number")?.TextContent.Trim());
        Assert.Contains("支払いの番号", guest.Text, StringComparison.Ordinal);
        await guest.Open(charge);
        Assert.Contains("清瀬 花子 様", guest.Text, StringComparison.Ordinal);
        await city.Settle();
        var mail = city.Simulator.Mails.Mails.Single(m => m.Subject.Contains("受け付けました", StringComparison.Ordinal)).Text;
        foreach (var said in new[] { "ソファー", "いす", "1,100円", "中里五丁目", "朝8時", "環境課", "042-492-5111" })
            Assert.Contains(said, mail, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 説明の画面から最初の質問まで_メールアドレスと確認コードの二画面で着く(string database)
    {
        await using var city = await City.Start(database);
        var visitor = await city.Visitor().Open("/procedures/cancer-screening");
        await visitor.Follow("メールアドレスで申し込む");
        await visitor.Fill("メールアドレス", "natsu@example.jp").Press("確認コードを送る");
        await city.Settle();
        await visitor.Fill("確認コード", MailedCode(city)).Press("確認する");
        Assert.StartsWith("/my/drafts/", visitor.Path, StringComparison.Ordinal);
        Assert.Contains("申し込む方", visitor.Heading, StringComparison.Ordinal);
        Assert.Equal(1, await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == "draft.started")));
        await visitor.Press("保存して中断する");

        await visitor.Open("/procedures/bulky-waste");
        await visitor.Press("申し込みへ進む");
        Assert.StartsWith("/my/drafts/", visitor.Path, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task アカウントでも_説明とパスワードと確認コードの三画面で最初の質問に着く(string database)
    {
        await using var city = await City.Start(database);
        foreach (var (procedure, first) in new[] { ("compost-subsidy", "申し込む方"), ("bulky-waste", "申し込む方") })
        {
            var visitor = await city.Visitor().Open($"/procedures/{procedure}");
            await visitor.Follow(procedure == "bulky-waste" ? "利用者アカウントで申し込む" : "申し込みへ進む");
            await visitor.Fill("メールアドレス", "hanako@example.jp").Fill("パスワード", Practice.Password).Press("次へ進む");
            await visitor.Fill("確認コード", OfficeDoorTests.App(city, "hanako@example.jp")).Press("サインインする");
            Assert.StartsWith("/my/drafts/", visitor.Path, StringComparison.Ordinal);
            Assert.Equal(first, visitor.Heading);
            Assert.Contains("清瀬 花子", visitor.Page.QuerySelector("[name=name]")?.GetAttribute("value"), StringComparison.Ordinal);
            city.Clock.Pass(TimeSpan.FromMinutes(1));
        }
    }

    [Theory, BothDatabases]
    public async Task 粗大ごみの控えには_何を_どこに_何時までに出すかが_三つの言葉で載る(string database)
    {
        await using var city = await City.Start(database);
        var (guest, id) = await PayingTests.PaidCollection(city);
        foreach (var (language, said) in new (string, string[])[]
        {
            ("ja", ["ソファー", "いす", "中里五丁目", "置く場所", "玄関先", "朝8時まで"]),
            ("easy", ["ソファー", "中里五丁目", "げんかん", "8時"]),
            ("en", ["Sofa", "Chair", "中里五丁目", "8:00", "December 2026"]),
        })
        {
            await guest.Open($"/my/applications/{id}/slip?lang={language}");
            foreach (var words in said) Assert.Contains(words, guest.Text, StringComparison.Ordinal);
            Assert.Contains((await city.Case(id)).Number?.ToString() ?? "-", guest.Text, StringComparison.Ordinal);
        }
    }

    static string MailedCode(City city) =>
        System.Text.RegularExpressions.Regex.Match(city.Simulator.Mails.Mails[^1].Text, "[0-9]{6}").Value;

    [Fact]
    public void 手数料は何の分かを分けて出す()
    {
        var definition = new Catalogue(Rules.KiyoseTests.Load(), new TestClock(TestClock.StoryDay))
            .Offered("resident-record", new(2026, 11, 28))?.Definition ?? throw new InvalidOperationException();
        var answers = new Dictionary<string, string> { ["copies"] = "2", ["delivery"] = "post" };
        var today = new Dictionary<string, Value> { ["today"] = Value.Of(new DateOnly(2026, 11, 28)) };
        var form = new DefinitionForm(definition, new(today), answers);
        Assert.Equal([("住民票の写し（1通300円）", 600L), ("郵送料", 110L)], definition.Fee?.PartsFor(form.Facts).Select(p => (p.Label.Ja, p.Yen)));
        Assert.Equal(710, definition.FeeFor(form.Facts));
    }

    [Theory, BothDatabases]
    public async Task マイページは_あなたがすることと期限から始まり_終わったものは終わり方が分かり_下書きは消せて_同じ申し込みは尋ねられる(string database)
    {
        await using var city = await City.Start(database);
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        await hanako.Open("/procedures/compost-subsidy/apply");
        await hanako.Press("入力を始める");
        await hanako.Press("保存して中断する");
        Assert.Equal("あなたがすること", Table(hanako).Split('|')[0]);
        Assert.Contains("期限：", hanako.Page.QuerySelector(".case")?.TextContent, StringComparison.Ordinal);
        await hanako.Follow("この下書きを消す");
        Assert.Equal(1, await city.Read(db => db.Set<DraftApplication>().CountAsync(d => d.SentAs == null)));
        await hanako.Press("下書きを消す");
        Assert.Equal(0, await city.Read(db => db.Set<DraftApplication>().CountAsync(d => d.SentAs == null)));
        Assert.Equal("/my", hanako.Path);

        var id = await city.Composter();
        await hanako.Open("/my");
        Assert.Contains("進んでいるもの", Table(hanako), StringComparison.Ordinal);
        await hanako.Open("/procedures/compost-subsidy/apply");
        Assert.Contains("すでに申し込んでいます", hanako.Text, StringComparison.Ordinal);
        await hanako.Press("もう一つ申し込む");
        Assert.StartsWith("/my/drafts/", hanako.Path, StringComparison.Ordinal);
        await hanako.Open($"/my/applications/{id}");
        await (await hanako.Follow("この申し込みを取り下げる")).Press("取り下げる");
        await hanako.Open("/my");
        Assert.EndsWith("終わったもの", Table(hanako), StringComparison.Ordinal);
        Assert.Contains("取り下げました", hanako.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task だれが見たかは_日と件名ごとにまとまり_決めた職員の課も出て_認められなかった件の流れはそこで終わる(string database)
    {
        await using var city = await City.Start(database);
        var (account, person) = await city.Person("清瀬 花子");
        var id = await city.Composter();
        await city.Turns.Run((_, db, _) =>
        {
            Journal.Note(db, city.Clock, new Actor(ActorKind.Resident, account), new Deed("application.submitted", ""), Application.Kind,
                id, account, person);
            return Task.FromResult(true);
        });
        var suzuki = await (await city.Officer("suzuki")).Open(Links.Case(id));
        await suzuki.Press("審査を始める");
        await (await suzuki.Follow("決裁に回す")).Choose("決定/認めない").Fill("理由", "購入から6か月を過ぎています。").Press("決裁に回す");
        city.Clock.Pass(TimeSpan.FromDays(1));
        await OfficeCases.Approve(city, id, "sato");
        await OfficeCases.Approve(city, id, "takahashi");

        var number = (await city.Case(id)).Number;
        var hanako = await (await city.SignedIn(ActorKind.Resident, account)).Open("/my/journal");
        Assert.Equal(2, hanako.Page.QuerySelectorAll("main h2").Length);
        Assert.All(hanako.Page.QuerySelectorAll("main h3"),
            h => Assert.Contains($"受付番号 {number}", h.TextContent, StringComparison.Ordinal));
        Assert.Contains("案件を承認した", hanako.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("補正", hanako.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("佐藤", hanako.Text, StringComparison.Ordinal);

        await hanako.Open(Links.Application(id));
        var steps = hanako.Page.QuerySelectorAll(".timeline li").ToList();
        Assert.Contains(steps, s => s.ClassName == "stopped" && s.TextContent.Contains("認められないと決定しました", StringComparison.Ordinal));
        // Nothing is still to come, whether the letter has been handed over by now or not.
        Assert.DoesNotContain(steps, s => s.ClassName is "now" or "ahead");
        await hanako.Open("/my");
        Assert.Contains("認められませんでした", hanako.Page.QuerySelector(".case")?.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ApplicationState.Completed, Outcome.Refused, "認められませんでした", Ui.Tone.Bad)]
    [InlineData(ApplicationState.Completed, Outcome.Granted, "認められました", Ui.Tone.Good)]
    [InlineData(ApplicationState.Refused, Outcome.Refused, "認められませんでした", Ui.Tone.Bad)]
    [InlineData(ApplicationState.Withdrawn, null, "取り下げました", Ui.Tone.Plain)]
    public void 終わったものの言葉と色は_終わり方のものである(ApplicationState state, Outcome? outcome, string words, Ui.Tone tone)
    {
        Assert.Equal((words, tone), (CaseLine.Words(state, DecisionKind.Route, outcome).Ja, CaseLine.ToneOf(state, outcome)));
        Assert.Equal(CaseGroup.Ended, CaseLine.GroupOf(state, DecisionKind.Route, null, new(2026, 11, 28)));
    }

    [Fact]
    public void 住民が読む画面に_補正や専決や申請という言葉はない()
    {
        string[] folders = ["src/Modules/Procedures/Resident", "src/Modules/Payments/Pay", "src/Modules/Residents/Mine",
            "src/Modules/Residents/SignIn", "src/Modules/Messages/Inbox"];
        var lines = folders.SelectMany(f => Directory.GetFiles(Path.Combine(City.Root, f)))
            .Where(f => !Path.GetFileName(f).StartsWith("Office", StringComparison.Ordinal)
            && !f.Contains("Office", StringComparison.Ordinal))
            .SelectMany(f => File.ReadAllLines(f).Where(l => !l.TrimStart().StartsWith('/'))
                .Select(l => $"{Path.GetFileName(f)}: {l.Trim()}"));
        Assert.DoesNotContain(lines, l => !l.Contains("電子申請", StringComparison.Ordinal)
            && !l.StartsWith("ApplyDeeds", StringComparison.Ordinal) && !l.StartsWith("ApplicationsBy", StringComparison.Ordinal)
            && !l.StartsWith("ApplicationsOnline", StringComparison.Ordinal)
            && new[] { "補正", "専決", "決裁に回", "申請" }.Any(w => l.Contains(w, StringComparison.Ordinal)));
    }
}
