using Keyaki.Contracts;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>開示用の写しを作る: of one file of a record, for one 開示請求.</summary>
public sealed partial class BeginCopy
{
    static readonly Deed Begun = new("documents.copy-begun", "開示用の写しを作り始めた", "見せる ための 写しを 作りはじめた", "began a copy for disclosure");

    public sealed record Page(Document Document, StoredFile File, string? Why, Form Form);
    sealed record Counted(int Pages);

    public static string UrlOf(Guid document, Guid file) => $"{Links.Document(document)}/files/{file}/copy";

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(FindDocuments.Url + "/{id:guid}/files/{file:guid}/copy",
        DocumentsModule.Disclose, Begun, Build, Ask, Accept, Copies.Looked, Weigh);

    /// <summary>Whether its pages can be shown as pictures.</summary>
    public static bool Takes(string type) => type is FileBytes.Pdf or FileBytes.Docx or FileBytes.Xlsx or FileBytes.Jpeg or FileBytes.Png;

    static Form Build() => new(
    [
        new Question("request", new TextKind(), "どの開示請求のためですか")
        { MaxLength = DisclosedCopy.LongestRequest, Hint = "請求の番号か名前を書いてください。請求した人の名前は書かないでください。例：令和8年度第12号" },
    ]);

    static async Task<IResult> Ask(Guid id, Guid file, Form form, Look look, IRegister register)
    {
        var (document, stored) = await Find(id, file, look, register);
        return Show(new(document, stored, Why(document, stored), form));
    }

    static string? Why(Document document, StoredFile file) => !document.IsThere ? "この文書は、もうありません。"
        : file.Shut is { } shut ? $"{shut.Ja}。確かめ終わるまで、写しは作れません。"
        : Takes(file.Type) ? null : Blackening.NoPages;

    /// <summary>How many pages it has: it may have to be drawn for that.</summary>
    static async Task<object> Weigh(Guid id, Guid file, Look look, IRegister register, FilePages pages)
    {
        var (document, stored) = await Find(id, file, look, register);
        if (Why(document, stored) is { } why) throw new Rule("", why);
        return new Counted(await pages.Drawn(stored, look.Stop) switch
        {
            0 => throw new Rule("", Blackening.NoPages),
            > Blackening.MostPages => throw new Rule("", Blackening.TooMany),
            var count => count,
        });
    }

    static async Task<Answer> Accept(Guid id, Guid file, Form form, Counted counted, Turn turn)
    {
        var document = await Copies.Known(id, turn);
        var stored = await File(document, file, turn);
        if (Why(document, stored) is { } why) throw new Rule("", why);
        var copy = new DisclosedCopy
        {
            Id = turn.NewId(), DocumentId = id, Source = file, SourceHash = stored.Hash, Pages = counted.Pages,
            Request = form["request"].Trim(), By = turn.Me, At = turn.Now,
        };
        turn.Db.Add(copy);
        return Answer.See(Copies.Url(copy));
    }

    static async Task<(Document, StoredFile)> Find(Guid id, Guid file, Look look, IRegister register)
    {
        var document = await Copies.Document(id, look, register);
        return (document, await File(document, file, look));
    }

    static Task<StoredFile> File(Document document, Guid file, Look look)
    {
        var mine = look.Db.Set<DocumentFile>().Where(f => f.DocumentId == document.Id && f.File == file).Select(f => f.File);
        return look.Find<StoredFile>(s => mine.Contains(s.Id));
    }
}
