using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Attachments and letters, opened at the officers' door and written to the journal.</summary>
static class Opened
{
    public static async Task<IResult> File(Guid id, string file, Look look, Catalogue catalogue, IApprovals approvals,
        IRegister register, FileStore store)
    {
        var found = await CaseAccess.Read(look, id, approvals);
        if (await register.Hides(found, look.Actor, look.Stop)) throw new NotHere();
        // Only what this application's answers name: an id alone opens nothing.
        var form = await CaseForm.Of(look.Db, found, catalogue, hidden: false, look.Stop);
        if (!form.Files.TryGetValue(file, out var attached)) throw new NotHere();
        look.Journal.About(found).For(OfficeDeeds.Purpose);
        return new SentFile(store, attached, kept: false);
    }

    /// <summary>The letter before its decision, made for this look and kept nowhere: for who examines, and for the deciders.</summary>
    public static async Task<IResult> Preview(Guid id, string outcome, Look look, IApprovals approvals, IRegister register,
        LetterCheck check)
    {
        var found = await CaseAccess.Read(look, id, approvals);
        if (!Enum.TryParse<Outcome>(outcome, out var asked) || !Enum.IsDefined(asked) || !found.State.IsOpen()
            || await register.Hides(found, look.Actor, look.Stop)) throw new NotHere();
        var paper = await check.Preview(look.Db, found, asked, look.Stop) ?? throw new NotHere();
        look.Journal.About(found).For(OfficeDeeds.Purpose);
        return Results.File(paper.Pdf, "application/pdf");
    }

    public static async Task<IResult> Letter(Guid id, Look look, IDocuments documents, IRegister register, FileStore store)
    {
        var found = await CaseAccess.Own(look, id);
        if (await register.Hides(found, look.Actor, look.Stop)) throw new NotHere();
        var letter = (await documents.Of(look.Db, Application.Kind, id, look.Stop)).Where(d => d.Void is null).Select(d => d.File)
            .FirstOrDefault(f => f is not null) ?? throw new NotHere();
        var stored = await look.Find<StoredFile>(f => f.Id == letter);
        look.Journal.About(found).For(OfficeDeeds.Purpose);
        return new SentFile(store, stored, kept: false);
    }
}
