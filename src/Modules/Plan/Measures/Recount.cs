using Keyaki.Contracts.Plan;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Plan;

/// <summary>Counts every measure again from the first batch to where its tallies stand, and says what differs. After a change of how a
/// measure counts, `--write` puts the new numbers in.</summary>
public sealed class Recount(IDatabase database, IEnumerable<IMeasure> measures)
{
    const string Usage = "使い方: keyaki plan recount [--write]";

    internal static readonly Command Command = new("plan recount", "計測の値をジャーナルの初めから数え直し、集計との違いを出す（--write で数え直した値に替える）",
        (services, args, output) => services.GetRequiredService<Recount>().Run(args, output));

    public async Task<int> Run(IReadOnlyList<string> args, TextWriter output, CancellationToken ct = default)
    {
        if (args is not ([] or ["--write"]))
        {
            await output.WriteLineAsync(Usage);
            return 2;
        }
        var (write, wrong) = (args.Count > 0, 0);
        var kept = await Kept(ct);
        foreach (var together in measures.OrderBy(m => m.Code, StringComparer.Ordinal)
            .GroupBy(m => kept.GetValueOrDefault(m.Code)?.LastBatch ?? 0))
        {
            var pass = new Pass(together);
            await using (var db = database.OpenReader()) await pass.ReadAll(db, 0, together.Key, ct);
            foreach (var counting in pass.Countings)
                wrong += await Say(counting, together.Key, kept.GetValueOrDefault(counting.Measure.Code)?.Sums ?? new(), write, output, ct)
                    ? 0 : 1;
        }
        await output.WriteLineAsync(wrong == 0 ? "数え直しは終わりです。" : $"{wrong} 個の計測が合っていません。");
        return wrong == 0 ? 0 : 1;
    }

    /// <summary>Reports one measure; true when its tallies are right now.</summary>
    async Task<bool> Say(Counting counting, long until, Sums kept, bool write, TextWriter output, CancellationToken ct)
    {
        var name = $"{counting.Measure.Code}（{counting.Measure.Label}）";
        if (counting.Kind is { } kind)
        {
            await output.WriteLineAsync($"× {name}：数えられません（{kind}）。集計はそのままです。");
            return false;
        }
        if (until == 0)
        {
            await output.WriteLineAsync($"- {name}：まだ一度も集計していません。");
            return true;
        }
        var differences = kept.Against(counting.Sums);
        foreach (var d in differences)
            await output.WriteLineAsync($"× {name} {d.Month}{(d.Part.Length > 0 ? $" {d.Part}" : "")}：集計 {d.Kept}、数え直し {d.Counted}");
        if (differences.Count == 0)
        {
            await output.WriteLineAsync($"○ {name}：束 {until} まで合っています。");
            return true;
        }
        if (!write) return false;
        await output.WriteLineAsync($"○ {name}：数え直した値に替えました（束 {await Replace(counting, until, ct)} まで）。");
        return true;
    }

    /// <summary>Puts the recounted numbers in the place of the tallies; when those moved on meanwhile, what came to them is counted as
    /// well. The batch that they reach.</summary>
    async Task<long> Replace(Counting counting, long until, CancellationToken ct)
    {
        var (code, sums) = (counting.Measure.Code, new Sums());
        sums.Add(counting.Sums);
        while (true)
        {
            var stands = await database.Turn((db, stop) => Replace(db, code, sums, until, stop));
            if (stands == until) return until;
            var rest = new Pass([counting.Measure]);
            await using (var db = database.OpenReader()) await rest.ReadAll(db, until, stands, ct);
            if (rest.Countings[0].Failure is { } failure)
                throw new InvalidDataException($"{code} は、数え直しの途中で数えられなくなりました（{failure.GetType().Name}）。集計はそのままです。");
            sums.Add(rest.Countings[0].Sums);
            until = stands;
        }
    }

    static async Task<long> Replace(CityDb db, string code, Sums sums, long until, CancellationToken ct)
    {
        // Touched first: no roll-up moves on from here before this turn has ended.
        if (await db.Set<Reading>().Where(r => r.Measure == code && r.LastBatch == until)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.LastBatch, until), ct) == 0)
            return await db.Set<Reading>().Where(r => r.Measure == code).Select(r => r.LastBatch).SingleAsync(ct);
        await db.Set<Tally>().Where(t => t.Measure == code).ExecuteDeleteAsync(ct);
        foreach (var ((month, part), value) in sums.Values)
            if (value != 0) db.Append(new Tally { Measure = code, Month = month.Number, Part = part, Value = value });
        return until;
    }

    sealed record Stand(long LastBatch, Sums Sums);

    /// <summary>Cursor and tallies in one statement: read one after the other, the roll-up could come between.</summary>
    async Task<IReadOnlyDictionary<string, Stand>> Kept(CancellationToken ct)
    {
        await using var db = database.OpenReader();
        var rows = await (from r in db.Set<Reading>() join t in db.Set<Tally>(
            ) on r.Measure equals t.Measure into tallies from t in tallies.DefaultIfEmpty() select new
            {
                r.Measure, r.LastBatch,
                Tally = t
            }).AsNoTracking().ToListAsync(ct);
        return rows.GroupBy(r => r.Measure).ToDictionary(g => g.Key, g =>
        {
            var sums = new Sums();
            foreach (var row in g) if (row.Tally is { } tally) sums.Add(new Month(tally.Month), tally.Part, tally.Value);
            return new Stand(g.First().LastBatch, sums);
        });
    }
}
