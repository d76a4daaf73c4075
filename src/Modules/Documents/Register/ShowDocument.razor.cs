using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>文書を見る: what the register says of one record, with the decided notice.</summary>
public sealed partial class ShowDocument
{
    static readonly Deed Looked = Deed.Look("documents.look", "文書を見た", "紙の きろくを 見た", "looked at a document");
    static readonly Deed Opened = Deed.Look("documents.file", "施行文書を開いた", "紙を ひらいた", "opened a document that was sent out");

    public sealed record Page(Document Document, string Department, string? FileName, long FileSize, string? Case, bool Hidden,
        string? VoidedBy);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(FindDocuments.Url + "/{id:guid}", DocumentsModule.Read, Looked, Ask);
        app.MapPage(FindDocuments.Url + "/{id:guid}/file", DocumentsModule.Read, Opened, Open);
    }

    static async Task<IResult> Ask(Guid id, Actor actor, CityDb db, CityProfile city, IStaff staff, IRegister register, Journal journal,
        CancellationToken ct)
    {
        var document = await Find(id, actor, db, city, journal, ct);
        var hidden = await register.Hides(document.Person, actor, ct);
        var file = !hidden && document.File is { } f ? await db.Set<StoredFile>().FirstOrDefaultAsync(s => s.Id == f, ct) : null;
        return Show(new(document, staff.DepartmentName(document.Department), file?.Name, file?.Size ?? 0,
            document.SubjectKind == "application" ? Links.Case(document.SubjectId) : null, hidden,
            document.VoidedBy is { } by ? await staff.Faces(db, [by], ct) is var faces && faces.TryGetValue(by, out var face) ? face.Name
                : "申請した方" : null));
    }

    static async Task<IResult> Open(Guid id, Actor actor, CityDb db, CityProfile city, IRegister register, FileStore files,
        PaperFonts fonts, Journal journal, CancellationToken ct)
    {
        var document = await Find(id, actor, db, city, journal, ct);
        // The paper carries the address of the person whom it was made out to.
        if (await register.Hides(document.Person, actor, ct)) throw new NotHere();
        var file = await db.Set<StoredFile>().FirstOrDefaultAsync(s => s.Id == document.File, ct) ?? throw new NotHere();
        if (document.VoidedAt is not { } since) return new SentFile(files, file, kept: true);
        await using var paper = files.Open(file);
        return Results.File(await VoidMark.On(paper, fonts, since.Day(), ct), file.Type, $"無効　{file.Name}");
    }

    static async Task<Document> Find(Guid id, Actor actor, CityDb db, CityProfile city, Journal journal, CancellationToken ct)
    {
        var document = await Document.Visible(db, actor, city).FirstOrDefaultAsync(d => d.Id == id, ct) ?? throw new NotHere();
        journal.About(Registry.Kind, id, document.Person);
        return document;
    }
}
