using System.Net;
using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Payments;
using Keyaki.Simulator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Keyaki.Tests.InPayments;

public abstract class 決済会社を通した支払い(string database) : IAsyncLifetime
{
    PaymentHall hall = null!;

    public async Task InitializeAsync() => hall = await PaymentHall.Start(database);
    public async Task DisposeAsync() => await hall.DisposeAsync();

    public sealed class SQLiteで() : 決済会社を通した支払い("sqlite");
    public sealed class PostgreSQLで() : 決済会社を通した支払い("postgres");

    [Fact]
    public async Task 支払うと申込が終わり_領収が見られ_ジャーナルに残る()
    {
        var payer = await hall.Owe();
        var back = await payer.Pay(Behaviour.Success);
        await payer.Becomes(ChargeStanding.Paid);
        var page = await payer.Visitor.Open($"/payments/{payer.Charge}/receipt");
        var face = await payer.Face();
        // Paying and applying is one step: who paid comes to the page of what they applied for.
        Assert.Equal("/my/applications/1", (await payer.Visitor.Get(back)).Headers.Location?.ToString());
        Assert.Contains(face.ReceiptNumber ?? "-", page.Body?.TextContent);
        Assert.Equal(1, await payer.Submitted());
        Assert.Equal("電子マネー", face.Method?.Ja);
        Assert.Contains("800円", (await payer.Visitor.Open($"/payments/{payer.Charge}/receipt")).Body?.TextContent);
        var codes = await hall.Read(db => db.Set<JournalEntry>().Where(j => j.RecordId == payer.Charge).Select(j => j.Code).ToListAsync());
        Assert.Equal(["payments.open", "payments.pay", "payments.start"], codes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task 断られても_もう一度支払える()
    {
        var payer = await hall.Owe();
        var back = await payer.Pay(Behaviour.Decline);
        await payer.Becomes(ChargeStanding.Failed);
        var page = await payer.Visitor.Open(back);
        Assert.Contains("お支払いができませんでした", page.Body?.TextContent);
        Assert.NotNull(page.QuerySelector($"a[href='/payments/{payer.Charge}/go']"));
        Assert.Equal(0, await payer.Submitted());
        Assert.Contains(hall.Desk.Heard, h => h is ChargeFailed { Reason: "declined" });
        await payer.Pay(Behaviour.Success);
        await payer.Becomes(ChargeStanding.Paid);
        Assert.Equal(1, await payer.Submitted());
    }

    [Fact]
    public async Task 応答がないときは_確認中のままで_期限が来れば終わる()
    {
        var payer = await hall.Owe();
        await payer.Pay(Behaviour.Timeout);
        Assert.Equal(ChargeStanding.Started, (await payer.Face()).State);
        Assert.Contains("お支払いを確認しています", (await payer.Visitor.Open($"/payments/{payer.Charge}/back")).Body?.TextContent);
        hall.Clock.Later(TimeSpan.FromMinutes(31));
        await hall.Look();
        Assert.Equal(ChargeStanding.Expired, (await payer.Face()).State);
        Assert.Contains(hall.Desk.Heard, h => h is ChargeFailed { Reason: "expired" });
        Assert.Equal(0, await payer.Submitted());
    }

    [Fact]
    public async Task 同じ通知が同時に二度届いても_申込は一度だけ()
    {
        var payer = await hall.Owe();
        await payer.Pay(Behaviour.DuplicateWebhook);
        await payer.Becomes(ChargeStanding.Paid);
        await Until.True(() => hall.Company.Payments.Events.All(e => e.State is EventState.Delivered));
        Assert.Equal(1, await payer.Submitted());
        Assert.Equal(1, await hall.Read(db => db.Set<ProviderEvent>().CountAsync()));
    }

    [Fact]
    public async Task 画面が戻る前に通知が届いても_同じ結果になる()
    {
        var payer = await hall.Owe();
        var back = await payer.Pay(Behaviour.WebhookBeforeRedirect);
        Assert.Equal(ChargeStanding.Paid, (await payer.Face()).State);
        Assert.Equal("/my/applications/1", (await payer.Visitor.Get(back)).Headers.Location?.ToString());
    }

    [Fact]
    public async Task 通知が届かなくても_尋ねて確かめる()
    {
        var payer = await hall.Owe();
        await payer.Pay(Behaviour.WebhookNever);
        Assert.Equal(ChargeStanding.Started, (await payer.Face()).State);
        hall.Clock.Later(TimeSpan.FromMinutes(1));
        await hall.Look();
        Assert.Equal(ChargeStanding.Paid, (await payer.Face()).State);
        Assert.Equal(1, await payer.Submitted());
    }

    [Fact]
    public async Task 戻った画面は_通知がなくても自分で新しくなる()
    {
        var payer = await hall.Owe();
        var back = await payer.Pay(Behaviour.WebhookNever);
        var waiting = await payer.Visitor.Get(back);
        Assert.Equal("3", waiting.Headers.GetValues("Refresh").Single());
        await payer.Becomes(ChargeStanding.Paid);
    }

    [Fact]
    public async Task 失敗のあとの遅れた成功は_枠があれば受ける()
    {
        var payer = await hall.Owe();
        await payer.Pay(Behaviour.LateSuccess, seconds: "2");
        await payer.Becomes(ChargeStanding.Failed);
        await payer.Becomes(ChargeStanding.Paid);
        Assert.Contains(hall.Desk.Heard, h => h is ChargePaid { Late: true });
        Assert.Equal(1, await payer.Submitted());
        Assert.Empty(hall.Company.Payments.Refunds);
    }

    [Fact]
    public async Task 失敗のあとの遅れた成功は_枠がなければ自動で返す()
    {
        var payer = await hall.Owe();
        var back = await payer.Pay(Behaviour.LateSuccess, seconds: "2");
        await payer.Becomes(ChargeStanding.Failed);
        hall.Desk.PlaceTaken = true;
        await payer.Becomes(ChargeStanding.Refunded);
        Assert.Equal(0, await payer.Submitted());
        Assert.Equal(800, Assert.Single(hall.Company.Payments.Refunds).Amount);
        Assert.Contains("枠が埋まったため", (await payer.Visitor.Open(back)).Body?.TextContent);
        Assert.Contains(hall.Desk.Heard, h => h is ChargeRefunded { Reason: "place-taken" });
    }

    [Fact]
    public async Task 期限のあとの遅れた成功も_消えない()
    {
        var payer = await hall.Owe();
        await payer.Pay(Behaviour.LateSuccess, seconds: "1900");
        await payer.Becomes(ChargeStanding.Failed);
        hall.Clock.Later(TimeSpan.FromMinutes(31));
        await hall.Look();
        Assert.Equal(ChargeStanding.Expired, (await payer.Face()).State);
        hall.Clock.Later(TimeSpan.FromMinutes(1));
        await payer.Becomes(ChargeStanding.Paid);
        Assert.Equal(1, await payer.Submitted());
    }

    [Fact]
    public async Task 二回引き落とされたら_一回分は自動で返す()
    {
        var payer = await hall.Owe();
        await payer.Pay(Behaviour.DoubleSuccess);
        await payer.Becomes(ChargeStanding.Paid);
        await payer.Becomes(f => f.Refunded == new Yen(800), "返金済み");
        var face = await payer.Face();
        Assert.Equal((ChargeStanding.Paid, new Yen(800)), (face.State, face.Refunded));
        Assert.Equal(1, await payer.Submitted());
        Assert.Single(hall.Company.Payments.Refunds);
    }

    [Fact]
    public async Task 二つの試みがどちらも成功したら_あとの方を返す()
    {
        var payer = await hall.Owe();
        await payer.Pay(Behaviour.LateSuccess, seconds: "3");
        await payer.Becomes(ChargeStanding.Failed);
        await payer.Pay(Behaviour.Success);
        await payer.Becomes(ChargeStanding.Paid);
        await Until.True(() => hall.Desk.Heard.Any(h => h is ChargeRefunded { Reason: RefundReasons.PaidTwice }));
        Assert.Equal(1, await payer.Submitted());
    }

    [Fact]
    public async Task 署名の正しくない通知は断り_何も変わらない()
    {
        var payer = await hall.Owe();
        var checkout = await payer.Leave();
        var body = $$$$"""{"id":"evt_x","type":"checkout.succeeded","created_at":"2026-11-23T00:00:00Z","data":{"checkout":{"id":"{{{{checkout}}}}","status":"succeeded","reference":"{{{{payer.Charge:N}}}}","payments":[{"id":"pay_x","amount":800,"method":"card","captured_at":"2026-11-23T00:00:00Z"}]}}}""";
        var now = hall.Clock.GetUtcNow().ToUnixTimeSeconds();
        foreach (var header in new[] { "", Code.Sign("wrong", now, body), Code.Sign(hall.Company.WebhookSecret, now - 3600, body) })
            Assert.Equal(HttpStatusCode.BadRequest, await Tell(header, body));
        Assert.Equal(ChargeStanding.Started, (await payer.Face()).State);
        Assert.Equal(HttpStatusCode.BadRequest, await Tell(Code.Sign(hall.Company.WebhookSecret, now, "x"), "x"));
        Assert.Equal(HttpStatusCode.OK, await Tell(Code.Sign(hall.Company.WebhookSecret, now, body), body));
        Assert.Equal(ChargeStanding.Paid, (await payer.Face()).State);
    }

    async Task<HttpStatusCode> Tell(string signature, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post,
            new Uri(hall.Address, "payments/webhook"))
        { Content = new StringContent(body) };
        request.Headers.TryAddWithoutValidation(WebhookSignature.Header, signature);
        return (await hall.Client.SendAsync(request)).StatusCode;
    }

    [Fact]
    public async Task 決済会社が止まっていても_何も失わず_戻れば進む()
    {
        var payer = await hall.Owe();
        hall.Company.Payments.Outage = true;
        var pressed = await payer.Visitor.Press($"/payments/{payer.Charge}/go", "決済会社の画面へ進む");
        var page = await payer.Visitor.Get(pressed.Headers.Location?.ToString() ?? "");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Contains("申し込みの内容は保存してあります", await page.Content.ReadAsStringAsync());
        hall.Company.Payments.Outage = false;
        await payer.Pay(Behaviour.Success);
        await payer.Becomes(ChargeStanding.Paid);
    }

    [Fact]
    public async Task 返金は決済会社が戻るまで待ち_自分で続きをする()
    {
        var payer = await hall.Owe();
        await payer.Pay(Behaviour.Success);
        await payer.Becomes(ChargeStanding.Paid);
        hall.Company.Payments.Outage = true;
        await hall.Turn(async (services, db, ct) =>
        {
            await services.GetRequiredService<IPayments>().Refund(db, payer.Charge, "withdrawn", ct);
            return true;
        });
        Assert.Equal("返金の手続き中", (await payer.Face()).StateWords.Ja);
        await Task.Delay(300);
        Assert.Empty(hall.Company.Payments.Refunds);
        hall.Company.Payments.Outage = false;
        hall.Clock.Later(TimeSpan.FromMinutes(1));
        await payer.Becomes(ChargeStanding.Refunded);
        Assert.Equal(new Yen(800), (await payer.Face()).Refunded);
    }

    [Fact]
    public async Task 取りやめたあとに支払われたら返す()
    {
        var payer = await hall.Owe();
        await payer.Pay(Behaviour.WebhookNever);
        await hall.Turn(async (services, db, ct) =>
        {
            await services.GetRequiredService<IPayments>().Cancel(db, payer.Charge, ct);
            return true;
        });
        hall.Clock.Later(TimeSpan.FromMinutes(1));
        await hall.Look();
        await payer.Becomes(ChargeStanding.Refunded);
        Assert.Equal(0, await payer.Submitted());
    }

    [Fact]
    public async Task ほかの人の支払いは見えない()
    {
        var payer = await hall.Owe();
        var other = await hall.Owe();
        foreach (var page in new[] { "go", "leave", "back", "receipt" })
            Assert.Equal(HttpStatusCode.NotFound, (await other.Visitor.Get($"/payments/{payer.Charge}/{page}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound,
            (await other.Visitor.Get($"/payments/{payer.Charge}/back?code=0123456789abcdef0123456789abcdef")).StatusCode);
    }

    [Fact]
    public async Task 別のブラウザーに戻っても_結果だけは見える()
    {
        var payer = await hall.Owe();
        var other = await hall.Owe();
        var back = await payer.Pay(Behaviour.WebhookBeforeRedirect);
        var page = await other.Visitor.Open(back);
        Assert.Contains("お支払いを確認しました", page.Body?.TextContent);
        Assert.Null(page.QuerySelector($"a[href='/payments/{payer.Charge}/receipt']"));
    }

    [Fact]
    public async Task 職員は一覧と合計を見て_返金できる()
    {
        var payer = await hall.Owe();
        await payer.Pay(Behaviour.Success);
        await payer.Becomes(ChargeStanding.Paid);
        var officer = await hall.Officer();
        var list = await officer.Open("/office/payments?filter=Paid");
        Assert.Contains("粗大ごみ収集の手数料", list.Body?.TextContent);
        Assert.Contains("800円", list.QuerySelector("tfoot")?.TextContent);
        Assert.Contains("あてはまる支払いはありません", (await officer.Open("/office/payments?filter=Trouble")).Body?.TextContent);
        // without a reason
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await officer.Press($"/office/payments/{payer.Charge}/refund", "返金する")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther,
            (await officer.Press($"/office/payments/{payer.Charge}/refund", "返金する", ("reason", "料金を間違えたため"))).StatusCode);
        await payer.Becomes(ChargeStanding.Refunded);
        var page = await officer.Open($"/office/payments/{payer.Charge}");
        Assert.Contains("市の判断による返金", page.Body?.TextContent);
        Assert.Contains("料金を間違えたため", page.Body?.TextContent);
        Assert.DoesNotContain("800円を返金する", page.Body?.TextContent);
        var looks = await hall.Read(db => db.Set<JournalEntry>().CountAsync(j => j.Code == "payments.look" && j.RecordId == payer.Charge));
        Assert.Equal(4, looks); // the form, the form again without a reason, the form, the payment
        Assert.Equal(1, await hall.Read(db => db.Set<JournalEntry>().CountAsync(j => j.Code == "payments.officer-refund")));
    }

    [Fact]
    public async Task ほかの課の職員には_支払いも合計も見えない()
    {
        var payer = await hall.Owe();
        await payer.Pay(Behaviour.Success);
        await payer.Becomes(ChargeStanding.Paid);
        var stranger = await hall.Officer("taxes");
        var list = await stranger.Open("/office/payments");
        Assert.DoesNotContain("粗大ごみ収集の手数料", list.Body?.TextContent);
        Assert.DoesNotContain("800円", list.Body?.TextContent);
        Assert.DoesNotContain("粗大ごみ収集の手数料", (await stranger.Open($"/office/payments/{payer.Charge}")).Body?.TextContent);
    }

    [Fact]
    public async Task 金額が変わったら前の支払いを取りやめて開き直す()
    {
        var payer = await hall.Owe();
        var charges = await hall.Turn(async (services, db, ct) =>
        {
            var old = await db.Set<Charge>().AsNoTracking().FirstAsync(c => c.Id == payer.Charge, ct);
            await services.GetRequiredService<IPayments>()
                .Open(db, new Bill("test", old.SubjectId, new Yen(1200), "手数料", "7B3D-K6FG-M", old.ExpiresAt, old.Payer, "/my"), ct);
            await db.SaveChangesAsync(ct);
            return await services.GetRequiredService<IPayments>().Of(db, "test", old.SubjectId, ct);
        });
        Assert.Equal([ChargeStanding.Created, ChargeStanding.Cancelled], charges.Select(c => c.State));
    }
}
