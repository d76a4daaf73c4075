using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>What residents looked for in vain, for the officers who write the city's answers.</summary>
public sealed partial class ListUnfound
{
    public const string Path = "/office/searches";
    const int Most = 200;

    public sealed record Line(string Word, int Lines, DateTimeOffset Last);
    public sealed record Page(IReadOnlyList<Line> Words);

    public static async Task<IResult> Ask(Look look)
    {
        var since = look.Now - UnfoundWord.Stay;
        var words = await look.Db.Set<UnfoundWord>().Where(w => w.At >= since).GroupBy(w => w.WordKey)
            .Where(g => g.Count() >= UnfoundWord.Lines)
            .Select(g => new { Word = g.Max(w => w.Word), Lines = g.Count(), Last = g.Max(w => w.At) }).OrderByDescending(w => w.Lines)
                .Take(Most).ToListAsync(look.Stop);
        return Show(new([.. words.Where(w => w.Word is not null).Select(w => new Line(w.Word ?? "", w.Lines, w.Last))]));
    }
}
