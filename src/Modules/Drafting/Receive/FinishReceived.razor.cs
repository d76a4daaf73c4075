using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>処理済みにする: what was done with what came in; with it the record is complete.</summary>
public sealed partial class FinishReceived
{
    public sealed record Input([Ask("どう処理したか", Kind = "longtext", Hint = "例：供覧して終わり。電話で回答した。", MaxLength = 500)] string Done)
        : IForm<Input>;
    public sealed record Page(Form Form, Received Received);

    static readonly Deed Finished = new("drafting.finished", "収受した文書を処理済みにした");

    public static string Url(Guid id) => $"{ShowReceived.Url(id)}/finish";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>(ReceivedDesk.Url + "/{id:guid}/finish", DraftingModule.Write, Finished, Ask, Accept);

    static async Task<IResult> Ask(Guid id, Form form, Look look) =>
        Show(new(form, await look.Find(Received.Visible(look).AsNoTracking().Where(r => r.Id == id))));

    static async Task<Answer> Accept(Guid id, Input input, Turn turn, IDocuments documents)
    {
        var received = await turn.Take(Received.Visible(turn).Where(r => r.Id == id));
        received.Finish(input.Done, turn.Me, turn.Now);
        await documents.Complete(turn.Db, received.Document, turn.Today, turn.Stop);
        turn.Journal.About(Received.Kind, id);
        return Answer.See(ShowReceived.Url(id));
    }
}
