using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Counts the words that nobody found anything for (decision 0010).</summary>
public sealed class Unfound(Turns turns, MasterKey key, Throttle throttle, TimeProvider clock)
{
    /// <summary>Words of one line that count within an hour, and rows in all: a search box is no way to fill a disk.</summary>
    const int MostFromOneLine = 30, MostRows = 20_000;

    public async Task Note(string typed, HttpContext http, CancellationToken ct)
    {
        if (UnfoundWord.Countable(typed) is not { } word) return;
        try
        {
            await turns.Run(async (_, db, stop) =>
            {
                var wordKey = key.Blind(word, "unfound");
                var lineKey = key.Blind($"{http.Connection.RemoteIpAddress}\n{word}", "unfound-line");
                var known = await db.Set<UnfoundWord>().Where(w => w.WordKey == wordKey).Select(w => w.LineKey).ToListAsync(stop);
                if (known.Contains(lineKey) || await db.Set<UnfoundWord>().CountAsync(stop) >= MostRows) return false;
                await throttle.Often(db, "unfound", MostFromOneLine, new(""), http, stop);
                db.Add(new UnfoundWord
                {
                    Id = clock.NewId(), WordKey = wordKey, LineKey = lineKey,
                    Word = known.Count + 1 >= UnfoundWord.Lines ? word : null, At = clock.GetUtcNow()
                });
                return true;
            });
        }
        catch (Exception e) when (e is Rule or PleaseWait) { } // the person's answer does not wait for a count
    }
}

/// <summary>Words that were typed long ago count no more.</summary>
public sealed class SweepUnfound : IJob
{
    public string Code => "procedures.old-words";
    public string Label => "見つからなかった言葉の古い記録を消す";
    public When When => When.Daily(new(3, 0));

    public async Task Do(CityDb db, Due due, CancellationToken ct)
    {
        var limit = due.Now - UnfoundWord.Stay;
        await db.Set<UnfoundWord>().Where(w => w.At < limit).ExecuteDeleteAsync(ct);
    }
}
