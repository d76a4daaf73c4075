using System.Diagnostics;
using System.Net;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Messages;
using Keyaki.Payments;
using Keyaki.Procedures;
using Keyaki.Simulator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mail = Keyaki.Messages.Mail;
using Refund = Keyaki.Payments.Refund;

namespace Keyaki.Tests.InPayments;

/// <summary>Paying is submitting, with the payment company on the other side of the wire: whatever it does, nothing is lost and nothing
/// is doubled.</summary>
public sealed class PayingTests
{
    /// <summary>A guest's filled-in collection, at the payment company's door; the number of its page there.</summary>
    static async Task<(Visitor Person, Guid Case, string Checkout)> AtTheCompany(City city, string mail = "guest@example.jp")
    {
        var person = await ApplyTests.Guest(city, mail);
        await ApplyTests.Bulky(person);
        await person.Press("支払いへ進む");
        return (person, (await ApplyTests.Latest(city, "bulky-waste")).Id, await Leave(person));
    }

    internal static async Task<string> Leave(Visitor person)
    {
        await person.Press("決済会社の画面へ進む");
        return person.Page.QuerySelector("a.button-main")?.GetAttribute("href")?.Split('/')[^1]
            ?? throw new InvalidOperationException(person.Text);
    }

    /// <summary>Presses the button on the company's page; the payer's browser does not come back.</summary>
    internal static async Task Pay(City city, string checkout, Behaviour behaviour, int seconds = 1)
    {
        using var company = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = city.Simulator.Http };
        using var pressed = await company.PostAsync($"checkout/{checkout}",
            new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["method"] = "card", ["behaviour"] = behaviour.Word(),
                ["seconds"] = $"{seconds}"
            }));
        Assert.Equal(HttpStatusCode.Redirect, pressed.StatusCode);
    }

    /// <summary>Pays what somebody is about to pay for, in whatever language.</summary>
    internal static async Task<Application> Paid(City city, Visitor person)
    {
        await person.Press(person.Page.QuerySelector("main form[action$='/go'] button")?.TextContent.Trim() ?? "");
        var found = await ApplyTests.Latest(city, "bulky-waste");
        await Pay(city, person.Page.QuerySelector("a.button-main")?.GetAttribute("href")?.Split('/')[^1] ?? "", Behaviour.Success);
        await Becomes(city, found.Id, ApplicationState.Granted);
        return await city.Case(found.Id);
    }

    /// <summary>A guest's collection that is paid for.</summary>
    internal static async Task<(Visitor Person, Guid Case)> PaidCollection(City city)
    {
        var (person, id, checkout) = await AtTheCompany(city);
        await Pay(city, checkout, Behaviour.Success);
        await Becomes(city, id, ApplicationState.Granted);
        return (person, id);
    }

    /// <summary>Pays what this person is about to pay for, and waits until the application has come in.</summary>
    internal static async Task Settled(City city, Visitor person, Guid id)
    {
        await Pay(city, await Leave(person), Behaviour.Success);
        await Until("支払ったのに受け付けられません", async () => (await city.Case(id)).SubmittedAt is not null);
    }

    // What failed once comes again after half a minute: a busy machine needs that long.
    internal static async Task Until(string what, Func<Task<bool>> holds)
    {
        for (var watch = Stopwatch.StartNew(); !await holds(); await Task.Delay(30))
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), what);
    }

    static Task Becomes(City city, Guid id, ApplicationState state) =>
        Until($"{state} になりません", async () => (await city.Case(id)).State == state);
    static Task<ChargeState> StateOf(City city, Guid id) =>
        city.Read(db => db.Set<Charge>().Where(c => c.SubjectId == id).OrderByDescending(c => c.Number).Select(c => c.State).FirstAsync());
    static Task ChargeBecomes(City city, Guid id, ChargeState state) =>
        Until($"支払いが {state} になりません", async () => await StateOf(city, id) == state);
    static Task Look(City city) => city.Services.GetRequiredService<Watch>().Look(default);
    static Task<int> Times(City city, string code, Guid id) =>
        city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == code && e.RecordId == id));
    static Task<bool> Told(City city, string start) => city.Read(db => db.Set<InboxMessage>().AnyAsync(m => m.Subject.StartsWith(start)));

    static async Task Refunded(City city)
    {
        await Until("返金が確認されません", async () => await city.Read(db => db.Set<Refund>().AnyAsync(r => r.DoneAt != null)));
        Assert.Equal(1100, Assert.Single(city.Simulator.Payments.Refunds).Amount);
        Assert.True(await Told(city, "お金をお返ししました"));
    }

    [Theory, BothDatabases]
    public async Task 断られたあとに遅れて成功した支払いは_枠があるので受け付ける(string database)
    {
        await using var city = await City.Start(database);
        var (person, id, checkout) = await AtTheCompany(city);
        await Pay(city, checkout, Behaviour.LateSuccess);
        await ChargeBecomes(city, id, ChargeState.Failed);
        Assert.Contains("まだ申し込みは終わっていません", (await person.Open(Links.Application(id))).Text, StringComparison.Ordinal);
        await Becomes(city, id, ApplicationState.Granted);
        Assert.Contains("受付番号", (await person.Open(Links.Application(id))).Text, StringComparison.Ordinal);
        Assert.Equal(1, await Times(city, "application.paid", id));
        Assert.Empty(city.Simulator.Payments.Refunds);
    }

    [Theory, BothDatabases]
    public async Task 期限が切れて枠を放したあとの成功も_枠が空いていれば受け付ける(string database)
    {
        await using var city = await City.Start(database);
        var (_, id, checkout) = await AtTheCompany(city);
        await Pay(city, checkout, Behaviour.LateSuccess, seconds: 1900);
        await ChargeBecomes(city, id, ChargeState.Failed);
        city.Clock.Pass(TimeSpan.FromMinutes(31));
        await Look(city);
        Assert.Equal(ChargeState.Expired, await StateOf(city, id));
        Assert.Null((await city.Case(id)).HeldUntil);
        Assert.Equal(0, await city.Read(db => db.Set<Procedures.Place>().CountAsync(p => p.ApplicationId == id)));
        Assert.True(await Told(city, "まだ申し込まれていません"));
        city.Clock.Pass(TimeSpan.FromMinutes(1));
        await Becomes(city, id, ApplicationState.Granted);
        Assert.Equal(1, await city.Read(db => db.Set<Procedures.Place>().CountAsync(p => p.ApplicationId == id && p.HeldUntil == null)));
    }

    [Theory, BothDatabases]
    public async Task 枠が埋まったあとの成功は_自動で返し_本人に知らせ_下書きは残る(string database)
    {
        await using var city = await City.Start(database);
        var (person, id, checkout) = await AtTheCompany(city);
        var held = await city.Read(db => db.Set<Procedures.Place>().SingleAsync(p => p.ApplicationId == id));
        await Pay(city, checkout, Behaviour.LateSuccess, seconds: 1900);
        await ChargeBecomes(city, id, ChargeState.Failed);
        city.Clock.Pass(TimeSpan.FromMinutes(31));
        await Look(city);
        await city.Turns.Run((_, db, _) =>
        {
            for (var seat = 1; seat <= 30; seat++)
                db.Add(new Procedures.Place
                {
                    Id = city.Clock.NewId(), Pool = held.Pool, Day = held.Day, Seat = seat,
                    ApplicationId = city.Clock.NewId()
                });
            return Task.FromResult(true);
        });
        city.Clock.Pass(TimeSpan.FromMinutes(1));
        await Refunded(city);
        Assert.Equal(ApplicationState.AwaitingPayment, (await city.Case(id)).State);
        Assert.Equal(0, await Times(city, "application.paid", id));
        Assert.True(await Told(city, "お支払いをお返しします"));
        Assert.Contains("返金済み", (await person.Open(Links.Application(id))).Text, StringComparison.Ordinal);
        Assert.Contains("清瀬 花子", (await person.Open($"/my/drafts/{id}/1")).Page.QuerySelector("[name=name]")?.GetAttribute("value"),
            StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 二度引き落とされたら一度分を必ず返し_同時に届く二つの知らせでも申込は一つ(string database)
    {
        await using var city = await City.Start(database);
        var (_, id, checkout) = await AtTheCompany(city);
        await Pay(city, checkout, Behaviour.DoubleSuccess);
        await Refunded(city);
        Assert.Equal(ApplicationState.Granted, (await city.Case(id)).State);
        Assert.Equal((1, ChargeState.Paid), (await Times(city, "application.paid", id), await StateOf(city, id)));

        var (_, second, twice) = await AtTheCompany(city, "other@example.jp");
        await Pay(city, twice, Behaviour.DuplicateWebhook);
        await Becomes(city, second, ApplicationState.Granted);
        await Until("知らせが届きません", () => Task.FromResult(city.Simulator.Payments.Events.All(e => e.State is EventState.Delivered)));
        Assert.Equal((1, 1), (await Times(city, "application.paid", second),
            await city.Read(db => db.Set<Capture>()
            .CountAsync(c => db.Set<Charge>().Any(x => x.Id == c.ChargeId && x.SubjectId == second)))));
    }

    [Theory, BothDatabases]
    public async Task 知らせが来なくても市が尋ね_会社が止まっている間は待って_戻れば自分で進む(string database)
    {
        await using var city = await City.Start(database);
        var (person, id, checkout) = await AtTheCompany(city);
        await Pay(city, checkout, Behaviour.WebhookNever);
        city.Simulator.Payments.Outage = true;
        city.Clock.Pass(TimeSpan.FromMinutes(1));
        await Look(city);
        Assert.Equal(ApplicationState.AwaitingPayment, (await city.Case(id)).State);
        Assert.Contains("次の時刻まで、この申し込みをお取りしています", (await person.Open(Links.Application(id))).Text, StringComparison.Ordinal);
        city.Simulator.Payments.Outage = false;
        await Look(city);
        Assert.Equal(ApplicationState.Granted, (await city.Case(id)).State);

        // Withdrawn while the company is away: the money goes back by itself once it is there again.
        city.Simulator.Payments.Outage = true;
        await (await (await person.Open(Links.Application(id))).Follow("この申し込みを取り下げる")).Press("取り下げる");
        Assert.Contains("返金の手続き中", person.Text, StringComparison.Ordinal);
        await city.Settle();
        Assert.Empty(city.Simulator.Payments.Refunds);
        city.Simulator.Payments.Outage = false;
        city.Clock.Pass(TimeSpan.FromMinutes(5));
        await Until("返金が送られません", async () =>
        {
            await city.Settle();
            return city.Simulator.Payments.Refunds.Count > 0;
        });
        await Refunded(city);
        Assert.Contains("返金済み", (await person.Open(Links.Application(id))).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 支払いの前に会社が止まっていても申込の内容は残り_戻れば続きから支払える(string database)
    {
        await using var city = await City.Start(database);
        var person = await ApplyTests.Guest(city);
        await ApplyTests.Bulky(person);
        city.Simulator.Payments.Outage = true;
        await person.Press("支払いへ進む");
        var id = (await ApplyTests.Latest(city, "bulky-waste")).Id;
        await person.Press("決済会社の画面へ進む");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, person.Status);
        Assert.Contains("申し込みの内容は保存してあります", person.Text, StringComparison.Ordinal);
        city.Simulator.Payments.Outage = false;
        await person.Follow("もう一度試す");
        await Pay(city, person.Page.QuerySelector("a.button-main")?.GetAttribute("href")?.Split('/')[^1] ?? "", Behaviour.Success);
        await Becomes(city, id, ApplicationState.Granted);
    }

    [Theory, BothDatabases]
    public async Task 日を選ばない手続の支払いの前に_日や枠を確保するとは言わない(string database)
    {
        await using var city = await City.Start(database);
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        await (await hanako.Open("/procedures/resident-record/apply")).Press("入力を始める");
        await hanako.Choose("どなたの住民票/本人のみ").Choose("マイナンバー/いいえ").Choose("住民票コード/いいえ").Fill("通数", "2").Press("次へ");
        await hanako.Choose("使う目的/学校").Press("次へ");
        await hanako.Choose("受け取り方/市民課の窓口").Press("次へ");
        Assert.Contains("支払いが済むと、受付番号をお知らせします。", hanako.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("日を確保", hanako.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("枠", (await hanako.Press("支払いへ進む")).Text, StringComparison.Ordinal);

        var guest = await ApplyTests.Guest(city);
        Assert.Contains("30分間この内容と日を確保します。", (await ApplyTests.Bulky(guest)).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 認められなかった請求の手数料は_決定のときに自動で返す(string database)
    {
        await using var city = await City.Start(database);
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        await (await hanako.Open("/procedures/resident-record/apply")).Press("入力を始める");
        await hanako.Choose("どなたの住民票/本人のみ").Choose("マイナンバー/いいえ").Choose("住民票コード/いいえ").Fill("通数", "2").Press("次へ");
        await hanako.Choose("使う目的/学校").Press("次へ");
        await hanako.Choose("受け取り方/市民課の窓口").Press("次へ");
        await hanako.Press("支払いへ進む");
        await Pay(city, await Leave(hanako), Behaviour.Success);
        var id = (await ApplyTests.Latest(city, "resident-record")).Id;
        await Becomes(city, id, ApplicationState.Submitted);

        var tanaka = await city.Officer("tanaka");
        await (await tanaka.Open(Links.Case(id))).Press("審査を始める");
        await (await tanaka.Follow("決定する")).Choose("決定/認めない").Fill("理由", "住民票の記載と請求の内容が合いません。").Press("この内容で決定する");
        Assert.Equal(ApplicationState.Refused, (await city.Case(id)).State);
        await Until("返金が確認されません",
            async () => await city.Read(db => db.Set<Refund>().AnyAsync(r => r.DoneAt != null && r.Reason == "rejected")));
        Assert.Equal(600, Assert.Single(city.Simulator.Payments.Refunds).Amount);
        Assert.Contains("返金済み", (await hanako.Open(Links.Application(id))).Text, StringComparison.Ordinal);
        Assert.Contains("返金 600円", (await tanaka.Open(Links.Case(id))).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task メールサーバーが止まっていても受け付け_戻れば受付番号のメールが出る(string database)
    {
        await using var city = await City.Start(database);
        city.Simulator.Mails.Outage = true;
        var person = await ApplyTests.Guest(city);
        await (await ApplyTests.Screening(person)).Press("この内容で申し込む");
        var number = (await ApplyTests.Latest(city, "cancer-screening")).Number?.ToString() ?? "-";
        Assert.Contains(number, person.Text, StringComparison.Ordinal);
        await Until("送れなかったことが残りません", async () =>
        {
            await city.Settle();
            return await city.Read(db => db.Set<Mail>().AnyAsync(m => m.DelayedAt != null));
        });
        Assert.Empty(city.Simulator.Mails.Mails);
        city.Simulator.Mails.Outage = false;
        city.Clock.Pass(TimeSpan.FromMinutes(5));
        await Until("メールが届きません", async () =>
        {
            await city.Settle();
            return city.Simulator.Mails.Mails.Count > 0;
        });
        Assert.Contains(number, Assert.Single(city.Simulator.Mails.Mails).Text, StringComparison.Ordinal);
    }
}
