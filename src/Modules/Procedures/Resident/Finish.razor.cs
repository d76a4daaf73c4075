using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Keyaki.Contracts;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using System.Text;

namespace Keyaki.Procedures;

/// <summary>申し込みが終わりました: the receipt number, what happens when, what to do until then, and what to keep; with the slip and the calendar
/// file.</summary>
public sealed partial class Finish
{
    /// <param name="Result">Where the result can be opened, when there is one already.</param>
    /// <param name="Link">The way back of somebody without mail and account.</param>
    public sealed record Page(
        Language Language,
        Application Case,
        Definition Definition,
        IFacts Facts,
        IReadOnlyList<ReadBackRow> Kept,
        IReadOnlyList<ChargeFace> Charges,
        Contact Contact,
        string? Result,
        string? Link,
        bool Mailed,
        bool CanWithdraw)
    {
        /// <summary>What was sent with it for other children.</summary>
        public IReadOnlyList<SentBeside> Beside { get; init; } = [];
    }

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(OwnLinks.Done("{id}"), Permission.Applicant, Deed.None, Ask);
        app.MapPage(OwnLinks.Slip("{id}"), Permission.Applicant, Deed.None, AskSlip);
        app.MapPage(OwnLinks.Calendar("{id}"), Permission.Applicant, Deed.None, AskCalendar);
    }

    static async Task<IResult> Ask(Guid id, Look look, Mine mine, Catalogue catalogue, WritingDesk desk,
        IPayments payments, IDocuments documents, VisitLink link)
    {
        var (found, version) = await Sent(look, mine, catalogue, id);
        if (found is null || version is null) return Results.Redirect(Links.Application(id));
        var language = look.Language;
        var (definition, whole) =
            (version.Definition, await desk.Show(look.Db, version, found, await desk.Home(version, found.Person, look.Stop), look.Stop,
                language.Code));
        var charges = definition.Fee is null ? [] : await payments.Of(look.Db, Application.Kind, id, look.Stop);
        return Show(new(language, found, definition, whole.Facts, Rows(definition, whole),
            [.. charges.Where(c => c.ReceiptNumber is not null)], look.City.ContactOf(found.Department, look.Today),
            await Follow.ResultOf(look, found, definition, documents), link.For(look.Actor), found.SealedMail is not null,
            found.CanWithdraw(look.Today))
        { Beside = definition.ForEach is null ? [] : await SentBeside.Of(look, mine, found) });
    }

    /// <summary>An own application that was received and not taken back; null while it waits for its payment or when it was
    /// withdrawn.</summary>
    static async Task<(Application? Case, ProcedureVersion? Version)> Sent(Look look, Mine mine, Catalogue catalogue, Guid id)
    {
        var found = await look.Find(mine.Applications(look.Db, look.Actor).Where(a => a.Id == id));
        return found.State is ApplicationState.AwaitingPayment or ApplicationState.Withdrawn ? (null, null)
            : (found, await catalogue.Pinned(look.Db, found.Definition, look.Stop));
    }

    /// <summary>The answers that the definition wants to be kept, as far as they were asked.</summary>
    static IReadOnlyList<ReadBackRow> Rows(Definition definition, DefinitionForm whole) =>
        [.. from name in definition.Summary?.Questions ?? [] let question = whole.Form.Question(name) where whole.Form.Visible(question)
            && !whole.Form.Field(name).IsEmpty select new ReadBackRow(question.Label, whole.Form.Print(question), null)];

    static async Task<IResult> AskSlip(Guid id, Look look, Mine mine, Catalogue catalogue, WritingDesk desk)
    {
        var (found, version) = await Sent(look, mine, catalogue, id);
        if (found is null || version?.Definition.Summary is null) return Results.Redirect(Links.Application(id));
        var language = look.Language;
        var whole = await desk.Show(look.Db, version, found, null, look.Stop, language.Code);
        var japanese = language.IsPlain ? [] : Rows(version.Definition, await desk.Show(look.Db, version, found, null, look.Stop));
        return Slip.Show(new(language, found, version.Definition, Rows(version.Definition, whole),
            look.City.ContactOf(found.Department, look.Today))
        { Japanese = japanese });
    }

    /// <summary>The booked day as a file that every calendar takes.</summary>
    static async Task<IResult> AskCalendar(Guid id, Look look, Mine mine, Catalogue catalogue, TownList towns)
    {
        var (found, version) = await Sent(look, mine, catalogue, id);
        if (found?.Day is not { } day || version is null) throw new NotHere();
        var language = look.Language;
        var said = new Kept(found, version.Definition, language, towns);
        var calendar = new Calendar { ProductId = "-//Keyaki//JA" };
        calendar.Events.Add(new CalendarEvent
        {
            Uid = $"{id:N}@keyaki", Summary = language.Say(version.Definition.MailTitle), Start = new CalDateTime(day),
            End = new CalDateTime(day.AddDays(1)), Location = said.Place,
            Description = said.Text(look.City.ContactOf(found.Department, look.Today)),
            DtStamp = new CalDateTime(look.Now.UtcDateTime, "UTC"),
        });
        return Results.File(Encoding.UTF8.GetBytes(new CalendarSerializer().SerializeToString(calendar) ?? ""),
            "text/calendar; charset=utf-8", $"{found.Number}.ics");
    }
}

/// <summary>Pages of one's own application besides the one that follows it.</summary>
static class OwnLinks
{
    public static string Done(Guid id) => Done(id.ToString());
    public static string Slip(Guid id) => Slip(id.ToString());
    public static string Calendar(Guid id) => Calendar(id.ToString());
    internal static string Done(string id) => $"/my/applications/{id}/done";
    internal static string Slip(string id) => $"/my/applications/{id}/slip";
    internal static string Calendar(string id) => $"/my/applications/{id}/calendar.ics";
}
