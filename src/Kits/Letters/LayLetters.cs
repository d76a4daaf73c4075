using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>手紙の割り付け: says of each letter of a batch how many sheets it has and what a hand has to do; the last of them gives
/// all their numbers. Whose address few may know goes into their pile instead; whose address nobody wrote is looked up in the
/// register.</summary>
public sealed class LayLetters(LetterKinds kinds, CityProfile city, MasterKey key, PaperFonts fonts, IRegister register) : IRunWork
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
        var made = await db.Set<PrintBatch>().AsNoTracking().FirstAsync(b => b.Id == Guid.Parse(order.Key), ct);
        var (shielded, sheets) = (await Shielded.Of(register, letters.Select(l => l.Person), ct),
            LetterSheets.Of(kinds, made.Code, made, city, fonts));
        var laid = new Dictionary<Guid, (LetterContent Content, int Sheets, string? Trouble)>();
        foreach (var letter in letters.Where(l => !shielded.Holds(l)))
        {
            var content = await Addressed(letter, ct);
            var (count, trouble) = sheets.Measure(content, letter.Department);
            laid[letter.Id] = (content, count, trouble);
        }
        return new([.. keys.Select(k => new ItemResult(k, ItemOutcome.Done))], async (_, turn, c) =>
        {
            var batch = Guid.Parse(order.Key);
            var mine = turn.Set<PaperLetter>().AsTracking().Where(l => l.Batch == batch);
            foreach (var letter in await mine.Where(l => ids.Contains(l.Id)).ToListAsync(c))
                if (!laid.TryGetValue(letter.Id, out var of)) letter.Guard();
                else
                {
                    if (PlainText.IsBlank(letter.Open(key).Address)) letter.Say(of.Content, key);
                    letter.Measure(of.Sheets, of.Trouble);
                }
            if (!await mine.AnyAsync(l => l.Sheets == null && !ids.Contains(l.Id), c))
                (await turn.Set<PrintBatch>().AsTracking().FirstAsync(b => b.Id == batch, c))
                    .Lay([.. (await mine.ToListAsync(c)).Where(l => l.Batch == batch)]);
            return null;
        });
    }

    async Task<LetterContent> Addressed(PaperLetter letter, CancellationToken ct)
    {
        var content = letter.Open(key);
        if (!PlainText.IsBlank(content.Address) || letter.Person is not { } person) return content;
        var known = (await register.Household(person, ct))?.Members.FirstOrDefault(m => m.Id == person);
        return known is null ? content
            : LetterContent.To(content.Name, $"{known.Postal} {known.Town}{known.Street}　{known.Building}".Trim(), content.Day,
                content.Facts, city);
    }
}
