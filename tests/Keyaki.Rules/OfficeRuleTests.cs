using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Procedures;
using Keyaki.Ui;
using Xunit;

namespace Keyaki.Tests.Rules;

public sealed class OfficeRuleTests
{
    [Theory]
    [InlineData("", "/office/cases?waits=office")]
    [InlineData("waits=all&q=%E6%9D%BE%E5%B1%B1", "/office/cases?waits=all&q=%E6%9D%BE%E5%B1%B1")]
    [InlineData("waits=deciders&procedure=compost-subsidy&whose=mine&overdue=true&order=-at",
        "/office/cases?waits=deciders&procedure=compost-subsidy&whose=mine&overdue=true&order=-at")]
    [InlineData("waits=moon&whose=7&order=x&at=broken", "/office/cases?at=broken")]
    public void 一覧の条件はアドレスに書いて読み戻せる(string query, string url)
    {
        var parts = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('='))
            .ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1]));
        string? Of(string name) => parts.GetValueOrDefault(name);
        Assert.Equal(url, WorkList.Read(Of("waits"), Of("procedure"), Of("whose"), Of("overdue") == "true", Of("q"), Of("order"),
            Of("at")).Url());
    }

    [Theory]
    [InlineData(ApplicationState.Submitted, DecisionKind.Route, WaitsFor.Office)]
    [InlineData(ApplicationState.CorrectionRequested, DecisionKind.Officer, WaitsFor.Applicant)]
    [InlineData(ApplicationState.Proposed, DecisionKind.Route, WaitsFor.Deciders)]
    [InlineData(ApplicationState.Granted, DecisionKind.Officer, WaitsFor.Delivery)]
    [InlineData(ApplicationState.Granted, DecisionKind.Automatic, WaitsFor.Nobody)]
    [InlineData(ApplicationState.Withdrawn, DecisionKind.Route, WaitsFor.Nobody)]
    public void 次に動く人は状態で決まる(ApplicationState state, DecisionKind decision, WaitsFor waits) =>
        Assert.Equal(waits, Waiting.After(state, decision));

    [Theory]
    [InlineData("2026-11-27", "あと3開庁日")]
    [InlineData("2026-11-30", "あと4開庁日")]
    [InlineData("2026-11-24", "今日まで")]
    [InlineData("2026-11-20", "1開庁日 超過")]
    public void 期限は開庁日で数える(string due, string words)
    {
        var today = new DateOnly(2026, 11, 24);
        Assert.Equal(words, Deadline.Of(DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture), today,
            BusinessDays.Standard)?.Words(today));
    }

    [Fact]
    public void 通知書の本文から番号の項目と宛名を分ける()
    {
        var letter = new Letter(new Text("通知書"), ["{name} 様", "{@applied}に申請のあった件を通知します。", "1 補助金の額　金{@grant}円", "理由　{@reason}"],
            ["{@mayor-title}に対して審査請求ができます。"]);
        var text = LetterText.Of(letter, "清瀬 花子", name => name switch
        {
            "name" => "清瀬 花子",
            "@applied" => "令和8年11月24日",
            "@grant" => "19,900",
            "@reason" => "予算がないため",
            "@mayor-title" => "清瀬市長",
            _ => null
        });
        Assert.Equal(["令和8年11月24日に申請のあった件を通知します。"], text.Body);
        Assert.Equal([("補助金の額", "金19,900円"), ("理由", "予算がないため")], text.Items);
        Assert.Equal(["清瀬市長に対して審査請求ができます。"], text.Remedies);
    }

    [Fact]
    public void 答えの飾りを外すと文字だけが残る() =>
        Assert.Equal("〒204-0003\n中里五丁目 & <b>", CaseForm.Plain(new Markup("〒204-0003<br>中里五丁目 &amp; &lt;b&gt;")));
}
