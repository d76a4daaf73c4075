using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Residents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>文書を見る: what the register says of one record, with its files and the records around it.</summary>
public sealed partial class ShowDocument
{
    static readonly Deed Looked = Deed.Look("documents.look", "文書を見た", "紙の きろくを 見た", "looked at a document");
    static readonly Deed Opened = Deed.Look("documents.file", "文書のファイルを開いた", "紙を ひらいた", "opened a file of a document");

    public sealed record FileRow(
        Guid File,
        string Title,
        FileRole Role,
        string Name,
        string Type,
        long Size,
        FileState State,
        string? Unread,
        bool Copied);
    public sealed record CopyRow(DisclosedCopy Copy, CopyStage Stage);
    public sealed record Page(
        Document Document,
        string Department,
        string? RecordFile,
        IReadOnlyList<FileRow> Files,
        IReadOnlyList<DocumentFace> Related,
        string? Case,
        bool Hidden,
        string? VoidedBy,
        bool Holds,
        bool Keeps,
        IReadOnlyList<CopyRow>? Copies,
        string? Officer);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(FindDocuments.Url + "/{id:guid}", DocumentsModule.Read, Looked, Ask);
        app.MapPage(FindDocuments.Url + "/{id:guid}/files/{file:guid}", DocumentsModule.Read, Opened, Open);
    }

    internal static string FileUrl(Guid document, Guid file) => $"{FindDocuments.Url}/{document}/files/{file}";

    static async Task<IResult> Ask(Guid id, Look look, IStaff staff, IRegister register, Subjects subjects)
    {
        var document = await Find(id, look);
        var hidden = await register.Hides(document.Person, look.Actor, look.Stop);
        var files = hidden ? [] : await (
            from f in look.Db.Set<DocumentFile>() where f.DocumentId == id
            join s in look.Db.Set<StoredFile>() on f.File equals s.Id
            orderby f.Id select new FileRow(s.Id, f.Title, f.Role, s.Name, s.Type, s.Size, s.State, f.Unread,
                look.Db.Set<DisclosedCopy>().Any(c => c.DocumentId == id))).ToListAsync(look.Stop);
        var related = look.Db.Set<Relation>().Where(r => r.DocumentId == id || r.Related == id)
            .Select(r => r.DocumentId == id ? r.Related : r.DocumentId);
        var around = await look.Db.Set<RecordFile>().Where(f => f.Id == document.RecordFile).Select(f => f.Title)
            .FirstOrDefaultAsync(look.Stop);
        var faces = await staff.Faces(look, [.. new[] { document.VoidedBy, document.Officer }.OfType<Guid>()]);
        return Show(new(document, staff.DepartmentName(document.Department, look.Today), around, files,
            await Registry.Faces(look.Db, Document.Visible(look).Where(d => related.Contains(d.Id)), look.Stop),
            subjects.Url(document.SubjectKind, document.SubjectId), hidden,
            document.VoidedBy is { } by ? faces.GetValueOrDefault(by)?.Name ?? "申請した方" : null,
            document.IsThere && look.Actor.Can(DocumentsModule.Dispose),
            document.IsThere && look.Actor.Can(DocumentsModule.Keep),
            hidden || !look.Actor.Can(DocumentsModule.Disclose) ? null : files.Exists(f => f.Copied) ? await CopiesOf(id, look) : [],
            document.Officer is { } officer ? faces.NameOf(officer) : null));
    }

    static async Task<IReadOnlyList<CopyRow>> CopiesOf(Guid id, Look look)
    {
        var copies = await look.Db.Set<DisclosedCopy>().AsNoTracking().Where(c => c.DocumentId == id).OrderBy(c => c.At)
            .ToListAsync(look.Stop);
        var checks = (await look.Db.Set<CopyCheck>().AsNoTracking().Where(c => c.DocumentId == id).OrderBy(c => c.At).ThenBy(c => c.Id)
            .ToListAsync(look.Stop)).ToLookup(c => c.CopyId);
        return copies.ConvertAll(c => new CopyRow(c, c.Stage(checks[c.Id].LastOrDefault())));
    }

    static async Task<IResult> Open(Guid id, Guid file, Look look, IRegister register, FileStore files, PaperFonts fonts)
    {
        var document = await Find(id, look);
        // The paper carries the address of the person whom it was made out to.
        if (await register.Hides(document.Person, look.Actor, look.Stop)) throw new NotHere();
        var mine = look.Db.Set<DocumentFile>().Where(f => f.DocumentId == id && f.File == file).Select(f => f.File);
        var stored = await look.Find<StoredFile>(s => mine.Contains(s.Id));
        if (document.VoidedAt is not { } since || stored.Type != FileBytes.Pdf) return new SentFile(files, stored, kept: true);
        await using var paper = files.Open(stored);
        return Results.File(await VoidMark.On(paper, fonts, since.Day(), look.Stop), stored.Type, $"無効　{stored.Name}");
    }

    static async Task<Document> Find(Guid id, Look look)
    {
        var document = await look.Find(Document.Visible(look).Where(d => d.Id == id));
        look.Journal.About(Registry.Kind, id, document.Person);
        return document;
    }
}
