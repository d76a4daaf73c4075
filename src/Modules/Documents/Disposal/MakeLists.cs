using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Documents;

/// <summary>満了一覧を作る: puts each record whose retention ends with a fiscal year on the list of its department, or of who went on with its
/// work. What stands on an open list stays there.</summary>
sealed class MakeLists(CityProfile city, TimeProvider clock) : IRunWork
{
    public string Kind => "documents.expiry";
    public string Label => "保存満了の一覧を作る";
    public Permission Who => DocumentsModule.Dispose;
    public int Alone => int.MaxValue;
    public RunSubject About(RunOrder order) => new($"{new FiscalYear(Year(order))}の末までに満了する文書", ListDisposals.Url);

    static int Year(RunOrder order) => int.Parse(order.Arguments, CultureInfo.InvariantCulture);

    public async Task<IReadOnlyList<string>> Keys(CityDb db, RunOrder order, CancellationToken ct)
    {
        var last = new FiscalYear(Year(order)).Last;
        return await db.Set<Document>().Where(d => d.State == DocumentState.Kept && d.RetainedUntil <= last)
            .Where(d => !db.Set<DisposalItem>().Any(i => i.DocumentId == d.Id
                && db.Set<DisposalList>().Any(l => l.Id == i.ListId && l.DoneAt == null)))
            .OrderBy(d => d.Id).Select(d => d.Id.ToString()).ToListAsync(ct);
    }

    public Task<RunStep> Do(CityDb db, RunOrder order, IReadOnlyList<string> keys, CancellationToken ct) => Task.FromResult(new RunStep(
        [.. keys.Select(k => new ItemResult(k, ItemOutcome.Done))], async (_, turn, c) =>
        {
            var ids = keys.Select(Guid.Parse).ToList();
            var documents = await turn.Set<Document>().Where(d => ids.Contains(d.Id)).Select(d => new { d.Id, d.Department })
                .ToListAsync(c);
            foreach (var of in documents.GroupBy(d => city.Heir(d.Department, clock.Today())))
            {
                var list = await turn.Set<DisposalList>().AsTracking()
                    .FirstOrDefaultAsync(l => l.FiscalYear == Year(order) && l.Department == of.Key && l.ReviewedAt == null, c);
                if (list is null)
                    turn.Add(list = new() { Id = clock.NewId(), FiscalYear = Year(order), Department = of.Key, At = clock.GetUtcNow() });
                foreach (var d in of) turn.Add(new DisposalItem { Id = clock.NewId(), ListId = list.Id, DocumentId = d.Id });
            }
            return null;
        }));
}
