using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>Debtors in 庁内検索 and on the page of a resident. Who paid online or in cash is found by the payment.</summary>
sealed class FindDebtors(Search search) : Findable<Debtor>(search)
{
    public override string Label => "債務者";
    public override MenuGroup Part => MenuGroup.Money;
    public override Permission Who => PaymentsModule.CanLedger;
    public override string Kind => ClaimDeeds.Debtor;
    public override string? List(Words words) => Address.Of(FindDebtor.Url, ("q", words.Said));

    protected override Indexed? Entry(Debtor d) =>
        d.Kind is DebtorKind.Account or DebtorKind.Counter ? null
            : new(d.Id, string.Join('\n', d.Name, d.Kana, d.Person is null ? d.Address : null));

    protected override IQueryable<Guid> Theirs(Look look, Whom whom) => look.Db.Debtors().Where(d => d.Person == whom.Person)
        .Select(d => d.Id);

    protected override async Task<List<Hit>> Show(Look look, IQueryable<Guid> hits, Words words)
    {
        var rows = await hits.Join(look.Debtors().AsNoTracking(), hit => hit, d => d.Id, (_, d) => d).OrderByDescending(d => d.At)
            .Select(d => new { d.Id, d.Name, d.Address, d.Person }).ToListAsync(look.Stop);
        return rows.ConvertAll(d => new Hit(d.Name,
            $"債務者・{(d.Person is not null ? "住民記録の方" : d.Address ?? "住所は書かれていません")}", ClaimPaths.Debtor(d.Id))
        { Persons = [d.Person ?? d.Id] });
    }
}
