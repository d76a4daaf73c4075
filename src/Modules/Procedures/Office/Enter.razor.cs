using System.Globalization;
using Keyaki.Contracts;
using Keyaki.Contracts.Residents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>代行入力: an officer types in what came on paper, was said by telephone or at the counter, on one page and through the
/// applicant's own form.</summary>
public sealed partial class Enter
{
    internal const string Url = WorkList.Path + "/enter", Day = "day", Paid = "paid", Beyond = "beyond",
        Whom = "person", Outside = "outsider";
    internal const int LongestReason = 500;

    /// <param name="Fee">What these answers cost.</param>
    /// <param name="Person">For whom the register is read; null where it is not.</param>
    /// <param name="Over">Why the applicant could not send it by themselves; the officer may go on with a reason.</param>
    public sealed record Page(
        ProcedureVersion Version,
        Form Form,
        string Channel,
        DateOnly Arrived,
        DateOnly Today,
        Yen Fee,
        bool Paid,
        string? Over,
        string Why,
        string? Person);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, Office.Handle, Deed.None, ChooseEntry.Ask);
        app.MapForm(Url + "/{procedure}/{channel}", Office.Handle, OfficeDeeds.Enter, Build, Ask, Accept, OfficeDeeds.LookAtRegister)
            .Taking(Takes.Attachments, PostRoom.OfEntry);
        app.MapAct(Url + "/{procedure}/{channel}" + KeptEntry.Route, Office.Handle, OfficeDeeds.KeepEntry, KeptEntry.Keep)
            .Taking(Takes.Attachments, PostRoom.OfEntry);
    }

    internal static string Of(string procedure, string channel) => $"{Url}/{procedure}/{channel}";

    /// <summary>What this officer may type in: what reads the register, only with the power to look for a person there.</summary>
    internal static IEnumerable<ProcedureVersion> Typable(Catalogue catalogue, Look look, DateOnly day) =>
        catalogue.Online(day).Where(v => look.Departments.Contains(v.Definition.Department)
            && (!ReadsPerson(v) || look.Actor.Can(RegisterSearch.Finding)));

    /// <summary>Whether it reads what the register, or an account, knows of the person.</summary>
    internal static bool ReadsPerson(ProcedureVersion version) =>
        version.ReadsRegister || version.ReadsApplicant || version.Definition.Identity.KnowsRegister();

    internal static ProcedureVersion Version(string procedure, string channel, Look look, Catalogue catalogue) =>
        Channels.Typed.Contains(channel) && Typable(catalogue, look, Arrived(look)).FirstOrDefault(v => v.Code == procedure) is { } version
            ? version : throw new NotHere();

    /// <summary>Whom the officer found in the register; asked before a turn, never inside one.</summary>
    /// <exception cref="Rule">what the register has of them is not for this officer, or the record is closed.</exception>
    internal static async Task<Household> Home(Guid person, Look look, IRegister register) =>
        await register.Hides(person, look.Actor, look.Stop)
            ? throw new Rule("", "この方の申し込みは、この画面では入力できません。市民課の係長に相談してください。")
            : await register.Household(person, look.Stop) is { } home ? new(home, person) { TypedIn = true }
            : throw new Rule("", "この方の住民記録は、今はありません。市民課に確かめてください。");

    /// <summary>Of whom the register is read: none where nothing is read, or where an agent comes whom it does not know.</summary>
    internal static Guid? Person(Look look, ProcedureVersion version) => !ReadsPerson(version) || IsOutside(look, version) ? null
        : Guid.TryParse(look.Query[Whom], out var id) ? id : throw new NotHere();

    internal static bool IsOutside(Look look, ProcedureVersion version) =>
        version.Definition.Persons.TakesOutsiders && look.Query[Outside] == "1";

    static async Task<Form> Build(string procedure, string channel, HttpContext http, Look look, Catalogue catalogue, WritingDesk desk,
        IRegister register)
    {
        var version = Version(procedure, channel, look, catalogue);
        return await Laid(version, look, catalogue, desk, HttpMethods.IsPost(http.Request.Method)
            ? await http.Request.ReadFormAsync(look.Stop) : null, Person(look, version) is { } person
            ? await Home(person, look, register) : IsOutside(look, version) ? Household.Outsider : new(null, null));
    }

    /// <summary>The form with what is posted, with what was kept of it, or with what the register knows.</summary>
    internal static async Task<Form> Laid(ProcedureVersion version, Look look, Catalogue catalogue, WritingDesk desk,
        IFormCollection? posted, Household home)
    {
        var (arrived, procedure) = (Arrived(look), version.Code);
        var kept = await KeptEntry.Of(look, catalogue);
        if (kept is not null && (kept.Procedure != procedure || kept.Person != home.Applicant)) throw new NotHere();
        var offers = new Offers { Record = Guid.Empty, Uploads = Upload.Of(look) };
        var whole = await desk.Lay(look.Db, version with { Definition = version.Definition.TypedIn }, kept is null
            ? new Dictionary<string, string>() : AnswersJson.Read(kept.Answers),
            offers, look.Me, home, "ja", look.Stop, arrived < look.Today ? arrived.Midnight() : null);
        // What may be chosen, and which days have places, hangs on what is posted.
        if (posted is not null) whole.Form.Parse(posted);
        else if (kept is null && home.Outside) whole.Form.Fill(Persons.For, Persons.Outsider);
        else if (kept is null && home.Person is { } person) WritingDesk.Prefill(whole, version.Definition, HouseholdFacts.Face(person));
        await desk.Offer(look.Db, version.Definition, whole, offers, look.Stop);
        return whole.Form;
    }

    static async Task<IResult> Ask(string procedure, string channel, HttpContext http, Form form, Look look, Catalogue catalogue)
    {
        var (arrived, whole) = (Arrived(look), (DefinitionForm)(form.Maker ?? throw new NotHere()));
        var version = Version(procedure, channel, look, catalogue);
        var person = Person(look, version);
        if (person is { } one && (look.Afresh || !await Noted(look, one))) look.Journal.About(Record, one, one).For(OfficeDeeds.Purpose);
        else look.Journal.Nothing();
        var fee = new Yen(version.Definition.FeeFor(whole.Facts) ?? 0);
        var posted = HttpMethods.IsPost(http.Request.Method) ? http.Request.Form : FormCollection.Empty;
        return Show(new(version, form, channel, arrived, look.Today, fee, posted[Paid] == "yes", await Over(look, version, whole, arrived),
            posted[Beyond].ToString(), person is null ? null : whole.Facts.Context("applicant.name").Text));
    }

    const string Record = "person";

    /// <summary>A page that comes back to the same officer (with what an answer brings, with what is wrong) is one look with the one
    /// before it.</summary>
    static readonly TimeSpan OneLook = TimeSpan.FromHours(1);

    static Task<bool> Noted(Look look, Guid person)
    {
        var (me, since, code) = (look.Me, look.Now - OneLook, OfficeDeeds.LookAtRegister.Code);
        return look.Db.Set<JournalEntry>().AnyAsync(e => e.RecordKind == Record && e.RecordId == person && e.At > since
            && e.Account == me && e.Code == code, look.Stop);
    }

    /// <summary>Period, places and times for each person bind what is typed in, too. Nobody has shown who they are: who has the same name
    /// and reading is taken for the same person, and the officer knows better.</summary>
    static async Task<string?> Over(Look look, ProcedureVersion version, DefinitionForm whole, DateOnly arrived)
    {
        if (version.Definition.Limits is var limits && limits == Limits.None) return null;
        var all = look.Db.Set<Application>().Where(a => a.Procedure == version.Code);
        var (name, kana) = Reception.NameTyped(whole);
        return (await limits.Over(all, name.Length == 0 ? null : all.Where(a => a.Name == name && a.Kana == kana), arrived, look.Now,
            look.Stop))?.Ja;
    }

    static async Task<Answer> Accept(string procedure, string channel, Form form, Turn turn, Catalogue catalogue, Reception reception)
    {
        var arrived = Arrived(turn);
        var version = Version(procedure, channel, turn, catalogue);
        var whole = (DefinitionForm)(form.Maker ?? throw new NotHere());
        if (version.Definition.FeeFor(whole.Facts) is > 0 and var due)
        {
            if (channel == Channels.Phone)
                throw new Rule("", $"手数料が{new Yen(due)}かかるため、電話では受け付けられません。窓口かオンラインでの申し込みを案内してください。");
            if (turn.Posted[Paid] != "yes")
                throw new Rule("", $"手数料は{new Yen(due)}です。受け取ってから「手数料を受け取りました」に印を付けて、もう一度押してください。");
        }
        var (over, why) = (await Over(turn, version, whole, arrived), PlainText.Cut(PlainText.Of(turn.Posted[Beyond].ToString()).Trim(),
            LongestReason));
        if (over is not null && why.Length == 0)
            throw new Rule("", $"{over}それでも受け付けるときは、「決まりを超えて受け付ける理由」を書いて、もう一度押してください。");
        await KeptEntry.Drop(turn, catalogue);
        var application = await reception.Enter(turn, version, whole, channel, arrived, Person(turn, version));
        turn.Journal.About(application).Fact("procedure", procedure).Fact("channel", channel);
        if (over is not null)
        {
            turn.Db.Add(new Note
            {
                Id = turn.NewId(), ApplicationId = application.Id, By = turn.Me, At = turn.Now,
                Text = Beyonded(over, why),
            });
            turn.Journal.Fact("limits", "beyond");
        }
        return Answer.See(Links.Case(application.Id));
    }

    /// <summary>What the record says of an application that was received beyond the rules.</summary>
    internal static string Beyonded(string over, string why) => $"決まりを超えて受け付けた（{over}）。理由：{why}";

    /// <summary>The day on which it arrived: today, or an earlier one that the officer chose, at most a year back.</summary>
    internal static DateOnly Arrived(Look look) =>
        DateOnly.TryParseExact(look.Query[Day], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day <= look.Today && day >= look.Today.AddYears(-1) ? day : look.Today;
}
