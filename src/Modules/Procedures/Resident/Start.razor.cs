using Keyaki.Contracts;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Before the first question: who fills in, drafts to go on with, and a button that starts a new one.</summary>
public sealed partial class Start
{
    public sealed record Page(Language Language, Definition Definition, IReadOnlyList<DraftApplication> Drafts, bool MustBeLinked,
        Contact Contact, IReadOnlyList<CaseLine> Earlier)
    {
        /// <summary>The link can be had by a card as well.</summary>
        public bool ByCard { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/procedures/{code}/apply", Permission.Public, Deed.None, Ask);
        app.MapAct("/procedures/{code}/apply", Permission.Public, ApplyDeeds.Start, Accept);
    }

    /// <summary>What the definition asks of a person before the first question and this one has not shown yet; null when the questions
    /// can begin.</summary>
    internal static Permission? Lacks(Definition definition, Actor actor) => definition.Identity switch
    {
        Identity.None => null,
        Identity.Mail => actor.Kind is ActorKind.Resident || actor is { Kind: ActorKind.Guest, Mail: not null } ? null
            : Permission.Applicant,
        Identity.Card => actor.Can(Permission.Card) ? null : Permission.Card,
        _ => actor.Can(Permission.Resident) ? null : Permission.Resident,
    };

    /// <summary>A draft that needs the card is open in a visit without one: what is in it waits.</summary>
    internal static bool LacksCard(OpenDraft open, Actor actor) => Lacks(open.Definition, actor) == Permission.Card;

    /// <summary>Where the card is shown by whoever goes on with this page.</summary>
    internal static string ToCard(string page) => Back.Link(Links.NeedCard, ("back", page));

    internal static string SignIn(HttpContext http, Permission need) => need == Permission.Card
        ? Back.Link(Links.NeedCard, ("back", http.Request.Path + http.Request.QueryString))
        : http.Door().SignIn + QueryString.Create([KeyValuePair.Create<string, string?>("back",
            http.Request.Path + http.Request.QueryString),
        KeyValuePair.Create<string, string?>("need", need.Code)]);

    static async Task<IResult> Ask(string code, HttpContext http, Look look, Catalogue catalogue, Mine mine, WritingDesk desk,
        IRegister register, ICardSignIn card)
    {
        var version = catalogue.Online(code, look.Today) ?? throw new NotHere();
        var definition = version.Definition;
        if (Lacks(definition, look.Actor) is { } need) return Results.Redirect(SignIn(http, need));
        if (definition.Identity.KnowsRegister() && look.Actor.Person is { } person
            && (await register.Refused(person, look.Stop) || version.ReadsRegister
            && await desk.Home(version, person, look.Stop) is null)) return NotOnline.Page(look.City, definition, look.Today);
        var now = look.Now;
        var drafts = await mine.Drafts(look.Db, look.Actor).Where(d => d.Procedure == code && d.ExpiresAt > now)
            .OrderByDescending(d => d.SavedAt)
            .Take(10).ToListAsync(look.Stop);
        return Show(new(look.Language, definition, drafts, definition.Identity is Identity.Register && look.Actor.Person is null,
            look.City.ContactOf(definition.Department, look.Today),
            await Earlier(look.Db, look.Actor, mine, code, look.Clock, look.Stop, catalogue, look.Language))
        { ByCard = card.Offered });
    }

    /// <summary>What this person has under way for the same procedure: a second one is asked about first.</summary>
    internal static async Task<IReadOnlyList<CaseLine>> Earlier(CityDb db, Actor actor, Mine mine, string code, TimeProvider clock,
        CancellationToken ct, Catalogue? catalogue = null, Language language = default)
    {
        if (actor.Account is null) return [];
        var (today, open) = (clock.Today(), OpenStates);
        var found = await mine.Applications(db, actor)
            .Where(a => a.Procedure == code && (open.Contains(a.State) || a.State == ApplicationState.Granted && a.Day >= today))
            .OrderByDescending(a => a.StartedAt).Take(5)
                .Select(a => new { a.Id, a.State, a.Decision, a.Number, a.SubmittedAt, a.ChangedAt, a.Day }).ToListAsync(ct);
        return [.. found.Select(a => new CaseLine(catalogue?.TitleOf(code, language) ?? "", Contracts.Links.Application(a.Id),
            language.Say(CaseLine.Words(a.State, a.Decision)), CaseLine.ToneOf(a.State), a.SubmittedAt ?? a.ChangedAt, a.Number?.ToString(),
            a.Day is { } day ? CaseLine.Booked(day, language) : null, CaseGroup.Going))];
    }

    static readonly ApplicationState[] OpenStates = [.. Enum.GetValues<ApplicationState>().Where(s => s.IsOpen())];

    static async Task<Answer> Accept(string code, HttpContext http, Turn turn, Catalogue catalogue, Starting starting)
    {
        var version = catalogue.Online(code, turn.Today) ?? throw new NotHere();
        if (Lacks(version.Definition, turn.Actor) is { } need)
        {
            turn.Journal.Nothing();
            return Answer.See(SignIn(http, need));
        }
        if (version.Definition.Limits.Closed(turn.Today) is { } closed) throw new Rule("", closed);
        var (drafts, token) = await starting.Begin([version], turn, http);
        var first = Answer.See(turn.Language.Url(DraftLinks.Page(drafts[0].Id, 1)));
        return token is null ? first : first.SignedIn(ActorKind.Guest, token);
    }
}

/// <summary>Begins drafts: one, or several at one time.</summary>
sealed class Starting(Mine mine, IAccounts accounts, Throttle throttle)
{
    /// <summary>Visits that may be begun within an hour from one line without saying who one is.</summary>
    const int MostFromOneLine = 60;

