using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Procedures;

/// <summary>Asks yes or no, and shows what follows. All of it stands in the address, which can be kept and sent on; of whom it is about
/// nothing stands there.</summary>
public sealed partial class AskGuide
{
    const string Route = ListGuides.Url + "/{code}";
    internal const string Again = "again";

    public static string UrlOf(string code) => $"{ListGuides.Url}/{code}";

    /// <summary>An entry as it can be done today.</summary>
    /// <param name="Card">It asks for the card: whether the city can look at one. Null where it asks for none.</param>
    public sealed record Step(GuideEntry Entry, Definition? Online, Contact? Counter, bool? Card = null)
    {
        public bool Begins => Online is not null && Card is not false;
    }

    /// <param name="Query">The answers as an address has them.</param>
    /// <param name="Steps">Null while something is asked.</param>
    public sealed record Page(Language Language, Guide Guide, Form Form, string Query, IReadOnlyList<Step>? Steps)
    {
        /// <summary>Whom to call while one answers: the first section of the event of life.</summary>
        public required Contact Help { get; init; }

        /// <summary>Where the counters are, each once.</summary>
        public IReadOnlyList<Contact> Counters => [.. (Steps ?? []).Select(s => s.Counter).OfType<Contact>().DistinctBy(c => c.Name)];

        /// <summary>The names of what is asked now.</summary>
        public string Asked => string.Join('.', Form.Questions.Where(Form.Visible).Select(q => q.Name));
    }

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Route, Permission.Public, Deed.None, Ask);

    internal static Guide Find(string code, Look look) =>
        look.City.Files<Guides>().All.FirstOrDefault(g => g.Code == code) ?? throw new NotHere();

    /// <summary>The answers that stand in the address; what is no answer to a question is left out.</summary>
    internal static Form Answered(Guide guide, HttpContext http, Language language) => guide.Ask(language, guide.Questions
        .Select((_, at) => (Name: Guide.NameAt(at), Said: http.Request.Query[Guide.NameAt(at)].ToString()))
        .Where(a => a.Said is "yes" or "no").ToDictionary(a => a.Name, a => a.Said));

    internal static IReadOnlyList<Step> Steps(Guide guide, Form form, Look look, Catalogue catalogue, bool cards) =>
        [.. from e in guide.For(form)
            let online = e.Procedure is { } code ? catalogue.Online(code, look.Today)?.Definition : null
            let byCard = online?.Identity is Identity.Card
            let counter = e.Department ?? (byCard && !cards ? online?.Department : null)
            select new Step(e, online, counter is { } at ? look.City.ContactOf(at, look.Today) : null, byCard ? cards : null)];

    static IResult Ask(string code, HttpContext http, Look look, Catalogue catalogue, ICardSignIn card)
    {
        var guide = Find(code, look);
        var form = Answered(guide, http, look.Language);
        var open = form.Questions.Where(q => form.Visible(q) && form.Field(q.Name).IsEmpty).ToList();
        var begun = form.Kept().Count > 0;
        // What an answer brings is asked next; only what was there to be answered is missing.
        var asked = http.Request.Query[Sent].ToString().Split('.');
        foreach (var q in open.Where(q => asked.Contains(q.Name))) form.Reject(q.Name, q.Kind.Missing(form.Field(q.Name)));
        var query = string.Join('&', form.Kept().OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}"));
        var done = begun && open.Count == 0 && !http.Request.Query.ContainsKey(Again);
        return Show(new(look.Language, guide, form, query, done
            ? Steps(guide, form, look, catalogue, card.Offered || look.Actor.Can(Permission.Card)) : null)
        {
            Help = look.City.ContactOf(look.City.Files<LifeEvents>().All.FirstOrDefault(e => e.Code == guide.LifeEvent)?.Departments
                .FirstOrDefault(), look.Today),
        });
    }

    /// <summary>The button of the questions says which there were: something is missing only after it was pressed.</summary>
    internal const string Sent = "sent";
}
