using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>Payments in 庁内検索: by their own number, that of the receipt, and what they are for.</summary>
sealed class FindCharge(Search search) : Findable<Charge>(search)
{
    public override string Label => "支払い";
    public override MenuGroup Part => MenuGroup.Money;
    public override Permission Who => PaymentsModule.CanSee;
    public override string Kind => PaymentDeeds.Kind;
    public override string? List(Words words) => Address.Of(PaymentPaths.OfficeList, ("q", words.Said));

    protected override IReadOnlyList<string>? Scopes(Look look) =>
        look.Actor.Can(PaymentsModule.CanSeeAll) ? null : look.Departments;

    protected override Indexed? Entry(Charge c) => new(c.Id, string.Join('\n', c.Reference, c.Description, c.Receipt), c.Department ?? "");

    protected override IQueryable<Guid> Theirs(Look look, Whom whom) =>
        look.Db.Charges().Where(c => whom.Accounts.Contains(c.Payer)).Select(c => c.Id);

    protected override async Task<List<Hit>> Show(Look look, IQueryable<Guid> hits, Words words)
    {
        var visible = ListPayments.Visible(look.Db, look.Actor).AsNoTracking();
        var rows = await hits.Join(visible, hit => hit, c => c.Id, (_, c) => c).OrderByDescending(c => c.OpenedAt)
            .Select(c => new { c.Id, c.Reference, c.Description, c.Receipt, c.Amount, c.PaidAt, c.OpenedAt, c.Payer })
            .ToListAsync(look.Stop);
        return rows.ConvertAll(c => new Hit($"{c.Description}　{c.Amount}",
            $"支払いの番号 {c.Reference}・{(c.PaidAt is { } paid ? $"{EraDate.Of(paid.Day())}支払い" : $"{EraDate.Of(c.OpenedAt.Day())}受付")}",
            PaymentPaths.Office(c.Id))
        { Numbers = [c.Reference, $"{c.Receipt}"], Persons = [c.Payer] });
    }
}
