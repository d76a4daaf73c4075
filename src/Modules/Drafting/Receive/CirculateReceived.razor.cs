using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>供覧する: it is shown to officers of its department, who note that they have seen it.</summary>
public sealed partial class CirculateReceived
{
    public sealed record Page(Form Form, Received Received);

    static readonly Deed Circulated = new("drafting.circulated", "収受した文書を供覧した");

    public static string Url(Guid id) => $"{ShowReceived.Url(id)}/circulate";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(ReceivedDesk.Url + "/{id:guid}/circulate", DraftingModule.Write, Circulated, Build, Ask, Accept);

    static async Task<Form> Build(Guid id, Look look, IStaff staff)
    {
        var received = await look.Find(Received.Visible(look).AsNoTracking().Where(r => r.Id == id));
        return new([new Question("officers", new ManyKind(1), "だれに見てもらうか")
        {
            Options = [.. (await staff.Of(look, received.Department)).Where(o => o.Account != look.Me)
                .Select(o => new Option(o.Account.ToString("N"), $"{o.Name}（{o.PostTitle}）"))],
        }]);
    }

    static async Task<IResult> Ask(Guid id, Form form, Look look) =>
        Show(new(form, await look.Find(Received.Visible(look).AsNoTracking().Where(r => r.Id == id))));

    static async Task<Answer> Accept(Guid id, Form form, Turn turn, ICirculation circulation)
    {
        var received = await turn.Find(Received.Visible(turn).AsNoTracking().Where(r => r.Id == id));
        var officers = form.Value("officers") as IReadOnlyList<string> ?? [];
        await circulation.Show(turn.Db, new(Received.Kind, id, $"{received.Number} {received.Subject}", ShowReceived.Url(id), turn.Me)
        { Accounts = [.. officers.Select(o => Guid.ParseExact(o, "N"))] }, turn.Stop);
        turn.Journal.About(Received.Kind, id).Fact("officers", officers.Count);
        return Answer.See(ShowReceived.Url(id));
    }
}
