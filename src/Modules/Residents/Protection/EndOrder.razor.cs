using Keyaki.Contracts;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Residents;

/// <summary>終了: the only way in which an order stops shielding.</summary>
public partial class EndOrder : View<EndOrder, EndOrder.Page>
{
    public sealed record Page(Form Form, ProtectionOrder Order, string Name);

    public sealed record Input([Ask("終わりにする日", Hint = "この日まで守ります。次の日から、住所がほかの職員にも見え、オンラインでも請求できるようになります。")] DateOnly On) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/residents/{id}/protection/{order}/end", ProtectedAddress.Ordering, ResidentDeeds.Ended, Ask, Accept,
        look: ResidentDeeds.Seen);

    static async Task<IResult> Ask(Guid id, Guid order, Form form, Look look)
    {
        var (found, name) = await OrderPages.Show(look, id, order);
        if (look.Afresh && form.Answers.Count == 0) form.Fill("on", look.Today);
        return Show(new(form, found, name));
    }

    static async Task<Answer> Accept(Guid id, Guid order, Input input, Turn turn)
    {
        var found = await OrderPages.Change(turn, id, order);
        found.End(input.On, turn.Today, turn.Me, turn.Now);
        OrderPages.Note(turn.Journal, id, input.On);
        return Answer.See(Links.Resident(id));
    }
}
