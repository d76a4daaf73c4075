using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>A copy as it stands: of which record, and the last time it was put to a second person.</summary>
sealed record CopyAt(Document Document, DisclosedCopy Copy, CopyCheck? Last);

/// <summary>Copies for disclosure: who may know of them, of what they are made, and how they end.</summary>
static class Copies
{
    public static readonly Deed Looked = Deed.Look("documents.copy", "開示用の写しを見た", "見せる ための 写しを 見た", "looked at a copy for disclosure"),
        Ended = new("documents.copy-ended", "開示用の写しをやめた", "見せる ための 写しを やめた", "gave up a copy for disclosure");
    public const string Gone = "もとのファイルが変わったか、なくなったため、この写しは続けられません。新しく作ってください。";

    const string Home = "/office/copies";
    public const string Route = Home + "/{copy:guid}";
    public static string Url(Guid copy) => $"{Home}/{copy}";
    public static string Url(DisclosedCopy copy) => Url(copy.Id);

    public static (Tone Tone, string Word) Label(this CopyStage stage) => stage switch
    {
        CopyStage.Draft => (Tone.Info, "作成中"),
        CopyStage.Making => (Tone.Info, "写しを作っています"),
        CopyStage.Waiting => (Tone.Warning, "確認待ち"),
        CopyStage.Final => (Tone.Good, "完成"),
        _ => (Tone.Plain, "終わり"),
    };

    /// <summary>The record, where this officer may know what stands in it.</summary>
    public static async Task<Document> Document(Guid id, Look look, IRegister register)
    {
        var document = await Known(id, look);
        return await register.Hides(document.Person, look.Actor, look.Stop) ? throw new NotHere() : document;
    }

    /// <summary>The record, where this officer may know that there is one.</summary>
    public static async Task<Document> Known(Guid id, Look look)
    {
        var document = await look.Find(Documents.Document.Visible(look).Where(d => d.Id == id));
        look.Journal.About(Registry.Kind, id, document.Person);
        return document;
    }

    public static async Task<CopyAt> Find(Guid id, Look look, IRegister register)
    {
        var copy = await look.Find<DisclosedCopy>(c => c.Id == id);
        return new(await Document(copy.DocumentId, look, register), copy, await Last(look.Db, id, look.Stop));
    }

    /// <summary>The same, to be changed. The register is not asked in a turn: who marks was asked before it, and the other acts show
    /// nothing.</summary>
    public static async Task<CopyAt> Take(Guid id, Turn turn)
    {
        var copy = await turn.Take<DisclosedCopy>(c => c.Id == id);
        return new(await Known(copy.DocumentId, turn), copy, await Last(turn.Db, id, turn.Stop));
    }

    public static Task<CopyCheck?> Last(CityDb db, Guid copy, CancellationToken ct) =>
        db.Set<CopyCheck>().AsTracking().Where(c => c.CopyId == copy).OrderByDescending(c => c.At).ThenByDescending(c => c.Id)
            .FirstOrDefaultAsync(ct);

    /// <summary>The file of which it is made; null where that is not there any more as it was.</summary>
    public static async Task<StoredFile?> Source(CityDb db, DisclosedCopy copy, CancellationToken ct) =>
        await (from f in db.Set<DocumentFile>() where f.DocumentId == copy.DocumentId && f.File == copy.Source
               join s in db.Set<StoredFile>() on f.File equals s.Id
               where s.Hash == copy.SourceHash && s.State == FileState.Clean select s).AsNoTracking().FirstOrDefaultAsync(ct);

    public static Task<List<CopyMark>> Marks(CityDb db, Guid copy, CancellationToken ct) => db.Set<CopyMark>().AsNoTracking()
        .Where(m => m.CopyId == copy).OrderBy(m => m.Page).ThenBy(m => m.Id).ToListAsync(ct);

    /// <summary>What was made for a check goes, unless it was agreed to; the bytes are collected after a day.</summary>
    public static async Task Release(CityDb db, Guid copy, bool all, CancellationToken ct)
    {
        var files = db.Set<CopyCheck>().Where(c => c.CopyId == copy && c.File != null && (all || c.Agreed != true)).Select(c => c.File);
        await db.Set<StoredFile>().Where(f => files.Contains(f.Id)).ExecuteUpdateAsync(f => f.SetProperty(x => x.UsedBy, (Guid?)null), ct);
    }

    /// <summary>The copies of a destroyed record go with it; that there were some, and when, stays.</summary>
    public static async Task Erase(CityDb db, Guid document, DateTimeOffset at, CancellationToken ct)
    {
        foreach (var copy in await db.Set<DisclosedCopy>().AsTracking().Where(c => c.DocumentId == document).ToListAsync(ct))
        {
            await End(db, copy, "文書を廃棄しました。", at, ct);
            copy.Request = null;
            await Release(db, copy.Id, all: true, ct);
        }
    }

    public static async Task End(CityDb db, DisclosedCopy copy, string why, DateTimeOffset at, CancellationToken ct)
    {
        copy.End(why, at);
        await db.Set<CopyMark>().Where(m => m.CopyId == copy.Id).ExecuteDeleteAsync(ct);
        if (await Last(db, copy.Id, ct) is { Agreed: null } waits) waits.TakeBack(waits.By, at);
        await Release(db, copy.Id, all: false, ct);
    }
}
