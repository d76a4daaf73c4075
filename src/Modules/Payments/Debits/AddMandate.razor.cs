using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>口座振替の申し込みを記録する: what came on paper with the seal of the bank.</summary>
public sealed partial class AddMandate
{
    public sealed record Page(Form Form, Debtor Debtor);

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(ClaimPaths.Ledger + "/debtors/{id:guid}/mandate",
        PaymentsModule.CanTransfer, DebitDesk.Added, Build, Ask, Accept, DebitDesk.Look);

    static Form Build(Look look)
    {
        var form = new Form([
            new Question("items", new ManyKind(), "収入項目")
            {
                Options = [.. look.Items.All.Where(i => i.Methods.Contains(CollectionMethod.AccountTransfer)
                    && look.ItemCodes?.Contains(i.Code) is not false).Select(i => new Option(i.Code, i.Title.Ja))],
            },
            new Question("account", new BankKind(), "引き落とす口座"),
            new Question("from", new DateKind(), "いつからの納期限か") { Hint = "この日からの納期限のものを引き落とします。" },
        ]);
        return look.Afresh ? form.Fill("from", look.Today) : form;
    }

    static Task<Debtor> Whose(Guid id, Look look) => look.Find(look.Debtors().AsNoTracking().Where(d => d.Id == id));

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        look.Journal.About(ClaimDeeds.Debtor, id, id);
        return Show(new(form, await Whose(id, look)));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn, MasterKey key)
    {
        await Whose(id, turn);
        var items = (form.Value("items") as IEnumerable<string> ?? []).ToList();
        var account = DebitAccount.Of(form.Value("account") as BankAnswer ?? throw new NotHere());
        await Refuse(turn, id, items, "items");
        var mandate = new DebitMandate
        {
            Id = turn.NewId(), Debtor = id, Items = string.Join(' ', items), SealedAccount = DebitMandate.Seal(account, key),
            From = form.Value("from") as DateOnly? ?? turn.Today, By = turn.Me, At = turn.Now,
        };
        mandate.Accept(turn.Me, turn.Now);
        turn.Db.Add(mandate);
        turn.Journal.About(DebitDesk.Mandate, mandate.Id, id);
        return Answer.See(DebitDesk.Mandates);
    }

    /// <exception cref="Rule">one of these items is collected from an account already, or asked to be.</exception>
    internal static async Task Refuse(Turn turn, Guid debtor, IReadOnlyList<string> items, string field)
    {
        var open = await turn.Db.Set<DebitMandate>().AsNoTracking().Where(m => m.Debtor == debtor && m.EndedAt == null)
            .ToListAsync(turn.Stop);
        if (items.FirstOrDefault(i => open.Any(m => m.All.Contains(i))) is { } twice)
            throw new Rule(field, new Text($"「{turn.Items[twice].Title.Ja}」には、口座振替の申し込みがもうあります。",
                "この お金は、もう 口座から はらう もうしこみが あります。", "There is an account transfer for this already."));
    }
}
