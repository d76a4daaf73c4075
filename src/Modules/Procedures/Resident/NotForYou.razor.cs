using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Procedures;

/// <summary>「受けられません」: why these answers, which are right, do not lead to it, and what one does instead.</summary>
public sealed partial class NotForYou
{
    public sealed record Page(OpenDraft Open, Check Check, Instead Instead, string Label, string Mend, Contact Contact, Language Language);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage("/my/drafts/{id}/instead", Permission.Applicant, Deed.None, Ask);

    static async Task<IResult> Ask(Guid id, Look look, WritingDesk desk, Mine mine)
    {
        var language = look.Language;
        if (await desk.Open(look.Db, id, look.Actor, language.Code, look.Stop) is not { } open)
            return await Fill.Gone(look.Db, look.Actor, mine, id, look.Stop);
        if (open.Draft.IsExpired(look.Now)) return Fill.Expired(open.Definition);
        open.Form.Check();
        if (open.Form.Errors.FirstOrDefault(e => e.Bars) is not { } barred
            || open.Definition.Checks.FirstOrDefault(c => c.About == barred.Name && !c.Passes(open.Whole.Facts))
            is not { Instead: { } instead } check)
            return Results.Redirect(language.Url(DraftLinks.Check(id)));
        var question = open.Form.Question(barred.Name);
        var page = open.Form.Pages.First(p => p.Questions.Contains(question));
        return Show(new(open, check, instead, question.Label, language.Url(DraftLinks.Page(id, open.NumberOf(page))) + "#" + barred.Anchor,
            look.City.ContactOf(instead.Department ?? open.Definition.Department, look.Today), language));
    }
}
