using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>担当を決める: the officer gets it into today's work.</summary>
public sealed partial class AssignReceived
{
    public sealed record Page(Form Form, Received Received);

    static readonly Deed Assigned = new("drafting.assigned", "収受した文書の担当を決めた");

    public static string Url(Guid id) => $"{ShowReceived.Url(id)}/assign";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(ReceivedDesk.Url + "/{id:guid}/assign", DraftingModule.Write, Assigned, Build, Ask, Accept);

    static async Task<Form> Build(Guid id, Look look, IStaff staff)
    {
        var received = await look.Find(Received.Visible(look).AsNoTracking().Where(r => r.Id == id));
        return new(
        [
            new Question("officer", new ChoiceKind(), "担当する職員")
            { Options = [.. (await staff.Of(look, received.Department)).Select(o => new Option(o.Account.ToString("N"),
                $"{o.Name}（{o.PostTitle}）"))] },
            new("due", new DateKind(), "いつまでに") { Required = false },
        ]);
    }

    static async Task<IResult> Ask(Guid id, Form form, Look look) =>
        Show(new(form, await look.Find(Received.Visible(look).AsNoTracking().Where(r => r.Id == id))));

    internal static async Task<Answer> Accept(Guid id, Form form, Turn turn, IDocuments documents)
    {
        var received = await turn.Take(Received.Visible(turn).Where(r => r.Id == id));
        if (!turn.Saw(received.Version)) throw new ChangedMeanwhile($"この文書は「{received.Words}」になりました。");
        var officer = Guid.ParseExact(form["officer"], "N");
        received.Assign(officer, form.Value("due") is DateOnly due ? due : null);
        if (received.Document is { } document) await documents.Entrust(turn.Db, document, officer, turn.Stop);
        turn.Journal.About(Received.Kind, id);
        return Answer.See(ShowReceived.Url(id));
    }
}
