using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>窓口の現金を記録する: what a counter took in cash on a day.</summary>
public sealed partial class NoteCash
{
    public const string Url = "/office/payments/cash";
    const int Rows = 50;

    public sealed record Input([Ask("受け取った課", Kind = "choice")] string Department, [Ask("受け取った日")] DateOnly TakenOn,
        [Ask("件数", Hint = "現金で払った人の数です。")] int Count, [Ask("金額の合計")] Yen Sum,
        [Ask("何の支払いか", MaxLength = 200, Hint = "手数料や料金の名前を書いてください。払った人の氏名は書かないでください。")] string What) : IForm<Input>;

    public sealed record Shown(Form Form, IReadOnlyList<CashReceipt> Noted, Func<string, string> Name);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm(Url, PaymentsModule.CanTakeCash, PaymentDeeds.TakeCash, Build, Ask, Accept);
        app.MapAct(Url + "/{id:guid}/cancel", PaymentsModule.CanTakeCash, PaymentDeeds.CancelCash, Cancel);
    }

    static Form Build(CityProfile city, Actor actor, TimeProvider clock, HttpContext http)
    {
        var own = city.DepartmentsOf(actor);
        var form = Questions<Input>.Form().Offer("department", [.. own.Select(d => new Option(d, city.Department(d)?.Name ?? d))]);
        return HttpMethods.IsGet(http.Request.Method) ? form.Fill("department", own is [var only] ? only : null)
            .Fill("takenOn", clock.Today()) : form;
    }

    static IQueryable<CashReceipt> Visible(CityDb db, Actor actor, CityProfile city)
    {
        var own = city.DepartmentsOf(actor);
        return db.Set<CashReceipt>().Where(c => own.Contains(c.Department));
    }

    static async Task<IResult> Ask(Form form, CityDb db, Actor actor, CityProfile city, CancellationToken ct) =>
        Show(new(form, await Visible(db, actor, city).AsNoTracking().Where(c => c.CancelledAt == null).OrderByDescending(c => c.TakenOn)
            .ThenByDescending(c => c.At).Take(Rows).ToListAsync(ct), code => city.Department(code)?.Name ?? code));

    static Answer Accept(Form form, CityDb db, Actor actor, CityProfile city, Journal journal, TimeProvider clock)
    {
        var input = Questions<Input>.Build(form);
        if (!city.DepartmentsOf(actor).Contains(input.Department)) throw new Rule("department", "記録できるのは、自分の課の収納です。");
        var noted = CashReceipt.Of(clock.NewId(), input.Department, input.TakenOn, input.Count, input.Sum, input.What,
            actor.Account ?? throw new NotHere(), clock.Today(), clock.GetUtcNow());
        db.Add(noted);
        Tell(journal, noted);
        return Answer.See(Url);
    }

    static async Task<Answer> Cancel(Guid id, CityDb db, Actor actor, CityProfile city, Journal journal, TimeProvider clock,
        CancellationToken ct)
    {
        var noted = await Visible(db, actor, city).AsTracking().FirstOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotHere();
        noted.Cancel(actor.Account ?? throw new NotHere(), clock.GetUtcNow());
        Tell(journal, noted);
        return Answer.See(Url);
    }

    static void Tell(Journal journal, CashReceipt noted) => journal.About("payments.cash", noted.Id).Fact("department", noted.Department)
        .Fact("on", noted.TakenOn).Fact("count", noted.Count).Fact("yen", noted.Sum.Amount);
}
