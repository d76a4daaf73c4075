using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Residents;

/// <summary>終了: the only way in which an order stops shielding.</summary>
public partial class EndOrder : View<EndOrder, EndOrder.Face>
{
    public sealed record Face(Form Form, ProtectionOrder Order, string Name);

    public sealed record Input([Ask("終わりにする日", Hint = "この日まで守ります。次の日から、住所がほかの職員にも見え、オンラインでも請求できるようになります。")] DateOnly On) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/residents/{id}/protection/{order}/end", ProtectedAddress.Ordering, ResidentDeeds.Ended, Ask, Accept,
        look: ResidentDeeds.Seen);

    static async Task<IResult> Ask(Guid id, Guid order, Form form, CityDb db, HttpContext http, TimeProvider clock, Journal journal,
        CancellationToken ct)
    {
        var (found, name) = await OrderPages.Show(db, id, order, journal, ct);
        if (HttpMethods.IsGet(http.Request.Method) && form.Answers.Count == 0) form.Fill("on", clock.Today());
        return Show(new(form, found, name));
    }

    static async Task<Answer> Accept(Guid id, Guid order, Input input, IFormCollection posted, Actor actor, CityDb db, TimeProvider clock,
        Journal journal, CancellationToken ct)
    {
        var found = await OrderPages.Change(db, id, order, posted, ct);
        found.End(input.On, clock.Today(), actor.Account ?? throw new NotHere(), clock.GetUtcNow());
        OrderPages.Note(journal, id, input.On);
        return Answer.See($"/office/residents/{id}");
    }
}
