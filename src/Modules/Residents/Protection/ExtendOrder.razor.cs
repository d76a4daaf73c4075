using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Residents;

/// <summary>延長: a further period, asked for by the person from one month before the end.</summary>
public partial class ExtendOrder : View<ExtendOrder, ExtendOrder.Face>
{
    public sealed record Face(Form Form, ProtectionOrder Order, string Name, bool TooEarly);

    public sealed record Input([Ask("新しい期間の終わりの日", Hint = "今の期間が終わる日の次の日から数えて、1年までです。")] DateOnly Until) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/residents/{id}/protection/{order}/extend", ProtectedAddress.Ordering, ResidentDeeds.Extended, Ask,
        Accept, look: ResidentDeeds.Seen);

    static async Task<IResult> Ask(Guid id, Guid order, Form form, CityDb db, HttpContext http, TimeProvider clock, Journal journal,
        CancellationToken ct)
    {
        var (found, name) = await OrderPages.Show(db, id, order, journal, ct);
        if (HttpMethods.IsGet(http.Request.Method) && form.Answers.Count == 0)
            form.Fill("until", ProtectionOrder.YearFrom(found.Until.AddDays(1)));
        return Show(new(form, found, name, clock.Today() < found.ExtendableFrom));
    }

    static async Task<Answer> Accept(Guid id, Guid order, Input input, IFormCollection posted, Actor actor, CityDb db, TimeProvider clock,
        Journal journal, CancellationToken ct)
    {
        var found = await OrderPages.Change(db, id, order, posted, ct);
        db.Add(found.Extend(input.Until, clock.Today(), actor.Account ?? throw new NotHere(), clock.NewId(), clock.GetUtcNow()));
        OrderPages.Note(journal, id, input.Until);
        return Answer.See($"/office/residents/{id}");
    }
}
