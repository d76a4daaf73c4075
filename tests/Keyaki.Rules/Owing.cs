using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Payments;

namespace Keyaki.Tests.Rules;

/// <summary>Claims that nobody has paid yet, for the rules of collection.</summary>
static class Owing
{
    public static readonly CityProfile City = KiyoseTests.Load();
    public static readonly RuleTables Figures = City.Rules;
    public static readonly Guid Hanako = Guid.Parse("0198c0de-0000-7000-8000-000000000001"),
        Officer = Guid.Parse("0198c0de-0000-7000-8000-000000000009");

    public static Item Item(string code) => code == "lunch"
        ? new(code, new("給食費"), ClaimClass.Private, "choshu", "歳入", null, [CollectionMethod.Bank], 12, null, null)
        : City.Files<Items>().All.Single(i => i.Code == code);

    public static DateOnly On(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Determination Claim(string item = "resident-tax", string due = "2026-06-30", string key = "1", int? year = null) =>
        new(key, Item(item), year is { } y ? new(y) : FiscalYear.Of(On(due)), 1, Hanako, On(due));

    public static Ledger Ledger(params IReadOnlyList<(Determination Of, long Yen)> claims) => claims.Aggregate(Payments.Ledger.Empty,
        (ledger, claim) => ledger.Then(l => l.Determine(claim.Of, new(claim.Yen), "当初", claim.Of.Due.AddDays(-30))));

    public static Ledger Pays(this Ledger ledger, Determination of, long yen, string on) => ledger.Then(l =>
        l.Collect(new($"p{l.Next}", of.Key, new(yen), CollectionMethod.Bank, On(on)), On("2040-12-31"))?.Posting);

    /// <summary>Reminded of on a day.</summary>
    public static Recovery Demanded(this Recovery recovery, Determination of, string on) => recovery with
    {
        Demand = new()
        {
            Key = of.Key, Debtor = of.Debtor, Owed = new(1), SentOn = On(on), Term = On(on).AddDays(10),
            Article = CollectionLaws.Demand(of.Item),
        },
    };

    public static Recovery With(this Recovery recovery, Determination of, RecoveryKind kind, string on, SuspensionGround? ground = null) =>
        recovery with
        {
            Steps = [.. recovery.Steps, new() { Key = of.Key, Kind = kind, Day = On(on), Words = "した", Ground = ground }],
        };

    public static Recovery Stayed(this Recovery recovery, Determination of, StayKind kind, string from, string until) => recovery with
    {
        Stays = [.. recovery.Stays, new() { Key = of.Key, Kind = kind, From = On(from), Until = On(until), Reason = "事情" }],
    };

    /// <summary>What was refused says this.</summary>
    public static void Says(string words, string? refusal) => Assert.Contains(words, refusal, StringComparison.Ordinal);

    public static string? Said(Func<object?> act)
    {
        try
        {
            act();
            return null;
        }
        catch (Rule rule)
        {
            return rule.Message;
        }
    }
}
