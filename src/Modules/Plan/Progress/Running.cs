using System.Text.Json;
using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;

namespace Keyaki.Plan;

/// <summary>Under which licence the plan's data are given out: its name, where its text is, and whether the city has confirmed it;
/// until then it is an example.</summary>
public sealed record Licence(string Name, string Url, bool Confirmed = false);

/// <summary>進行の決まり: how a city runs its plan. Days of the month for the first reminder and the last day of a report. Who decides on a
/// meeting's decisions stands in the 専決規程.</summary>
public sealed record Running(int RemindOn, int DueOn, string? Note = null, Licence? Licence = null)
{
    internal const string File = "plan/running.json";

    /// <summary>What the committee decides, as the 専決規程 calls it.</summary>
    public const string Act = "plan-decision";

    /// <summary>Decided in the department of whoever puts it to decision.</summary>
    internal static Matter Decision(Actor drafter) => new(Act, drafter.Department ?? "");

    /// <summary>Last day for the report of this month.</summary>
    public DateOnly Due(Month month) => month.First.AddDays(DueOn - 1);

    /// <summary>How a city runs its plan that says nothing: it asks on the 15th and ends on the 25th.</summary>
    static readonly Running Usual = new(15, 25);

    /// <summary>From the city's file; null where it has none.</summary>
    public static Running Read(string? json, CityProfile city, List<Fault> faults)
    {
        if (json is null) return Usual;
        try
        {
            var read = Library.Read<Running>(json);
            faults.AddRange(read.Faults(city));
            return read;
        }
        catch (JsonException e) { faults.Add(new(File, e.Path ?? "", "読めません。書かれていない項目か、知らない項目があります。")); }
        return Usual;
    }

    IEnumerable<Fault> Faults(CityProfile city)
    {
        if (RemindOn is < 1 or > 28) yield return new(File, "remindOn", "1から28までの日にしてください。");
        if (DueOn <= RemindOn || DueOn > 28) yield return new(File, "dueOn", "知らせる日より後の、28までの日にしてください。");
        if (Licence is { } licence && (licence.Name.Length == 0 || !licence.Url.StartsWith("https://", StringComparison.Ordinal)))
            yield return new(File, "licence", "利用条件の名前と、https:// で始まる住所を書いてください。");
        if (city.Files<IDelegation>().Acts(DateOnly.MaxValue).All(a => a.Code != Act))
            yield return new(File, "", $"推進計画の決定（{Act}）が、専決規程の表（approvals/delegation.json）にありません。");
    }
}
