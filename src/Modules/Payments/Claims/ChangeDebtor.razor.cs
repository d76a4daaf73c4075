using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>債務者の氏名や住所を変える: said anew with a reason; what it was stays as a row.</summary>
public sealed partial class ChangeDebtor
{
    internal const string Where = "address";

    public sealed record Input([Ask("氏名または名称", MaxLength = Debtor.LongestName)] string Name,
        [Ask("フリガナ", Kind = "kana", MaxLength = Debtor.LongestName)] string? Kana,
        [Ask("住所（送付先）", MaxLength = Debtor.LongestAddress)] string? Address,
        [Ask("変える理由", MaxLength = DebtorChange.LongestReason, Hint = "転居の届出、送付先の届出、商号の変更など。")] string Reason)
        : IForm<Input>;

    public sealed record Page(Form Form, Debtor Debtor);

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(ClaimPaths.Ledger + "/debtors/{id:guid}/change",
        PaymentsModule.CanDetermine, ClaimDeeds.Change, Build, Ask, Accept, ClaimDeeds.Look);

    static IQueryable<Debtor> Whose(Guid id, Look look) => look.Debtors().Where(d => d.Id == id
        && d.Kind != DebtorKind.Account && d.Kind != DebtorKind.Counter);

    static async Task<Form> Build(Guid id, Look look, IRegister register)
    {
        var debtor = await look.Find(Whose(id, look).AsNoTracking());
        var hidden = await register.Hides(debtor.Person ?? id, look.Actor, look.Stop);
        var form = hidden ? Questions<Input>.Without([Where], look.Language) : Questions<Input>.Form();
        if (!look.Afresh) return form;
        form.Fill("name", debtor.Name).Fill("kana", debtor.Kana);
        return hidden ? form : form.Fill(Where, debtor.Address);
    }

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        look.Journal.About(ClaimDeeds.Debtor, id, id);
        return Show(new(form, await look.Find(Whose(id, look).AsNoTracking())));
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn)
    {
        var (debtor, input) = (await turn.Take(Whose(id, turn)), Questions<Input>.Build(form));
        turn.Db.Add(new DebtorChange
        {
            Id = turn.NewId(), Debtor = id, Name = debtor.Name, Kana = debtor.Kana, Address = debtor.Address, Reason = input.Reason.Trim(),
            By = turn.Me, At = turn.Now,
        });
        debtor.Call(input.Name, input.Kana, form.Asks(Where) ? input.Address : debtor.Address);
        turn.Journal.About(ClaimDeeds.Debtor, id, id);
        return Answer.See(ClaimPaths.Debtor(id));
    }
}
