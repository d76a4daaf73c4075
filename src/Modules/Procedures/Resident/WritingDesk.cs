using System.Globalization;
using Keyaki.Contracts;
using Keyaki.Contracts.Procedures;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>A draft laid open: the definition that it is pinned to, its answers as a form, and the household where the definition reads
/// it.</summary>
public sealed record OpenDraft(DraftApplication Draft, ProcedureVersion Version, DefinitionForm Whole, Offers Offers,
    RegisterHousehold? Home)
{
    public Definition Definition => Version.Definition;
    public Form Form => Whole.Form;

    /// <summary>The page with that number, from 1; null when there is none or nothing is asked on it.</summary>
    public FormPage? Page(int number) => number >= 1 && number <= Form.Pages.Count && Form.Visible(Form.Pages[number - 1])
        ? Form.Pages[number - 1] : null;

    public int NumberOf(FormPage page) => Form.Pages.ToList().IndexOf(page) + 1;
}

/// <summary>記載台: where a person fills in. Lays drafts and applications open as forms, with the city's towns, the files and the days
/// that are left.</summary>
public sealed class WritingDesk(Catalogue catalogue, TownList towns, Mine mine, IAccounts accounts, IRegister register,
    ISlots places, TimeProvider clock)
{
    /// <summary>The draft of this person; null when there is none (never was, was submitted, is somebody else's).</summary>
    public async Task<OpenDraft?> Open(CityDb db, Guid id, Actor actor, string language, CancellationToken ct)
    {
        if (await mine.Draft(db, id, actor, ct) is not { } draft) return null;
        var version = await catalogue.Pinned(db, draft.Definition, ct);
        var (offers, home) = (new Offers { Record = draft.Id, Language = new(language) }, await Home(version, actor.Person, ct));
        var whole = await Lay(db, version, AnswersJson.Read(draft.Answers), offers, draft.Account, new(home, actor.Person), language, ct);
        await Offer(db, version.Definition, whole, offers, ct);
        return new(draft, version, whole, offers, home);
    }

    /// <summary>The household of the register, where the definition reads it. Behind another door: never inside a turn.</summary>
    public async Task<RegisterHousehold?> Home(ProcedureVersion version, Guid? person, CancellationToken ct) =>
        version.ReadsRegister && person is { } id ? await register.Household(id, ct) : null;

    /// <summary>Answers as a form in which something may still be changed.</summary>
    public async Task<DefinitionForm> Lay(
        CityDb db,
        ProcedureVersion version,
        IReadOnlyDictionary<string, string> answers,
        Offers offers,
        Guid account,
        Household household,
        string language,
        CancellationToken ct,
        DateTimeOffset? then = null)
    {
        await Files(db, version.Definition, offers, account, ct);
        return new(version.Definition, new(await Surrounding(db, version, account, offers.Record, household, ct, then))
        {
            Language = language,
            Towns = towns.Towns, Map = towns.Map, Files = offers.File, Days = offers.For,
            Members = HouseholdFacts.Members(household.Home, new(language)), Outside = household.Outside,
        },
            answers);
    }

    /// <summary>What was submitted, to be read: the day that was taken is the only one.</summary>
    public async Task<DefinitionForm> Show(CityDb db, ProcedureVersion version, Application application, RegisterHousehold? home,
        CancellationToken ct, string language = "ja")
    {
        var offers = new Offers { Record = application.Id, Language = new(language) };
        await Files(db, version.Definition, offers, application.Account, ct);
        var answers = AnswersJson.Read(application.Answers);
        // What it cost and said then, it says still.
        var known = await Surrounding(db, version, application.Account, application.Id, new(home, application.Person), ct,
            application.ArrivedOn?.Midnight() ?? application.SubmittedAt);
        var whole = new DefinitionForm(version.Definition, new(known)
        {
            Language =
            language, Towns = towns.Towns, Map = towns.Map, Files = offers.File, Days = _ => Own(version.Definition, answers, new(language))
        }, answers);
        whole.Form.OfferAll();
        return whole;
    }

    /// <summary>Looks up the places that are left for these answers and offers them; call it again after answers changed.</summary>
    public async Task Offer(CityDb db, Definition definition, DefinitionForm whole, Offers offers, CancellationToken ct)
    {
        if (definition.Capacity is not null && definition.SlotKeyFor(whole.Facts) is { } key && key != offers.Key)
        {
            var slots = (await places.Offered(db, definition, whole.Facts, clock.Today(), ct)).FindAll(s => s.Places > 0);
            offers.Set(key, slots, await places.Taken(db, slots, offers.Record, clock.GetUtcNow(), ct));
        }
        whole.Renew();
    }

    /// <summary>Looks the files up again, after some were taken in.</summary>
    public async Task Files(CityDb db, Definition definition, Offers offers, Guid account, CancellationToken ct)
    {
        if (offers.Uploads is not null || !definition.Questions.Any(q => q.TakesFile)) return;
        var record = offers.Record;
        offers.Keep(await db.Set<StoredFile>().AsNoTracking().Where(f => f.UsedBy == record || f.UsedBy == null && f.Owner == account)
            .ToListAsync(ct));
    }

    static IReadOnlyList<Ui.Option> Own(Definition definition, IReadOnlyDictionary<string, string> answers, Language language) =>
        definition.Capacity is { } capacity && answers.TryGetValue(capacity.Day, out var raw)
            && DateOnly.TryParseExact(raw, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? [new(raw, language.Say(day))] : [];

    /// <summary>What the definition's conditions may read beside the answers.</summary>
    public async Task<Dictionary<string, Value>> Surrounding(CityDb db, ProcedureVersion version, Guid account, Guid record,
        Household household, CancellationToken ct, DateTimeOffset? then = null)
    {
        var now = then ?? clock.GetUtcNow();
        var known = new Dictionary<string, Value> { ["today"] = Value.Of(now.Day()) };
        if (version.Definition.Budget is { } budget)
            known["budget.left"] = Value.Of(
            (decimal)(await YearBudget.Of(db, version.Definition, budget, now, record, ct)).Free.Amount);
        if (household.TypedIn) { if (household.Person is { } person) Add(known, HouseholdFacts.Face(person)); }
        else if (version.ReadsApplicant && await accounts.Find(db, account, ct) is { } face) Add(known, face);
        if (household.Home is { } home) HouseholdFacts.Add(known, home, household.Applicant);
        return known;
    }

    /// <summary>Fills in what is known of the applicant; an address is of several parts.</summary>
    internal static void Prefill(DefinitionForm whole, Definition definition, AccountFace? face)
    {
        whole.Prefill();
        if (face is not { Town: { Length: > 0 } town }) return;
        foreach (var question in definition.Questions.Where(q => q.Kind == "address" && q.Prefill == "applicant.address"))
            whole.Form.Fill(question.Name, new AddressAnswer(face.Postal ?? "", town, face.Street ?? "", face.Building ?? ""));
    }

    /// <summary>What an account knows of the applicant, under the names that definitions use.</summary>
    public static void Add(Dictionary<string, Value> known, AccountFace face)
    {
        known["applicant.name"] = Value.Of(face.Name);
        known["applicant.kana"] = Value.Of(face.Kana);
        known["applicant.mail"] = Value.Of(face.Mail);
        known["applicant.phone"] = Value.Of(face.Phone);
        known["applicant.sex"] = Value.Of(face.Sex);
        if (face.Birth is { } birth) known["applicant.birth"] = Value.Of(birth);
        if (face.Town is { } town) known["applicant.address"] = Value.Of(town + face.Street);
    }
}

/// <summary>What is looked up for one form: the files of its record, and the days with places left for its slot key.</summary>
public sealed class Offers
{
    IReadOnlyList<Ui.Option> options = [];
    Dictionary<Guid, FileFace> files = [];

    public required Guid Record { get; init; }

    /// <summary>Looks a file up when it is asked for, where it may have come with this very request; null where those of the record are
    /// looked up together.</summary>
    public Func<string, FileFace?>? Uploads { get; init; }
    public Language Language { get; init; } = new("ja");
    public string? Key { get; private set; }

    /// <summary>A day as a choice.</summary>
    internal void Set(string key, IReadOnlyList<Slot> slots, IReadOnlyDictionary<DateOnly, int> taken)
    {
        Key = key;
        options = [.. slots.Select(s => (Slot: s, Left: Math.Max(0, s.Places - taken.GetValueOrDefault(s.Day))))
            .Select(s => new Ui.Option(s.Slot.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Language.Say(s.Slot.Day),
                s.Left == 0 ? Language.Pick("空きがありません", "いっぱいです", "no places left")
                    : Language.Pick($"残り{s.Left}枠", $"あいています（あと {s.Left}）", $"{s.Left} places left"), s.Left == 0))];
    }

    internal IReadOnlyList<Ui.Option> For(string key) => key == Key ? options : [];

    internal void Keep(IEnumerable<StoredFile> found) =>
        files = found.ToDictionary(f => f.Id, f => new FileFace(f.Id.ToString("N"), f.Name, f.Size, Links.File(f.Id),
            f.Shut?.In(Language.Code).Words));

    internal FileFace? File(string id) => Uploads is { } sent ? sent(id)
        : Guid.TryParse(id, out var guid) ? files.GetValueOrDefault(guid) : null;
}
