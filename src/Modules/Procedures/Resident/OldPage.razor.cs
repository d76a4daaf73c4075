using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Procedures;

/// <summary>
/// A page came back from the browser's memory, or from another window, after its application had moved on:
/// what stands on it cannot be taken any more, and is shown beside what is kept.
/// </summary>
public sealed partial class OldPage
{
    public sealed record Page(Application Case, Definition Definition, IReadOnlyList<Difference> Differences, string State,
        Contact Contact)
    {
        public string Next => Links.Application(Case.Id) + (Case.State is ApplicationState.CorrectionRequested ? "/correct" : "");
    }

    static readonly string Upload = FileKind.UploadKey("");

    /// <summary>The page that says so; null when nothing on it differs from what is kept (a second press, for instance).</summary>
    /// <param name="asks">The questions that the page could ask; those that it brought are compared.</param>
    internal static async Task<IResult?> Of(
        HttpContext http, CityDb db, Application found, IFormCollection posted, Func<Ui.Question, bool> asks, CancellationToken ct)
    {
        var (version, form) = await Sent(http, db, found, ct);
        var brought = form.Questions.Where(q => asks(q) && posted.Keys.Any(key => key.Split('.')[0] == q.Name)).ToList();
        var now = brought.ConvertAll(q => Difference.Words(form, q));
        form.Parse(posted, new FormPage("", brought));
        var files = posted.Files.Where(f => f.Length > 0 && f.Name.EndsWith(Upload, StringComparison.Ordinal));
        return await Say(http, db, found, version,
        [
            .. brought.Zip(now, (q, kept) => new Difference(q.Label, Difference.Words(form, q), kept)),
            .. files.Select(f => new Difference(form.FileAt(f.Name[..^Upload.Length])?.Question.Label ?? f.Name, PlainText.Of(f.FileName),
                "")),
        ], ct);
    }

    /// <summary>The same for a page that only showed answers.</summary>
    /// <param name="shown">What it showed, in words.</param>
    internal static async Task<IResult?> Of(
        HttpContext http, CityDb db, Application found, IReadOnlyDictionary<string, string> shown, CancellationToken ct)
    {
        var (version, form) = await Sent(http, db, found, ct);
        // What is said beside the name of a file changes while it is looked at.
        var questions = form.Questions.Where(q => shown.ContainsKey(q.Name) && !FileKind.IsIn(q));
        return await Say(http, db, found, version,
            [.. questions.Select(q => new Difference(q.Label, shown[q.Name], Difference.Words(form, q)))], ct);
    }

    static async Task<(ProcedureVersion, Form)> Sent(HttpContext http, CityDb db, Application found, CancellationToken ct)
    {
        var (services, language) = (http.RequestServices, Language.Of(http).Code);
        var version = await services.GetRequiredService<Catalogue>().Pinned(db, found.Definition, ct);
        return (version, (await services.GetRequiredService<WritingDesk>().Show(db, version, found, null, ct, language)).Form);
    }

    static async Task<IResult?> Say(
        HttpContext http, CityDb db, Application found, ProcedureVersion version, IReadOnlyList<Difference> compared, CancellationToken ct)
    {
        var differences = compared.Where(d => d.There != d.Now).ToList();
        if (differences.Count == 0) return null;
        var outcome = await db.Set<Disposition>().Where(x => x.ApplicationId == found.Id).Select(x => (Outcome?)x.Outcome)
            .FirstOrDefaultAsync(ct);
        var state = Language.Of(http).Say(CaseLine.Words(found.State, found.Decision, outcome));
        var contact = http.RequestServices.GetRequiredService<CityProfile>()
            .ContactOf(found.Department, http.RequestServices.GetRequiredService<TimeProvider>().Today());
        return Show(new(found, version.Definition, differences, state, contact), StatusCodes.Status409Conflict);
    }
}
