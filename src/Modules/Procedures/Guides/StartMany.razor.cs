using System.Globalization;
using Keyaki.Contracts;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Procedures;

/// <summary>Begins several procedures at one time. What two of them ask and the account does not know is asked here once.</summary>
public sealed partial class StartMany
{
    internal const string Chosen = "procedure";
    const string Day = "day";
    const int Most = 20;

    public static string UrlOf(string code) => $"{AskGuide.UrlOf(code)}/start";

    /// <param name="Unlinked">What was chosen and cannot be begun here, because the account is not linked to the register.</param>
    public sealed record Page(Language Language, Guide Guide, Form Form, IReadOnlyList<Definition> Definitions,
        IReadOnlyList<Definition> Unlinked, string Back)
    {
        /// <summary>What is begun last, because it asks for the card, and where the card is shown.</summary>
        public IReadOnlyList<Definition> ByCard { get; init; } = [];
        public string ToCard { get; init; } = "";

        /// <summary>What asks for the card in a city that cannot look at one: whom to see.</summary>
        public IReadOnlyList<(Definition Definition, Contact Counter)> AtCounter { get; init; } = [];

        /// <summary>How many of what was chosen were begun before.</summary>
        public int Begun { get; init; }
    }

    const string Before = "begun";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(UrlOf("{code}"), Permission.Public, ApplyDeeds.Start, Build, Ask, Accept);

    /// <summary>Those of them that this person can begin: one that asks the register waits for the link, one that asks for the card for the
    /// card, and neither keeps another back.</summary>
    static IReadOnlyList<ProcedureVersion> Versions(string code, HttpContext http, Look look, Catalogue catalogue) =>
        Ready(Wished(code, http, look, catalogue), look);

    static IReadOnlyList<ProcedureVersion> Ready(IEnumerable<ProcedureVersion> wished, Look look) =>
        [.. wished.Where(v => !Unlinked(v, look) && !LacksCard(v, look)).OrderBy(v => v.Definition.Identity is Identity.Card)];

    static bool LacksCard(ProcedureVersion version, Look look) => Start.Lacks(version.Definition, look.Actor) == Permission.Card;

    static bool Unlinked(ProcedureVersion version, Look look) =>
        version.Definition.Identity.KnowsRegister() && look.Actor is { Kind: ActorKind.Resident, Person: null };

    /// <summary>Those that were chosen among what the answers lead to.</summary>
    static IReadOnlyList<ProcedureVersion> Wished(string code, HttpContext http, Look look, Catalogue catalogue)
    {
        var guide = AskGuide.Find(code, look);
        var led = guide.For(AskGuide.Answered(guide, http, look.Language)).Select(e => e.Procedure).ToHashSet();
        return [.. http.Request.Query[Chosen].OfType<string>().Distinct().Where(led.Contains)
            .Select(c => catalogue.Online(c, look.Today)).OfType<ProcedureVersion>().Take(Most)];
    }

    static Permission? Lacks(IEnumerable<ProcedureVersion> versions, Actor actor) => versions
        .Select(v => Start.Lacks(v.Definition, actor)).OfType<Permission>()
        .OrderByDescending(p => p == Permission.Resident)
        .FirstOrDefault();

    static async Task<Form> Build(string code, HttpContext http, Look look, Catalogue catalogue, IAccounts accounts, TownList towns)
    {
        var versions = Versions(code, http, look, catalogue);
        var known = new Dictionary<string, Value>();
        if (look.Actor is { Kind: ActorKind.Resident, Account: { } account }
            && await accounts.Find(look.Db, account, look.Stop) is { } face)
            WritingDesk.Add(known, face);
        else known["applicant.mail"] = Value.Of(look.Actor.Mail);
        var guide = AskGuide.Find(code, look);
        var day = guide.Day is { } called && versions.SelectMany(v => Entries(guide, v)).Any(e => e.Fill.Any(f => f.Said == GuideEntry.Day))
            ? new Ui.Question(Day, new DateKind(), look.Language.Say(called)) { Required = false } : null;
        var shared = Shared.Of([.. versions.Select(v => v.Definition.On(look.Today))])
            .Where(s => known.GetValueOrDefault(s.Prefill ?? "").IsMissing).Select(s => s.Ask(look.Language));
        return new([.. day is null ? shared : shared.Prepend(day)]) { Language = look.Language.Code, Towns = towns.Towns };
    }

    static IEnumerable<GuideEntry> Entries(Guide guide, ProcedureVersion version) => guide.Entries.Where(e => e.Procedure == version.Code);

