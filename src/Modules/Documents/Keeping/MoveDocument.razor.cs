using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>簿冊を移す: into another open one of the same department, with a reason. Class and retention stay as they are.</summary>
public sealed partial class MoveDocument
{
    static readonly Deed Moved = new("documents.move", "文書を別の簿冊に移した", "紙を べつの つづりに うつした", "moved a document to another folder");

    public sealed record Page(Document Document, Form Form);

    public static string UrlOf(Guid document) => $"{Links.Document(document)}/move";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(FindDocuments.Url + "/{id:guid}/move", DocumentsModule.Keep, Moved, Build, Ask, Accept);

    static async Task<Form> Build(Guid id, Look look)
    {
        var document = await look.Find(Document.Visible(look).Where(d => d.Id == id));
        var files = await look.Db.Set<RecordFile>().Where(f => f.Department == document.Department && f.ClosedAt == null
            && f.Id != document.RecordFile).OrderByDescending(f => f.FiscalYear).ThenBy(f => f.Title).Take(100).ToListAsync(look.Stop);
        return new(
        [
            new Question("file", new ChoiceKind(), "移す先の簿冊")
            { Options = [.. files.Select(f => new Option($"{f.Id}", $"{new FiscalYear(f.FiscalYear)}　{f.Title}"))] },
            new Question("reason", new LongTextKind(), "移す理由") { MaxLength = Move.LongestReason },
        ]);
    }

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var document = await look.Find(Document.Visible(look).Where(d => d.Id == id));
        look.Journal.About(Registry.Kind, id, document.Person);
        return Show(new(document, form));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn)
    {
        var document = await turn.Take(Document.Visible(turn).Where(d => d.Id == id));
        var to = Guid.Parse(form["file"]);
        (await turn.Find<RecordFile>(f => f.Id == to)).Takes();
        turn.Db.Add(new Move
        {
            Id = turn.NewId(), DocumentId = id, From = document.RecordFile, To = to, Reason = form["reason"].Trim(), By = turn.Me,
            At = turn.Now,
        });
        document.PutInto(to);
        turn.Journal.About(Registry.Kind, id, document.Person);
        return Answer.See(Links.Document(id));
    }
}