    /// <summary>A draft for each, in their order; with a token where a visit begins with them.</summary>
    public async Task<(IReadOnlyList<DraftApplication> Drafts, string? Token)> Begin(IReadOnlyList<ProcedureVersion> versions, Turn turn,
        HttpContext http)
    {
        if (versions.Any(v => v.Definition.Identity.KnowsRegister()) && turn.Actor.Person is null)
            throw new Rule("", new Text("アカウントと住民票が結び付いていないため、始められません。市民課の窓口で結び付けてください。", "アカウントと 住民票が つながって いません。市民課の まどぐちに 来て ください。",
            "Your account is not linked to the resident register. Please have it linked at the counter of the Citizens Section."));
        var (me, token) = turn.Actor.Account is not null ? (turn.Actor, null) : await Visit(turn, http);
        var face = me is { Kind: ActorKind.Resident, Account: { } account } ? await accounts.Find(turn.Db, account, turn.Stop) : null;
        var drafts = versions.Select(v => Draft(v, me, face, mine, turn.Clock)).ToList();
        turn.Db.AddRange(drafts);
        turn.Journal.About("draft", drafts[0].Id, drafts[0].Account).Fact("procedure", versions[0].Code);
        foreach (var (draft, version) in drafts.Zip(versions).Skip(1))
            new Journal().About("draft", draft.Id, draft.Account).Fact("procedure", version.Code)
                .Write(turn.Db, turn.Clock, me, ApplyDeeds.Start);
        return (drafts, token);
    }

    /// <summary>Nobody is asked who they are: the visit itself owns what is begun, and its link leads back.</summary>
    async Task<(Actor Me, string? Token)> Visit(Turn turn, HttpContext http)
    {
        await throttle.Often(turn.Db, "visits", MostFromOneLine,
            new("お使いの回線から、手続を続けて始めました。", "なんども はじめました。", "Too many were begun from your line."), http, turn.Stop);
        var (session, token) = Doors.Open(turn.Clock, ActorKind.Guest, turn.NewId(), device: Device.Of(http));
        turn.Db.Add(session);
        return (new Actor(ActorKind.Guest, session.Account), token);
    }

    /// <summary>A new draft, filled in as far as the account knows.</summary>
    internal static DraftApplication Draft(ProcedureVersion version, Actor actor, AccountFace? face, Mine mine, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var known = new Dictionary<string, Value> { ["today"] = Value.Of(clock.Today()), ["applicant.mail"] = Value.Of(actor.Mail) };
        if (face is not null) WritingDesk.Add(known, face);
        var whole = new DefinitionForm(version.Definition, new(known));
        WritingDesk.Prefill(whole, version.Definition, face);
        return new()
        {
            Id = clock.NewId(), Procedure = version.Code, Definition = version.Hash, ApplicantKind = actor.Kind,
            Account = actor.Account ?? throw new NotHere(), MailKey = mine.KeyOf(actor),
            SealedMail = actor.Kind is ActorKind.Guest ? mine.Seal(actor.Mail) : null, Person = actor.Person,
            StartedAt = now, Name = face?.Name ?? "", Kana = face?.Kana ?? "", Answers = AnswersJson.Write(whole.Form.Answers),
            SavedAt = now, ExpiresAt = now + DraftApplication.Stay,
        };
    }
}

/// <summary>
/// Refused online in words that tell nobody why (支援措置, or a record that was closed). Asked while asking and right before the turn of a
/// submission, never inside it: the register lies behind another door. The officer's page asks again.
/// </summary>
static class NotOnline
{
    public static IResult Page(CityProfile city, Definition definition, DateOnly today) => Trouble.Show(new(
        new("この手続は、オンラインでは受け付けられません", "この てつづきは、ここでは できません", "This cannot be done online"),
        [
            new($"お手数ですが、{Department(city, definition, today)}の窓口か電話でお問い合わせください。",
                $"{Department(city, definition, today)}の まどぐちに 来るか、電話して ください。",
                $"Please come to the counter of {Department(city, definition, today)}, or call."),
            new("入力した内容は、どこにも送られていません。", "書いた ものは、どこにも おくって いません。", "Nothing that you entered has been sent."),
        ],
        Trouble.Home, Contact: city.ContactOf(definition.Department, today)));

    static string Department(CityProfile city, Definition definition, DateOnly today) =>
        city.Department(definition.Department, today)?.Name ?? city.City.Name;
}
