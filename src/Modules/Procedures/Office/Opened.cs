using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Attachments and letters, opened at the officers' door and written to the journal.</summary>
static class Opened
{
    public static async Task<IResult> File(Guid id, string file, CityDb db, Actor actor, CityProfile city, Catalogue catalogue,
        IApprovals approvals, IRegister register, FileStore store, Journal journal, CancellationToken ct)
    {
        var found = await CaseAccess.Read(db, id, actor, city, approvals, ct);
        if (await register.Hides(found, actor, ct)) throw new NotHere();
        // Only what this application's answers name: an id alone opens nothing.
        var form = await CaseForm.Of(db, found, catalogue, hidden: false, ct);
        if (!form.Files.TryGetValue(file, out var attached)) throw new NotHere();
        journal.About(Application.Kind, id, found.Account, found.Person).For(OfficeDeeds.Purpose);
        return new SentFile(store, attached, kept: false);
    }

    /// <summary>The letter before its decision, made for this look and kept nowhere: for who examines, and for the deciders.</summary>
    public static async Task<IResult> Preview(Guid id, string outcome, CityDb db, Actor actor, CityProfile city, IApprovals approvals,
        IRegister register, LetterCheck check, Journal journal, CancellationToken ct)
    {
        var found = await CaseAccess.Read(db, id, actor, city, approvals, ct);
        if (!Enum.TryParse<Outcome>(outcome, out var asked) || !Enum.IsDefined(asked) || !found.State.IsOpen()
            || await register.Hides(found, actor, ct)) throw new NotHere();
        var paper = await check.Preview(db, found, asked, ct) ?? throw new NotHere();
        journal.About(Application.Kind, id, found.Account, found.Person).For(OfficeDeeds.Purpose);
        return Results.File(paper.Pdf, "application/pdf");
    }

    public static async Task<IResult> Letter(Guid id, CityDb db, Actor actor, CityProfile city, IDocuments documents, IRegister register,
        FileStore store, Journal journal, CancellationToken ct)
    {
        var found = await CaseAccess.Own(db, id, actor, city, ct);
        if (await register.Hides(found, actor, ct)) throw new NotHere();
        var letter = (await documents.Of(db, Application.Kind, id, ct)).Where(d => d.Void is null).Select(d => d.File)
            .FirstOrDefault(f => f is not null) ?? throw new NotHere();
        var stored = await db.Set<StoredFile>().AsNoTracking().FirstOrDefaultAsync(f => f.Id == letter, ct) ?? throw new NotHere();
        journal.About(Application.Kind, id, found.Account, found.Person).For(OfficeDeeds.Purpose);
        return new SentFile(store, stored, kept: false);
    }
}
