using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>手紙の割り付け: says of each letter of a batch how many sheets it has and what a hand has to do; the last of them gives
/// all their numbers.</summary>
public sealed class LayLetters(LetterKinds kinds, CityProfile city, MasterKey key, PaperFonts fonts) : IRunWork
{
    public string Kind => "letters.lay";
    public string Label => "手紙を割り付ける";
    public Permission Who => KitsModule.OperateJobs;

    /// <summary>It sends nothing.</summary>
    public int Alone => int.MaxValue;
    public RunSubject About(RunOrder order) => new("印刷の束", ShowBatch.Url(Guid.Parse(order.Key)));

    public async Task<IReadOnlyList<string>> Keys(CityDb db, RunOrder order, CancellationToken ct)
    {
        var batch = Guid.Parse(order.Key);
        return [.. (await db.Set<PaperLetter>().Where(l => l.Batch == batch).OrderBy(l => l.Id).Select(l => l.Id).ToListAsync(ct))
            .Select(id => id.ToString())];
    }

    public async Task<RunStep> Do(CityDb db, RunOrder order, IReadOnlyList<string> keys, CancellationToken ct)
    {
        var ids = keys.Select(Guid.Parse).ToList();
        var letters = await db.Set<PaperLetter>().AsNoTracking().Where(l => ids.Contains(l.Id)).ToListAsync(ct);
        var laid = letters.ToDictionary(l => l.Id, l => LetterSheets.Of(kinds, l.Code, city, fonts).Measure(l.Open(key), l.Department));
        return new([.. keys.Select(k => new ItemResult(k, ItemOutcome.Done))], async (_, turn, c) =>
        {
            var batch = Guid.Parse(order.Key);
            var mine = turn.Set<PaperLetter>().AsTracking().Where(l => l.Batch == batch);
            foreach (var letter in await mine.Where(l => ids.Contains(l.Id)).ToListAsync(c))
                letter.Measure(laid[letter.Id].Sheets, laid[letter.Id].Trouble);
            if (!await mine.AnyAsync(l => l.Sheets == null && !ids.Contains(l.Id), c))
                (await turn.Set<PrintBatch>().AsTracking().FirstAsync(b => b.Id == batch, c)).Lay(await mine.ToListAsync(c));
            return null;
        });
    }
}
