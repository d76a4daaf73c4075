using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Procedures;

/// <summary>A page came back from the browser's memory after its application had moved on: what was changed on it cannot be taken any more, and is shown beside what is kept.</summary>
public sealed partial class OldPage
{
    public sealed record Shown(Application Case, Definition Definition, IReadOnlyList<Difference> Differences, string State, Contact Contact, Language Language)
    {
        public string Next => Links.Application(Case.Id) + (Case.State is ApplicationState.CorrectionRequested ? "/correct" : "");
    }

    /// <summary>The page that says so; null when nothing on it differs from what is kept (a second press, for instance).</summary>
    /// <param name="asks">The questions that the page could ask; those that it brought are compared.</param>
    internal static async Task<IResult?> Of(HttpContext http, CityDb db, Application found, IFormCollection posted, Func<Ui.Question, bool> asks, CancellationToken ct)
    {
        var (version, form) = await Kept(http, db, found, ct);
        var brought = form.Questions.Where(q => asks(q) && posted.Keys.Any(key => key == q.Name || key.StartsWith(q.Name + ".", StringComparison.Ordinal))).ToList();
        var kept = brought.ConvertAll(q => Difference.Words(form, q));
        form.Parse(posted, new FormPage("", brought));
        return await Say(http, db, found, version,
        [
            .. brought.Zip(kept, (q, now) => new Difference(q.Label, Difference.Words(form, q), now)),
            .. posted.Files.Where(f => f.Length > 0 && f.Name.EndsWith(FileKind.UploadKey(""), StringComparison.Ordinal)).Select(f => new Difference(form.FileAt(f.Name[..^FileKind.UploadKey("").Length])?.Question.Label ?? f.Name, PlainText.Of(f.FileName), "")),
        ], ct);
    }

    /// <summary>The same for a page that only showed answers.</summary>
    /// <param name="shown">What it showed, in words.</param>
    internal static async Task<IResult?> Of(HttpContext http, CityDb db, Application found, IReadOnlyDictionary<string, string> shown, CancellationToken ct)
    {
        var (version, form) = await Kept(http, db, found, ct);
        // What is said beside the name of a file changes while it is looked at.
        return await Say(http, db, found, version, [.. form.Questions.Where(q => shown.ContainsKey(q.Name) && !FileKind.IsIn(q)).Select(q => new Difference(q.Label, shown[q.Name], Difference.Words(form, q)))], ct);
    }

    static async Task<(ProcedureVersion, Form)> Kept(HttpContext http, CityDb db, Application found, CancellationToken ct)
    {
        var version = await http.RequestServices.GetRequiredService<Catalogue>().Pinned(db, found.Definition, ct);
        return (version, (await http.RequestServices.GetRequiredService<WritingDesk>().Show(db, version, found, null, ct, Language.Of(http).Code)).Form);
    }

    static async Task<IResult?> Say(HttpContext http, CityDb db, Application found, ProcedureVersion version, IReadOnlyList<Difference> compared, CancellationToken ct)
    {
        var differences = compared.Where(d => d.There != d.Now).ToList();
        if (differences.Count == 0) return null;
        var language = Language.Of(http);
        var outcome = await db.Set<Disposition>().Where(x => x.ApplicationId == found.Id).Select(x => (Outcome?)x.Outcome).FirstOrDefaultAsync(ct);
        return Show(new(found, version.Definition, differences, language.Say(CaseLine.Words(found.State, found.Decision, outcome)),
            http.RequestServices.GetRequiredService<CityProfile>().ContactOf(found.Department), language), StatusCodes.Status409Conflict);
    }
}
