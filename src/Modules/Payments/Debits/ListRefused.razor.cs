using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>振替できなかったもの: how each was told, when the bank is asked again, and who needs a slip.</summary>
public sealed partial class ListRefused
{
    const int PageSize = 50;

    /// <param name="Letters">By the line they are about.</param>
    public sealed record Page(Slice<ShowDebit.Row> Rows, IReadOnlyDictionary<Guid, LetterFace> Letters,
        IReadOnlyDictionary<Guid, Guid> Debtors, bool Slips);

    static readonly Order<DebitLine, DebitLine> Newest = new Order<DebitLine, DebitLine>().Down(l => l.Id, l => l.Id);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(DebitDesk.Refused, PaymentsModule.CanTransfer, DebitDesk.Look, Ask);
        app.MapAct(DebitDesk.Refused + "/{line:guid}/tell", PaymentsModule.CanTransfer, DebitDesk.Told, Tell);
    }

    /// <summary>What was not possible and is still owed.</summary>
    internal static IQueryable<DebitLine> Open(Look look)
    {
        var (claims, entries) = (look.Claims(), look.Db.Entries());
        return look.Db.Set<DebitLine>().Where(l => l.Paid == false && claims.Any(c => c.Id == l.Claim)
            && entries.Where(e => e.Claim == l.Claim && e.Account == Account.Receivable).Sum(e => e.Figure) > 0);
    }

    static async Task<IResult> Ask(Look look, MasterKey key, PaperLetters letters, string? at = null)
    {
        var slice = await Newest.Slice(Open(look).AsNoTracking(), at, PageSize, rows => rows.ToListAsync(look.Stop));
        var written = await letters.Of(look.Db, RefusedLetter.Name, [.. slice.Rows.Select(l => $"{l.Id:N}")], look.Stop);
        var claims = slice.Rows.Select(l => l.Claim).ToList();
        return Show(new(new(await ShowDebit.Faces(slice.Rows, new HashSet<Guid>(), look, key), slice.Before, slice.After),
            slice.Rows.Where(l => written.ContainsKey($"{l.Id:N}")).ToDictionary(l => l.Id, l => written[$"{l.Id:N}"]),
            await look.Claims().Where(c => claims.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Debtor, look.Stop),
            look.Actor.Can(PaymentsModule.CanSlips)));
    }

    /// <summary>A letter beside the message, for whoever asks for one.</summary>
    static async Task<Answer> Tell(Guid line, Turn turn, IServiceProvider services)
    {
        var found = await turn.Take(Open(turn).Where(l => l.Id == line));
        await DebitAnswers.Write(services, turn.Db, [found], turn.Stop);
        turn.About(await turn.Claim(found.Claim));
        return Answer.See(DebitDesk.Refused);
    }
}
