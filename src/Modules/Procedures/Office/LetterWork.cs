using System.Text.Json;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Which application's letter is to be made.</summary>
public sealed record LetterErrand(Guid Application);

/// <summary>Makes the notice or certificate of a decided application as PDF, files it with its document, and tells the applicant. Doing
/// it twice makes one letter.</summary>
sealed class LetterWork(IDatabase database, Turns turns, TimeProvider clock, CityProfile city, Catalogue catalogue, IRegister register,
    PaperFonts fonts, FileStore files) : IOutboxWork
{
    public const string WorkKind = "procedures.letter";

    /// <summary>Stands in the file's name when a character of it has no typeface: an officer must look before it leaves the
    /// house.</summary>
    public const string LookFirst = "（字の確認が必要）";

    public string Kind => WorkKind;
    public string Label => "通知書・証明書を作る";

    public async Task Do(OutboxItem item, CancellationToken ct)
    {
        var errand = JsonSerializer.Deserialize<LetterErrand>(item.Payload)
            ?? throw new InvalidOperationException("an errand without an application");
        Application application;
        Disposition disposition;
        CaseForm form;
        DocumentPlace place;
        await using (var db = database.OpenReader())
        {
            application = await db.Set<Application>().AsNoTracking().FirstAsync(a => a.Id == errand.Application, ct);
            disposition = await db.Set<Disposition>().AsNoTracking().FirstAsync(d => d.ApplicationId == errand.Application, ct);
            form = await CaseForm.Of(db, application, catalogue, hidden: false, ct);
        }
        place = await PlaceOf(application);
        if (place.File is not null || place.Void) return;

        var printed = await Print(application, disposition, form, place, ct);
        var title = Dispatch.LetterOf(form.Definition, disposition.Outcome)?.Title.Ja ?? form.Definition.Title.Ja;
        var name = $"{title}{(printed.MissingCharacters.Count > 0 ? LookFirst : "")}.pdf";
        var stored = await files.Put(printed.Pdf, name, "application/pdf", ct);
        await turns.Run(OfficeDeeds.MakeLetter,
            (services, db, journal, c) => Keep(application, place.Id, stored, printed, services, db, journal, c));
    }

    /// <summary>Number and file of the registered document, and whether it counts no more: then no letter is made.</summary>
    sealed record DocumentPlace(Guid Id, string Number, Guid? File, bool Void);

    Task<DocumentPlace> PlaceOf(Application application) => turns.Run(async (services, db, c) =>
    {
        var documents = (IDocuments)(services.GetService(typeof(IDocuments)) ?? throw new InvalidOperationException());
        var document = (await documents.Of(db, Application.Kind, application.Id, c))[0];
        return new DocumentPlace(document.Id, document.Number, document.File, document.Void is not null);
    });

    async Task<PaperFile> Print(Application application, Disposition disposition, CaseForm form, DocumentPlace place, CancellationToken ct)
    {
        var date = disposition.At.Day();
        if (disposition.Outcome is Outcome.Granted && form.Definition.Result is { Document: "certificate" })
            return (await Certified(application, form, place, date, ct)).Print(fonts);
        return Notice(application, disposition, form, place.Number, date, city).Print(fonts);
    }

    /// <summary>The notice of a decision from the definition's texts.</summary>
    internal static DecisionNotice Notice(Application application, Disposition disposition, CaseForm form, string number, DateOnly date,
        CityProfile city)
    {
        var letter = Dispatch.LetterOf(form.Definition, disposition.Outcome) ?? Letter.Empty;
        var addressee = form.Definition.Persons.Addressee(application);
        var text = LetterText.Of(letter, addressee, LetterValues.Of(form, application, disposition, number, date, city).Of);
        var home = form.Definition.Questions.FirstOrDefault(q => q.Kind == "address");
        return new()
        {
            Number = number, Date = date, Addressee = addressee, AddresseeAddress = home is null ? "" : form.Said(home.Name)
                .Replace("\n", "　", StringComparison.Ordinal),
            SignerTitle = city.City.MayorTitle, SignerName = city.City.MayorName, Title = text.Title, Body = text.Body, Items = text.Items,
            Remedies = text.Remedies,
            Contact = $"{city.City.Name} {city.Department(application.Department, date)?.Name}",
            GlossTitle = LetterGloss.Title(application.Reads),
            Gloss = LetterGloss.Of(application, disposition, form.Definition, text.Remedies.Count > 0, city, date),
        };
    }

    /// <exception cref="CannotIssue">the register does not give it any more: the errand waits, and the case page says why.</exception>
    async Task<Certificate> Certified(Application application, CaseForm form, DocumentPlace place, DateOnly date, CancellationToken ct)
    {
        if (await register.Hindrance(application, form, ct) is { } why) throw new CannotIssue(why);
        var person = application.Person ?? throw new InvalidOperationException("a certificate without a linked resident");
        return ResidentCertificate.Of(await register.Household(person, ct) ?? throw new CannotIssue("record closed"), person, form,
            place.Number, date, city);
    }

    async Task Keep(Application asRead, Guid document, StoredFile stored, PaperFile printed, IServiceProvider services, CityDb db,
        Journal journal, CancellationToken ct)
    {
        var id = asRead.Id;
        var missing = printed.MissingCharacters.Count;
        T Of<T>() where T : class => (T)(services.GetService(typeof(T)) ?? throw new InvalidOperationException(typeof(T).Name));
        var application = await db.Set<Application>().AsTracking().FirstAsync(a => a.Id == id, ct);
        var disposition = await db.Set<Disposition>().FirstAsync(d => d.ApplicationId == id, ct);
        var definition = (await catalogue.Pinned(db, application.Definition, ct)).Definition;
        journal.About(Application.Kind, id, application.Account, application.Person).Fact("missing-characters", $"{missing}")
            .Fact("pages", $"{printed.Pages}");
        // The day is another one since it was read: the errand of that change makes the paper.
        if (disposition.Document != document || application.Day != asRead.Day) return;
        stored.UsedBy = document;
        db.Add(stored);
        await Of<IDocuments>().Attach(db, document, stored.Id, ct);
        // A notice that can be downloaded has reached the person; a certificate, and a letter that an officer must look at first, are
        // handed over by hand.
        // What the rules decided stays open until its day: it can still be given back. But its paper waits for an officer like any other.
        var online = application.EnteredBy is null;
        if ((missing > 0 || !online) && application is { State: ApplicationState.Granted, Decision: DecisionKind.Automatic })
            application.HoldPaper(clock.GetUtcNow());
        if (missing == 0 && online && definition.Result is { Download: true } && application.Decision is not DecisionKind.Automatic
            && application.State is ApplicationState.Granted or ApplicationState.Refused)
        {
            db.Add(application.Deliver(DeliveryWay.Online, null, clock.NewId(), clock.GetUtcNow()));
            journal.Fact("way", "online");
        }
        if (await db.Set<DayChange>().AnyAsync(c => c.ApplicationId == id, ct))
            await Of<Dispatch>().TellAnew(db, application, definition, document, ct);
        else await Of<Dispatch>().Tell(db, application, definition, ct);
    }
}
