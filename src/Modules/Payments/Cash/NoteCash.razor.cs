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

    public sealed record Page(Form Form, IReadOnlyList<CashReceipt> Noted, Func<string, string> Name);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm(Url, PaymentsModule.CanTakeCash, PaymentDeeds.TakeCash, Build, Ask, Accept);
        app.MapAct(Url + "/{id:guid}/cancel", PaymentsModule.CanTakeCash, PaymentDeeds.CancelCash, Cancel);
    }

    static Form Build(Look look)
    {
        var own = look.Actor.Departments;
        var form = Questions<Input>.Form()
            .Offer("department", [.. own.Select(d => new Option(d, look.City.Department(d, look.Today)?.Name ?? d))]);
        return look.Afresh ? form.Fill("department", own is [var only] ? only : null)
            .Fill("takenOn", look.Today) : form;
    }

    static IQueryable<CashReceipt> Visible(Look look)
    {
        var own = look.Departments;
        return look.Db.Set<CashReceipt>().Where(c => own.Contains(c.Department));
    }

    static async Task<IResult> Ask(Form form, Look look) =>
        Show(new(form, await Visible(look).AsNoTracking().Where(c => c.CancelledAt == null).OrderByDescending(c => c.TakenOn)
            .ThenByDescending(c => c.At).Take(Rows).ToListAsync(look.Stop), code => look.City.Department(code, look.Today)?.Name ?? code));

    static Answer Accept(Form form, Turn turn, ChargeBooks books)
    {
        var input = Questions<Input>.Build(form);
        if (!turn.Actor.Departments.Contains(input.Department)) throw new Rule("department", "記録できるのは、自分の課の収納です。");
        var noted = CashReceipt.Of(turn.NewId(), input.Department, input.TakenOn, input.Count, input.Sum, input.What,
            turn.Me, turn.Today, turn.Now);
        turn.Db.Add(noted);
        books.Took(turn.Db, noted);
        Tell(turn.Journal, noted);
        return Answer.See(Url);
    }

    static async Task<Answer> Cancel(Guid id, Turn turn, ChargeBooks books)
    {
        var noted = await turn.Take(Visible(turn).Where(c => c.Id == id));
        noted.Cancel(turn.Me, turn.Now);
        await books.Cancelled(turn.Db, noted, turn.Me, turn.Stop);
        Tell(turn.Journal, noted);
        return Answer.See(Url);
    }

    internal static Journal Tell(Journal journal, CashReceipt noted) =>
        journal.About("payments.cash", noted.Id).Fact("department", noted.Department)
        .Fact("on", noted.TakenOn).Fact("count", noted.Count).Fact("yen", noted.Sum.Amount);
}
