using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Throws a draft away, after asking.</summary>
public sealed partial class Discard
{
    public sealed record Shown(DraftApplication Draft, string Title);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/my/drafts/{id}/discard", Permission.Applicant, Deed.None, Ask);
        app.MapAct("/my/drafts/{id}/discard", Permission.Applicant, ApplyDeeds.Discard, Accept);
    }

    static async Task<IResult> Ask(Guid id, CityDb db, Actor actor, Mine mine, Catalogue catalogue, HttpContext http,
        CancellationToken ct) =>
        await mine.Draft(db, id, actor, ct) is { } draft ? Show(new(draft, catalogue.TitleOf(draft.Procedure, Language.Of(http))))
            : throw new NotHere();

    static async Task<Answer> Accept(Guid id, CityDb db, Actor actor, Mine mine, IPayments payments, Journal journal, CancellationToken ct)
    {
        var draft = await mine.Drafts(db, actor).AsTracking().FirstOrDefaultAsync(d => d.Id == id, ct) ?? throw new NotHere();
        await draft.Discard(db, payments, ct);
        journal.About("draft", id, draft.Account);
        return Answer.See(Links.MyPage);
    }
}
