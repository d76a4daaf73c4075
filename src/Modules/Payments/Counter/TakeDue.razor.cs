using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>納めるものを会計にする: one claim, all or a part of it, with the other terms of the same debtor and item if they
/// wish.</summary>
public sealed partial class TakeDue
{
    const string Amount = "amount", Others = "others";

    public sealed record Page(Form Form, Drawer Drawer, ClaimFace Face);

    public static string Url(string drawer, Guid claim) => $"{FindDue.Url(drawer)}/{claim}";

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(Sales.Home + "/{drawer}/due/{claim:guid}", PaymentsModule.CanSell,
        CounterDeeds.Open, Build, Ask, Accept, CounterDeeds.FindDue);

    static async Task<ClaimFace> Owed(string drawer, Guid claim, Look look)
    {
        Sales.Find(look, drawer);
        var face = (await look.Faces([await look.Find(look.Db.Claims().AsNoTracking().Where(c => c.Id == claim))]))[0];
        return face.Balance.Owed > Yen.Zero && !ChargeBooks.Owns(face.Claim) ? face : throw new NotHere();
    }

    static async Task<IReadOnlyList<ClaimFace>> Besides(ClaimFace face, Look look)
    {
        var (db, of) = (look.Db, face.Claim);
        return [.. (await look.Faces(await db.Claims().AsNoTracking().Where(c => c.Debtor == of.Debtor && c.Item == of.Item && c.Id != of.Id
            && db.Entries().Where(e => e.Claim == c.Id && e.Account == Account.Receivable).Sum(e => e.Figure) > 0)
            .OrderBy(c => c.Due).ThenBy(c => c.Id).Take(30).ToListAsync(look.Stop))).Where(f => !ChargeBooks.Owns(f.Claim))];
    }

    static async Task<Form> Build(string drawer, Guid claim, Look look)
    {
        var face = await Owed(drawer, claim, look);
        var others = await Besides(face, look);
        var sum = new Question(Amount, new YenKind(1),
            "受け取る額")
        { Hint = $"{face.Balance.Owed}まで。一部だけを受け取ることもできます。" };
        var form = new Form(others.Count == 0 ? [sum] : [sum, new Question(Others, new ManyKind(), "一緒に納める期別")
        {
            Required = false, Options = [.. others.Select(o => new Option($"{o.Claim.Id:N}", o.Title, $"未納 {o.Balance.Owed}"))],
        }]);
        return look.Afresh ? form.Fill(Amount, face.Balance.OwedFigure) : form;
    }

    static async Task<IResult> Ask(string drawer, Guid claim, Form form, Look look)
    {
        var face = await Owed(drawer, claim, look);
        look.About(face.Claim);
        return Show(new(form, Sales.Find(look, drawer), face));
    }

    static async Task<Answer> Accept(string drawer, Guid claim, Form form, Turn turn)
    {
        var (at, face) = (Sales.Find(turn, drawer), await Owed(drawer, claim, turn));
        await Sales.IsOpen(turn, at.Code);
        var chosen = (form.Asks(Others) ? form.Value(Others) as IEnumerable<string> ?? [] : []).ToHashSet(StringComparer.Ordinal);
        var others = chosen.Count == 0 ? [] : (await Besides(face, turn)).Where(o => chosen.Contains($"{o.Claim.Id:N}"));
        var sale = Sale.Owed(turn.Clock, at, [(face, new(form.Value(Amount) as long? ?? 0)),
            .. others.Select(o => (o, o.Balance.Owed))], turn.Me);
        turn.Db.Add(sale);
        Sales.Tell(turn.Journal.About(Sales.Kind, sale.Id, face.Claim.Debtor), sale);
        return Answer.See(Sales.Url(sale.Id));
    }
}
