using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>What the pages about one standing order have in common.</summary>
static class OrderPages
{
    /// <summary>The order and the name of its person, to be shown.</summary>
    internal static async Task<(ProtectionOrder Order, string Name)> Show(Look look, Guid person, Guid order)
    {
        var found = await look.Find((from o in look.Db.Set<ProtectionOrder>() where o.Id == order
            && o.Person == person join p in look.Db.Set<Person>() on o.Person equals p.Id select new { Order = o, p.Name }));
        look.Journal.About("person", person, person).For(Purposes.Counter);
        return (found.Order, found.Name);
    }

    /// <summary>The order, to be changed as the officer saw it.</summary>
    /// <exception cref="ChangedMeanwhile">somebody extended or ended it after the page was shown.</exception>
    internal static async Task<ProtectionOrder> Change(Turn turn, Guid person, Guid order)
    {
        var found = await turn.Take<ProtectionOrder>(o => o.Id == order && o.Person == person);
        if (turn.Saw(found.Shown)) return found;
        throw new ChangedMeanwhile(found.EndedOn is { } on ? $"この支援措置は、{EraDate.Of(on)}で終わりになりました。"
            : $"この支援措置の期間は、{EraDate.Of(found.Until)}までになりました。");
    }

    /// <summary>Writes the change without naming the person as concerned: it must not stand on the account's own page, which somebody
    /// else may be able to open. The record that it is about is named.</summary>
    internal static void Note(Journal journal, Guid person, DateOnly day) => journal.About("person", person).Fact("until", day);
}
