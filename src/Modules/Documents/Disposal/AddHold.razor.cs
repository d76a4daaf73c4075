using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>廃棄を止める: several cases at once may hold a record; each ends by itself.</summary>
public sealed partial class AddHold
{
    static readonly Deed Held = new("documents.hold", "文書の廃棄を止めた", "紙を すてない ことに した", "put a document on hold"),
        Ended = new("documents.hold-ended", "文書の廃棄を止める理由が終わった", "紙を すてない りゆうが おわった", "ended a hold of a document");

    public sealed record Page(Document Document, IReadOnlyList<Hold> Holds, Kept Kept, Form Form);

    public static string UrlOf(Guid document) => $"{Links.Document(document)}/holds";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm(FindDocuments.Url + "/{id:guid}/holds", DocumentsModule.Dispose, Held, Build, Ask, Accept);
        app.MapForm(FindDocuments.Url + "/{id:guid}/holds/{hold:guid}", DocumentsModule.Dispose, Ended, EndHold.Build, EndHold.Ask,
            EndHold.Accept);
    }

    static Form Build() => new(
    [
        new Question("kind", new ChoiceKind(), "なぜ止めますか")
        { Options = [.. Enum.GetValues<HoldKind>().Select(k => new Option($"{k}", k.Label()))] },
        new Question("case", new TextKind(), "どの件ですか") { MaxLength = Hold.LongestCase, Hint = "例：令和8年(ワ)第12号、令和8年度定期監査" },
    ]);

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var document = await look.Find(Document.Visible(look).Where(d => d.Id == id));
        look.Journal.About(Registry.Kind, id, document.Person);
        var holds = await look.Db.Set<Hold>().Where(h => h.DocumentId == id).OrderBy(h => h.At).ToListAsync(look.Stop);
        return Show(new(document, holds, await Keeping.Of(look.Db, document, look.Stop), form));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn)
    {
        var document = await turn.Find(Document.Visible(turn).Where(d => d.Id == id));
        if (!document.IsThere) throw new Rule("", "この文書は、もうありません。");
        turn.Db.Add(new Hold
        {
            Id = turn.NewId(), DocumentId = id, Kind = Enum.Parse<HoldKind>(form["kind"]), Case = form["case"].Trim(), By = turn.Me,
            At = turn.Now,
        });
        turn.Journal.About(Registry.Kind, id, document.Person);
        return Answer.See(UrlOf(id));
    }
}
