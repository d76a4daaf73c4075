using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>満了する文書をどうするかを決める: 廃棄, 移管, 延長; what differs from the class needs a reason.</summary>
public sealed partial class ChooseFate
{
    static readonly Deed Chose = new("documents.fate", "満了する文書をどうするかを決めた", "ふるい 紙を どうするか きめた",
        "chose what becomes of an expiring document");
    const string Route = ListDisposals.Url + "/{id:guid}/items/{item:guid}";

    public sealed record Page(DisposalList List, Document Document, Kept Kept, Form Form);

    public static string UrlOf(Guid list, Guid item) => $"{ListDisposals.Url}/{list}/items/{item}";

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(Route, DocumentsModule.Keep, Chose, Build, Ask, Accept);

    static async Task<Form> Build(Guid id, Guid item, Look look)
    {
        var (_, row, _) = await Find(id, item, look);
        var form = new Form(
        [
            new Question("fate", new ChoiceKind(), "この文書をどうしますか")
            { Options = [.. Enum.GetValues<Fate>().Select(f => new Option($"{f}", f.Label()))] },
            new Question("years", new NumberKind(1, DisposalItem.MostYears, Unit: "年"), "何年延ばしますか")
            { When = f => f["fate"] == nameof(Fate.Extend), Under = ("fate", nameof(Fate.Extend)) },
            new Question("reason", new LongTextKind(), "理由")
            { Required = false, MaxLength = DisposalItem.LongestReason, Hint = "分類で決まっている措置と違うときは、必ず書いてください。" },
        ]);
        return look.Afresh && row.Fate is { } fate ? form.Fill("fate", $"{fate}").Fill("years", (long?)row.Years).Fill("reason", row.Reason)
            : form;
    }

    static async Task<IResult> Ask(Guid id, Guid item, Form form, Look look)
    {
        var (list, _, document) = await Find(id, item, look);
        look.Journal.About(Registry.Kind, document.Id, document.Person);
        return Show(new(list, document, await Keeping.Of(look.Db, document, look.Stop), form));
    }

    static async Task<Answer> Accept(Guid id, Guid item, Form form, Turn turn)
    {
        var (list, row, document) = await Find(id, item, turn);
        if (!list.TakesChoices) throw new Rule("", "この一覧は、もう決裁に回っています。");
        row.Choose(Enum.Parse<Fate>(form["fate"]), document.AtExpiry, (int?)(form.Value("years") as long?), form["reason"], turn.Me);
        turn.Journal.About(Registry.Kind, document.Id, document.Person);
        return Answer.See(ShowDisposal.UrlOf(id));
    }

    static async Task<(DisposalList, DisposalItem, Document)> Find(Guid id, Guid item, Look look)
    {
        var list = await look.Find(ListDisposals.Visible(look).Where(l => l.Id == id));
        var row = await look.Db.Set<DisposalItem>().AsTracking().FirstOrDefaultAsync(i => i.Id == item && i.ListId == id, look.Stop)
            ?? throw new NotHere();
        return (list, row, await look.Find<Document>(d => d.Id == row.DocumentId));
    }
}
