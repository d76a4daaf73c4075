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
        var (services, language) = (http.RequestServices, Language.Of(http));
        var version = await services.GetRequiredService<Catalogue>().Pinned(db, found.Definition, ct);
        var form = (await services.GetRequiredService<WritingDesk>().Show(db, version, found, null, ct, language.Code)).Form;
        var brought = form.Questions.Where(q => asks(q) && posted.Keys.Any(key => key == q.Name || key.StartsWith(q.Name + ".", StringComparison.Ordinal))).ToList();
        var kept = brought.ConvertAll(q => Difference.Words(form, q));
        form.Parse(posted, new FormPage("", brought));
        var differences = brought.Zip(kept, (q, now) => new Difference(q.Label, Difference.Words(form, q), now)).Where(d => d.There != d.Now)
            .Concat(posted.Files.Where(f => f.Length > 0).Select(f => new Difference(form.FileAt(f.Name[..^FileKind.UploadKey("").Length])?.Question.Label ?? f.Name, PlainText.Of(f.FileName), ""))).ToList();
        if (differences.Count == 0) return null;
        var outcome = await db.Set<Disposition>().Where(x => x.ApplicationId == found.Id).Select(x => (Outcome?)x.Outcome).FirstOrDefaultAsync(ct);
        return Show(new(found, version.Definition, differences, language.Say(CaseLine.Words(found.State, found.Decision, outcome)),
            services.GetRequiredService<CityProfile>().ContactOf(found.Department), language), StatusCodes.Status409Conflict);
    }
}
