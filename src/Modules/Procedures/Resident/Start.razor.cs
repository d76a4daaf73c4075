using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Before the first question: who fills in, drafts to go on with, and a button that starts a new one.</summary>
public sealed partial class Start
{
    public sealed record Shown(Language Language, Definition Definition, IReadOnlyList<DraftApplication> Drafts, bool MustBeLinked);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/procedures/{code}/apply", Permission.Public, Deed.None, Ask);
        app.MapAct("/procedures/{code}/apply", Permission.Applicant, ApplyDeeds.Start, Accept);
    }

    /// <summary>What the definition asks of a person before the first question.</summary>
    static Permission Needs(Definition definition) => definition.Identity is Identity.Account or Identity.Register ? Permission.Resident : Permission.Applicant;

    static async Task<IResult> Ask(string code, HttpContext http, CityDb db, Actor actor, Catalogue catalogue, CityProfile city, Mine mine, IRegister register, TimeProvider clock, CancellationToken ct)
    {
        var definition = (catalogue.Offered(code, clock.Today()) ?? throw new NotHere()).Definition;
        var need = Needs(definition);
        if (!actor.Can(need))
            return Results.Redirect(Doors.SignInUrl(http.Request.Path) + QueryString.Create([KeyValuePair.Create<string, string?>("back", http.Request.Path + http.Request.QueryString), KeyValuePair.Create<string, string?>("need", need.Code)]));
        if (definition.Identity is Identity.Register && actor.Person is { } person && await register.Refused(person, ct)) return NotOnline.Page(city, definition);
        var now = clock.GetUtcNow();
        var drafts = await mine.Drafts(db, actor).Where(d => d.Procedure == code && d.ExpiresAt > now).OrderByDescending(d => d.SavedAt).Take(10).ToListAsync(ct);
        return Show(new(Language.Of(http), definition, drafts, definition.Identity is Identity.Register && actor.Person is null));
    }

    static async Task<Answer> Accept(string code, HttpContext http, CityDb db, Actor actor, Catalogue catalogue, WritingDesk desk, Mine mine, IAccounts accounts, Journal journal, TimeProvider clock, CancellationToken ct)
    {
        var version = catalogue.Offered(code, clock.Today()) ?? throw new NotHere();
        if (!actor.Can(Needs(version.Definition))) throw new NotAllowed(Needs(version.Definition));
        if (version.Definition.Identity is Identity.Register && actor.Person is null) throw new Rule("", "アカウントと住民票が結び付いていないため、始められません。市民課の窓口で結び付けてください。");
        var face = actor.Kind is ActorKind.Resident && actor.Account is { } account ? await accounts.Find(db, account, ct) : null;
        var draft = Begin(version, actor, face, mine, clock);
        db.Add(draft);
        journal.About("draft", draft.Id, draft.Account).Fact("procedure", version.Code);
        return Answer.See(Language.Of(http).Url(DraftLinks.Page(draft.Id, 1)));
    }

    /// <summary>A new draft, filled in as far as the account knows.</summary>
    internal static DraftApplication Begin(ProcedureVersion version, Actor actor, AccountFace? face, Mine mine, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var known = new Dictionary<string, Value> { ["today"] = Value.Of(clock.Today()), ["applicant.mail"] = Value.Of(actor.Mail) };
        if (face is not null) WritingDesk.Add(known, face);
        var whole = new DefinitionForm(version.Definition, new(known));
        whole.Prefill();
        if (face is { Town: { Length: > 0 } town })
            foreach (var question in version.Definition.Questions.Where(q => q.Kind == "address" && q.Prefill == "applicant.address"))
                whole.Form.Fill(question.Name, new AddressAnswer(face.Postal ?? "", town, face.Street ?? "", face.Building ?? ""));
        return new()
        {
            Id = clock.NewId(), Procedure = version.Code, Definition = version.Hash, ApplicantKind = actor.Kind, Account = actor.Account ?? throw new NotHere(), MailKey = mine.KeyOf(actor), Person = actor.Person,
            StartedAt = now, Name = face?.Name ?? "", Kana = face?.Kana ?? "", Answers = AnswersJson.Write(whole.Form.Answers), SavedAt = now, ExpiresAt = now + DraftApplication.Stay,
        };
    }
}

/// <summary>
/// Refused online in words that tell nobody why (支援措置). Asked while asking and right before the turn of a submission, never inside it:
/// the register lies behind another door. The officer's page asks again.
/// </summary>
static class NotOnline
{
    public static IResult Page(CityProfile city, Definition definition) => Trouble.Show(new(
        "この手続は、オンラインでは受け付けられません",
        [$"お手数ですが、{city.Department(definition.Department)?.Name ?? "担当の課"}の窓口か電話でお問い合わせください。", "入力した内容は、どこにも送られていません。"],
        new("トップページへ戻る", "/")));
}
