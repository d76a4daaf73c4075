using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>簿冊を前の年度から開く: each one of last year gets its next; what is open already stays.</summary>
sealed class OpenFiles(TimeProvider clock) : IRunWork
{
    public string Kind => "documents.open-files";
    public string Label => "簿冊を前の年度から開く";
    public Permission Who => DocumentsModule.Dispose;
    public int Alone => int.MaxValue;
    public RunSubject About(RunOrder order) => new($"{new FiscalYear(Year(order))}の簿冊", ListFiles.Url);

    static int Year(RunOrder order) => int.Parse(order.Arguments, CultureInfo.InvariantCulture);

    public async Task<IReadOnlyList<string>> Keys(CityDb db, RunOrder order, CancellationToken ct) => await db.Set<RecordFile>()
        .Where(f => f.FiscalYear == Year(order) - 1).OrderBy(f => f.Id).Select(f => f.Id.ToString()).ToListAsync(ct);

    public Task<RunStep> Do(CityDb db, RunOrder order, IReadOnlyList<string> keys, CancellationToken ct) => Task.FromResult(new RunStep([],
        async (_, turn, c) =>
        {
            var ids = keys.Select(Guid.Parse).ToList();
            var year = Year(order);
            var before = await turn.Set<RecordFile>().Where(f => ids.Contains(f.Id)).ToListAsync(c);
            var there = (await turn.Set<RecordFile>().Where(f => f.FiscalYear == year).Select(f => new { f.RecordClass, f.Title })
                .ToListAsync(c)).ToHashSet();
            var results = new List<ItemResult>();
            foreach (var old in before)
                if (!there.Add(new { old.RecordClass, old.Title })) results.Add(new(old.Id.ToString(), ItemOutcome.Skipped, "もう開いています。"));
                else
                {
                    turn.Add(old.Next(clock.NewId(), order.By, clock.GetUtcNow()));
                    results.Add(new(old.Id.ToString(), ItemOutcome.Done));
                }
            return results;
        }));
}
