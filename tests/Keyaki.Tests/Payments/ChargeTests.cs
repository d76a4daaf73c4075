using Keyaki.Kernel;
using Keyaki.Payments;
using Xunit;

namespace Keyaki.Tests.InPayments;

public sealed class 支払いの状態
{
    readonly Shifted clock = new();

    Charge Open(long yen = 800) =>
        Charge.Open(new("test", clock.NewId(), new Yen(yen), "粗大ごみの手数料", "7B3D-K6FG-M", clock.GetUtcNow().AddMinutes(30), clock.NewId(),
        "/my"), 1, clock);

    Capture Arrive(Charge charge, string payment = "pay_1", long yen = 800) =>
        charge.Take(payment, new Yen(yen), PaymentMethod.Card, clock.GetUtcNow(), clock) ?? throw new InvalidOperationException();

    [Fact]
    public void 支払い済みからはどこへも進めない() =>
        Assert.All(Enum.GetValues<ChargeEvent>(), what => Assert.Null(ChargeGraph.Next(ChargeState.Paid, what)));

    [Fact]
    public void 取りやめたものは何があっても支払い済みにならない() =>
        Assert.All(Enum.GetValues<ChargeEvent>(), what => Assert.Null(ChargeGraph.Next(ChargeState.Cancelled, what)));

    [Fact]
    public void 終わりの状態でなければ必ず支払い済みになれる() =>
        Assert.All(new[] { ChargeState.Created, ChargeState.Started, ChargeState.Failed, ChargeState.Expired },
            from => Assert.Equal(ChargeState.Paid, ChargeGraph.Next(from, ChargeEvent.Succeed)));

    [Fact]
    public void 結果を待つあいだに進み直しても同じ試みが使われる()
    {
        var charge = Open();
        Assert.Same(charge.Start(clock), charge.Start(clock));
        Assert.Single(charge.Attempts);
    }

    [Fact]
    public void 失敗したあとは新しい試みになる()
    {
        var charge = Open();
        var first = charge.Start(clock);
        Assert.True(charge.Fail(first, clock.GetUtcNow()));
        Assert.Equal(ChargeState.Failed, charge.State);
        Assert.NotEqual(first.IdempotencyKey, charge.Start(clock).IdempotencyKey);
        Assert.Equal(ChargeState.Started, charge.State);
    }

    [Fact]
    public void 古い試みの失敗は新しい試みの状態を変えない()
    {
        var charge = Open();
        var first = charge.Start(clock);
        charge.Fail(first, clock.GetUtcNow());
        charge.Start(clock);
        Assert.False(charge.Fail(first, clock.GetUtcNow()));
        Assert.Equal(ChargeState.Started, charge.State);
    }

    [Fact]
    public void 同じ入金は一度しか記録しない()
    {
        var charge = Open();
        Arrive(charge);
        Assert.Null(charge.Take("pay_1", new Yen(800), PaymentMethod.Card, clock.GetUtcNow(), clock));
    }

    [Fact]
    public void 二つめの入金は必ず返す()
    {
        var charge = Open();
        charge.Honour(Arrive(charge), clock.GetUtcNow());
        Assert.Equal(RefundReasons.PaidTwice, charge.MustReturn(Arrive(charge, "pay_2")));
    }

    [Fact]
    public void 金額の違う入金は返す() => Assert.Equal(RefundReasons.WrongAmount, Open().MustReturn(Arrive(Open(), yen: 700)));

    [Fact]
    public void 期限を過ぎたら支払い画面へ進めないが_届いた入金は遅れた入金になる()
    {
        var charge = Open();
        clock.Later(TimeSpan.FromMinutes(30));
        Assert.False(charge.CanPay(clock.GetUtcNow()));
        Assert.Throws<Rule>(() => charge.Start(clock));
        Assert.True(charge.Expire(clock.GetUtcNow()));
        Assert.True(charge.IsLate(clock.GetUtcNow()));
        Assert.Null(charge.MustReturn(Arrive(charge)));
    }

    [Fact]
    public void 期限の前には期限切れにならない() => Assert.False(Open().Expire(clock.GetUtcNow()));

    [Fact]
    public void 返金は断られたら新しい鍵でやり直す()
    {
        var refund = Keyaki.Payments.Refund.Of(new(Arrive(Open()), new(800), 0), new(800), RefundReasons.PaidTwice, null, clock);
        Assert.Throws<Rule>(refund.Retry);
        var key = refund.IdempotencyKey;
        refund.Fail("closed", clock.GetUtcNow());
        Assert.Equal(RefundState.Failed, refund.State);
        refund.Retry();
        Assert.NotEqual(key, refund.IdempotencyKey);
        Assert.Equal(RefundState.Requested, refund.State);
    }

    [Theory]
    [InlineData(0, true), InlineData(299, true), InlineData(301, false), InlineData(-301, false)]
    public void 署名は時刻のずれが五分以内のときだけ正しい(int age, bool good)
    {
        var now = clock.GetUtcNow();
        var header = Keyaki.Simulator.Code.Sign("secret", now.ToUnixTimeSeconds() - age, "{}");
        Assert.Equal(good, WebhookSignature.IsGood(header, "{}", ["old", "secret"], now, TimeSpan.FromMinutes(5)));
        Assert.False(WebhookSignature.IsGood(header, "{ }", ["secret"], now, TimeSpan.FromMinutes(5)));
        Assert.False(WebhookSignature.IsGood(header, "{}", ["other"], now, TimeSpan.FromMinutes(5)));
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("t=,v1="), InlineData("v1=00"), InlineData("t=12a,v1=00"), InlineData("t=-1,v1=00"),
        InlineData("あ")]
    public void 読めない署名は正しくない(string? header) =>
        Assert.False(WebhookSignature.IsGood(header, "{}", ["secret"], clock.GetUtcNow(), TimeSpan.FromDays(36500)));
}
