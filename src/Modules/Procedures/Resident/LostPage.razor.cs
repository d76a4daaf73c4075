using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Procedures;

/// <summary>A page was sent whose draft is no more: thrown away in another window, or past its days. What stood on it cannot be kept
/// and is shown, so that it can be copied.</summary>
public sealed partial class LostPage
{
    /// <summary>The hidden field that names the procedure: without the draft nothing else says what was asked.</summary>
    public const string Field = "_of";

    public sealed record Page(Definition Definition, bool Expired, IReadOnlyList<(string Label, string Words)> Typed);

    static readonly string Upload = FileKind.UploadKey("");

    /// <summary>The page that says so; null when nothing was typed, or what was asked is not known.</summary>
    /// <param name="expired">The draft, where it is still there.</param>
    /// <param name="number">The page of the form that was sent.</param>
    internal static async Task<IResult?> Of(HttpContext http, CityDb db, OpenDraft? expired, IFormCollection posted, int number,
        CancellationToken ct)
    {
        if (Asked(http, expired, posted) is not { } version) return null;
        var (language, actor, desk) = (Language.Of(http), http.Actor(), http.RequestServices.GetRequiredService<WritingDesk>());
        var (offers, home) = (new Offers { Record = Guid.Empty, Language = language }, await desk.Home(version, actor.Person, ct));
        var whole = await desk.Lay(db, version, new Dictionary<string, string>(), offers, actor.Account ?? Guid.Empty,
            new(home, actor.Person), language.Code, ct);
        var form = whole.Form;
        var brought = form.Pages.ElementAtOrDefault(number - 1)?.Questions
            .Where(q => posted.Keys.Any(key => key.Split('.')[0] == q.Name)).ToList() ?? [];
        form.Parse(posted, new FormPage("", brought));
        await desk.Offer(db, version.Definition, whole, offers, ct);
        var files = posted.Files.Where(f => f.Length > 0 && f.Name.EndsWith(Upload, StringComparison.Ordinal))
            .Select(f => (form.FileAt(f.Name[..^Upload.Length])?.Question.Label ?? f.Name, PlainText.Of(f.FileName)));
        return Say(version, expired, [.. brought.Select(q => (q.Label, Difference.Words(form, q))), .. files]);
    }

    /// <summary>The same for the check page, which only showed answers.</summary>
    internal static IResult? Of(HttpContext http, OpenDraft? expired, IFormCollection posted) =>
        Asked(http, expired, posted) is not { } version ? null : Say(version, expired,
            [.. Difference.Brought(posted[Difference.Field]).Select(w =>
                (version.Definition.Find(w.Key) is { } asked ? Language.Of(http).Say(asked.Label) : "", w.Value))]);

    static ProcedureVersion? Asked(HttpContext http, OpenDraft? expired, IFormCollection posted) =>
        expired?.Version ?? http.RequestServices.GetRequiredService<Catalogue>().Offered(posted[Field].ToString(),
            http.RequestServices.GetRequiredService<TimeProvider>().Today());

    static IResult? Say(ProcedureVersion version, OpenDraft? expired, IEnumerable<(string Label, string Words)> typed) =>
        typed.Where(t => t.Label.Length > 0 && t.Words.Length > 0).ToList() is { Count: > 0 } said
            ? Show(new(version.Definition, expired is not null, said), StatusCodes.Status410Gone) : null;
}
