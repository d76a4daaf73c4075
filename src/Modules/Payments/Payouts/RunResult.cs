using Keyaki.Contracts.Payments;
using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>What the bank says of one line of a list.</summary>
/// <param name="Words">Why it could not pay; null where it did.</param>
public sealed record ResultRow(RunRow Row, string? Words);

/// <summary>振込の結果 of a list, read from the bank's file. Pure: one row that does not fit refuses the file.</summary>
public static class RunResult
{
    const int Told = 3;

    /// <returns>What is new; a row that was taken before is left out.</returns>
    /// <exception cref="Rule">it is broken, or not of this list.</exception>
    public static IReadOnlyList<ResultRow> Judge(PaymentRun run, IReadOnlyList<RunRow> rows, FileContent file, FileFormat format,
        IReadOnlyList<string> paid)
    {
        var codes = format.Row.Places.FirstOrDefault(p => p.Name == "result")?.Codes;
        var mine = rows.Where(r => r.Left).ToDictionary(r => run.Customer(r.Frozen.Position));
        var (taken, wrong, seen) = (new List<ResultRow>(), file.Refused.Concat(file.Rejected).ToList(),
            new HashSet<string>(StringComparer.Ordinal));
        foreach (var (line, values) in file.Rows.Select(r => (r.Line, r.Values)))
        {
            var customer = values["customer"].Trim();
            if (!mine.TryGetValue(customer, out var row)) wrong.Add(new(line, 0, $"顧客コード「{customer}」は、この一覧にありません。"));
            else if (!seen.Add(customer)) wrong.Add(new(line, 0, $"顧客コード「{customer}」が、2回あります。"));
            else if (values.Yen("amount") != row.Frozen.Amount || values["account"] != row.Account.Number
                || values["bank"] != row.Account.Bank)
                wrong.Add(new(line, 0, $"{row.Line.Reference}の口座か金額が、依頼したものと違います。"));
            else if (row.Last?.State is PayoutState.Sent)
                taken.Add(new(row, paid.Contains(values["result"]) ? null : codes?.GetValueOrDefault(values["result"])
                    ?? $"結果コード {values["result"]}"));
        }
        if (wrong.Count > 0) throw new Rule("file", "このファイルは記帳していません。" + string.Join(" ", wrong.Take(Told))
            + (wrong.Count > Told ? $" ほかに{wrong.Count - Told}件あります。" : ""));
        return taken;
    }
}
