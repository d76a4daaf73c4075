using Keyaki.Contracts;
using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Procedures;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Throws a draft away, after asking.</summary>
public sealed partial class Discard
{
    public sealed record Page(DraftApplication Draft, string Title);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/my/drafts/{id}/discard", Permission.Applicant, Deed.None, Ask);
        app.MapAct("/my/drafts/{id}/discard", Permission.Applicant, ApplyDeeds.Discard, Accept);
    }

    static async Task<IResult> Ask(Guid id, Look look, Mine mine, Catalogue catalogue) =>
        await mine.Draft(look.Db, id, look.Actor, look.Stop) is { } draft
            ? Show(new(draft, catalogue.TitleOf(draft.Procedure, look.Language)))
            : throw new NotHere();

    static async Task<Answer> Accept(Guid id, Turn turn, Mine mine, IPayments payments, ISlots places, Outbox outbox)
    {
        var draft = await turn.Take(mine.Drafts(turn.Db, turn.Actor).Where(d => d.Id == id));
        await draft.Discard(turn.Db, payments, places, outbox, turn.Stop);
        turn.Journal.About("draft", id, draft.Account);
        return Answer.See(Links.MyPage);
    }
}
