using Microsoft.AspNetCore.Http;

namespace Keyaki.Kernel;

/// <summary>
/// Writes down what was refused, with the network address. From one visitor and from all who are not signed in only so many an hour:
/// nobody fills the journal by being refused.
/// The entry says the how many-th of its hour it is.
/// </summary>
public sealed class Refusals(Turns turns, TimeProvider clock)
{
    public const int MostEach = 20, MostInAll = 1000;

    readonly Lock gate = new();
    readonly Dictionary<string, int> counts = [];
    int unknown;
    DateTimeOffset hour;

    public async Task Note(HttpContext http, Deed deed, string fact, string value)
    {
        var actor = http.Actor();
        if (Count(actor.Account is { } account ? $"{account:N}" : NetworkAddress.Home(http), actor.Account is null) is not { } nth) return;
        await turns.Run((_, db, _) =>
        {
            new Journal().Fact(fact, value).Fact("nth", nth).From(http).Write(db, clock, actor, deed);
            return Task.FromResult(true);
        });
    }

    int? Count(string who, bool isUnknown)
    {
        lock (gate)
        {
            if (clock.GetUtcNow() is var now && now - hour >= TimeSpan.FromHours(1))
            {
                (hour, unknown) = (now, 0);
                counts.Clear();
            }
            if (counts.GetValueOrDefault(who) >= MostEach || isUnknown && unknown >= MostInAll) return null;
            if (isUnknown) unknown++;
            return counts[who] = counts.GetValueOrDefault(who) + 1;
        }
    }
}
