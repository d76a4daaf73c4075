using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
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

    static async Task<IResult> Ask(Guid id, Look look, IStaff staff, IRegister register, Subjects subjects)
    {
        var document = await Find(id, look);
        var hidden = await register.Hides(document.Person, look.Actor, look.Stop);
        var file = !hidden && document.File is { } f ? await look.Db.Set<StoredFile>().FirstOrDefaultAsync(s => s.Id == f, look.Stop)
            : null;
        return Show(new(document, staff.DepartmentName(document.Department, look.Today), file?.Name, file?.Size ?? 0,
            subjects.Url(document.SubjectKind, document.SubjectId), hidden,
            document.VoidedBy is { } by ? await staff.Faces(look, [by]) is var faces && faces.TryGetValue(by, out var face)
                ? face.Name
                : "申請した方" : null));
    }

    static async Task<IResult> Open(Guid id, Look look, IRegister register, FileStore files, PaperFonts fonts)
    {
        var document = await Find(id, look);
        // The paper carries the address of the person whom it was made out to.
        if (await register.Hides(document.Person, look.Actor, look.Stop)) throw new NotHere();
        var file = await look.Find<StoredFile>(s => s.Id == document.File);
        if (document.VoidedAt is not { } since) return new SentFile(files, file, kept: true);
        await using var paper = files.Open(file);
        return Results.File(await VoidMark.On(paper, fonts, since.Day(), look.Stop), file.Type, $"無効　{file.Name}");
    }

    static async Task<Document> Find(Guid id, Look look)
    {
        var document = await look.Find(Document.Visible(look).Where(d => d.Id == id));
        look.Journal.About(Registry.Kind, id, document.Person);
        return document;
    }
}
