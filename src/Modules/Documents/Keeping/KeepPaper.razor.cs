using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>紙の原本: on which shelf it lies, and who has it.</summary>
public sealed partial class KeepPaper
{
    const string Shelve = "shelve", Lend = "lend", GiveBack = "return";
    static readonly Deed Kept = new("documents.paper", "紙の原本の置き場所か貸出を記録した", "紙の ばしょを かいた", "noted where the paper of a document is");

    public sealed record Page(Document Document, IReadOnlyList<Lending> Lendings, DateOnly Today, Form Form);

    public static string UrlOf(Guid document) => $"{Links.Document(document)}/paper";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(FindDocuments.Url + "/{id:guid}/paper", DocumentsModule.Keep, Kept, Build, Ask, Accept);

    static async Task<Form> Build(Guid id, Look look)
    {
        var document = await look.Find(Document.Visible(look).Where(d => d.Id == id));
        var away = await Away(look, id).AnyAsync(look.Stop);
        static Func<Form, bool> When(string act) => f => f["act"] == act;
        return new(
        [
            new Question("act", new ChoiceKind(), "何を記録しますか")
            {
                Options = [new(Shelve, "置き場所"), .. away ? [new Option(GiveBack, "返却")] : document.Shelf is null ? (Option[])[]
                    : [new Option(Lend, "貸出")]],
            },
            new Question("shelf", new TextKind(), "書庫と棚")
            { When = When(Shelve), Under = ("act", Shelve), MaxLength = Document.LongestPlace, Hint = "例：地下書庫 3-B" },
            new Question("borrower", new TextKind(), "だれに貸しますか") { When = When(Lend), Under = ("act", Lend), MaxLength = 100 },
            new Question("due", new DateKind(), "いつまで貸しますか") { When = When(Lend), Under = ("act", Lend) },
        ]);
    }

    static IQueryable<Lending> Away(Look look, Guid id) => look.Db.Set<Lending>().Where(l => l.DocumentId == id && l.ReturnedOn == null);

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var document = await look.Find(Document.Visible(look).Where(d => d.Id == id));
        look.Journal.About(Registry.Kind, id, document.Person);
        return Show(new(document, await look.Db.Set<Lending>().Where(l => l.DocumentId == id).OrderByDescending(l => l.Id)
            .ToListAsync(look.Stop), look.Today, form));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn)
    {
        var document = await turn.Take(Document.Visible(turn).Where(d => d.Id == id));
        if (form["act"] == Shelve) document.Shelve(form["shelf"]);
        else if (form["act"] == GiveBack) (await turn.Take(Away(turn, id))).Return(turn.Today, turn.Me);
        else
        {
            if (form.Value("due") is not DateOnly due || due < turn.Today) throw new Rule("due", "今日から後の日を書いてください。");
            turn.Db.Add(new Lending
            {
                Id = turn.NewId(), DocumentId = id, Borrower = form["borrower"].Trim(), LentOn = turn.Today, DueOn = due, By = turn.Me,
            });
        }
        turn.Journal.About(Registry.Kind, id, document.Person);
        return Answer.See(UrlOf(id));
    }
}