    static IResult Ask(string code, HttpContext http, Form form, Look look, Catalogue catalogue, ICardSignIn card)
    {
        var (guide, wished) = (AskGuide.Find(code, look), Wished(code, http, look, catalogue));
        var (versions, waits) = (Ready(wished, look), wished.Where(v => LacksCard(v, look)).ToList());
        var back = $"{AskGuide.UrlOf(code)}{http.Request.QueryString}";
        if (wished.Count == 0) return Results.Redirect(back);
        if (Lacks(wished.Except(waits), look.Actor) is { } need) return Results.Redirect(Start.SignIn(http, need));
        return Show(new(look.Language, guide, form, [.. versions.Select(v => v.Definition)],
            [.. wished.Except(versions).Except(waits).Select(v => v.Definition)], back)
        {
            ByCard = card.Offered ? [.. waits.Select(v => v.Definition)] : [],
            AtCounter = card.Offered ? []
                : [.. waits.Select(v => (v.Definition, look.City.ContactOf(v.Definition.Department, look.Today)))],
            // Whoever has the card shown comes back to what waits for it alone.
            ToCard = Start.ToCard(Only(http, code, waits)),
            Begun = int.TryParse(http.Request.Query[Before], out var begun) ? begun : 0,
        });
    }

    /// <summary>This page with the answers that led to it, for these of what was chosen.</summary>
    static string Only(HttpContext http, string code, IEnumerable<ProcedureVersion> which, int begun = 0) => UrlOf(code)
        + QueryString.Create(
        http.Request.Query.Where(q => q.Key is not (Chosen or Before)).SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v)))
            .Concat(which.Select(v => KeyValuePair.Create(Chosen, (string?)v.Code)))
            .Concat(begun == 0 ? [] : [KeyValuePair.Create(Before, (string?)begun.ToString(CultureInfo.InvariantCulture))]));

    static async Task<Answer> Accept(string code, HttpContext http, Form form, Turn turn, Catalogue catalogue, Starting starting)
    {
        var (guide, versions) = (AskGuide.Find(code, turn), Versions(code, http, turn, catalogue));
        if (versions.Count == 0) throw new NotHere();
        if (Lacks(versions, turn.Actor) is { } need)
        {
            turn.Journal.Nothing();
            return Answer.See(Start.SignIn(http, need));
        }
        var (drafts, token) = await starting.Begin(versions, turn, http);
        var shared = Shared.Of([.. versions.Select(v => v.Definition.On(turn.Today))]);
        var (led, day) = (guide.For(AskGuide.Answered(guide, http, turn.Language)), form.Questions.Any(q => q.Name == Day)
            ? form.Value(Day) as DateOnly? : null);
        foreach (var (draft, version) in drafts.Zip(versions))
        {
            var answers = AnswersJson.Read(draft.Answers);
            foreach (var each in form.Questions)
                if (shared.FirstOrDefault(s => s.Name == each.Name)?.In(version.Definition) is { } question)
                    foreach (var (name, said) in form.AnswersOf(each).Where(a => a.Value.Length > 0))
                        answers[question.Name + name[each.Name.Length..]] = said;
            var laid = new Form(DefinitionShape.Of(version.Definition, turn.Language.Code).Form, answers);
            foreach (var entry in Entries(guide, version).Where(led.Contains)) entry.FillIn(laid, day);
            draft.Answers = AnswersJson.Write(laid.Answers);
        }
        var last = Wished(code, http, turn, catalogue).Where(v => LacksCard(v, turn)).ToList();
        var url = last.Count > 0 ? Only(http, code, last, drafts.Count) : drafts is [var one] ? DraftLinks.Page(one.Id, 1) : Links.MyPage;
        return token is null ? Answer.See(turn.Language.Url(url)) : Answer.See(turn.Language.Url(url)).SignedIn(ActorKind.Guest, token);
    }
}

/// <summary>A question that several definitions ask: for what an account would know, or for the account that is paid to.</summary>
sealed record Shared(string Name, string? Prefill, Question Question, Definition First)
{
    static string? Key(Question q) => q.Prefill ?? (q.Kind == "bank" ? q.Kind : null);

    /// <summary>In the order of the first that asks.</summary>
    public static IReadOnlyList<Shared> Of(IReadOnlyList<Definition> definitions) =>
        [.. definitions.SelectMany(d => d.Questions.Where(q => Key(q) is not null).Select(q => (Definition: d, Question: q)))
            .GroupBy(x => (Key(x.Question), x.Question.Kind)).Where(same => same.Select(x => x.Definition.Code).Distinct().Count() > 1)
            .Select((same, at) => new Shared($"shared{at + 1}", same.First().Question.Prefill, same.First().Question,
                same.First().Definition))];

    /// <summary>The same question of this definition.</summary>
    public Question? In(Definition definition) =>
        definition.Questions.FirstOrDefault(q => Key(q) == Key(Question) && q.Kind == Question.Kind);

    /// <summary>Asked beforehand it may stay open: whether the answer will do is for each procedure to say.</summary>
    public Ui.Question Ask(Language language) => DefinitionShape.Of(First, language.Code).Form.Pages.SelectMany(p => p.Questions)
        .First(q => q.Name == Question.Name) with
    { Name = Name, When = null, Checks = [], Required = false };
}
