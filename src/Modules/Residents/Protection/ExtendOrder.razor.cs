using Keyaki.Contracts;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Residents;

/// <summary>延長: a further period, asked for by the person from one month before the end.</summary>
public partial class ExtendOrder : View<ExtendOrder, ExtendOrder.Page>
{
    public sealed record Page(Form Form, ProtectionOrder Order, string Name, bool TooEarly);

    public sealed record Input([Ask("新しい期間の終わりの日", Hint = "今の期間が終わる日の次の日から数えて、1年までです。")] DateOnly Until) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/residents/{id}/protection/{order}/extend", ProtectedAddress.Ordering, ResidentDeeds.Extended, Ask,
        Accept, look: ResidentDeeds.Seen);

    static async Task<IResult> Ask(Guid id, Guid order, Form form, Look look)
    {
        var (found, name) = await OrderPages.Show(look, id, order);
        if (look.Afresh && form.Answers.Count == 0)
            form.Fill("until", ProtectionOrder.YearFrom(found.Until.AddDays(1)));
        return Show(new(form, found, name, look.Today < found.ExtendableFrom));
    }

    static async Task<Answer> Accept(Guid id, Guid order, Input input, Turn turn)
    {
        var found = await OrderPages.Change(turn, id, order);
        turn.Db.Add(found.Extend(input.Until, turn.Today, turn.Me, turn.NewId(), turn.Now));
        OrderPages.Note(turn.Journal, id, input.Until);
        return Answer.See(Links.Resident(id));
    }
}
