using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>A claim with its item and what stands in it.</summary>
public sealed record ClaimFace(Claim Claim, Item Item, Balance Balance, string Debtor = "")
{
    /// <summary>Whom of the register the debtor is.</summary>
    public Guid? Person { get; init; }

    public string Title => Item.Named(new(Claim.Year), Claim.Term);

    /// <summary>Where it stands on a day, as officers say it.</summary>
    public (Tone Tone, string Words) Standing(DateOnly today) =>
        Balance.Overpaid > Yen.Zero ? (Tone.Warning, "過誤納あり")
        : Balance.Determined == Yen.Zero ? (Tone.Plain, "調定なし")
        : Balance.Owed == Yen.Zero ? Balance.WrittenOff > Yen.Zero ? (Tone.Plain, "不納欠損") : (Tone.Good, "完納")
        : Claim.Due < today ? (Tone.Bad, Balance.Paid > Yen.Zero ? "納期限後・一部納付" : "納期限後・未納")
        : Balance.Paid > Yen.Zero ? (Tone.Warning, "一部納付") : (Tone.Plain, "納期限前");
}

/// <summary>What this officer may see of the ledger: the items of their departments, or all with that power.</summary>
static class Seen
{
    extension(Look look)
    {
        public Items Items => look.City.Files<Items>();

        /// <summary>Codes of the items; null for all.</summary>
        public List<string>? ItemCodes => look.Actor.Can(PaymentsModule.CanSeeAll) ? null : look.Items.Of(look.Departments);

        public IQueryable<Claim> Claims() => look.ItemCodes is { } codes ? look.Db.Claims().Where(c => codes.Contains(c.Item))
            : look.Db.Claims();

        /// <summary>Debtors of such claims, members of such debtors, and those of whom nothing is determined yet.</summary>
        public IQueryable<Debtor> Debtors()
        {
            if (look.ItemCodes is null) return look.Db.Debtors();
            var (mine, all, members) = (look.Claims(), look.Db.Claims(), look.Db.Set<DebtorMember>());
            return look.Db.Debtors().Where(d => mine.Any(c => c.Debtor == d.Id) || !all.Any(c => c.Debtor == d.Id)
                || members.Any(m => m.Member == d.Id && mine.Any(c => c.Debtor == m.Debtor)));
        }

        public Task<Claim> Claim(Guid id) => look.Find(look.Claims().AsNoTracking().Where(c => c.Id == id));

        /// <summary>The claim with this key; a rule at the question where there is none.</summary>
        public async Task<Claim> ClaimOf(string key) =>
            await look.Claims().AsNoTracking().FirstOrDefaultAsync(c => c.Key == key.Trim(), look.Stop)
                ?? throw new Rule("key", "この番号の調定はありません。番号を確かめてください。");

        public async Task<IReadOnlyList<ClaimFace>> Faces(IReadOnlyList<Claim> claims)
        {
            var balances = await look.Db.BalancesOf([.. claims.Select(c => c.Id)], look.Stop);
            var ids = claims.Select(c => c.Debtor).Distinct().ToList();
            var names = await look.Db.Debtors().Where(d => ids.Contains(d.Id)).Select(d => new { d.Id, d.Name, d.Person })
                .ToDictionaryAsync(d => d.Id, look.Stop);
            return [.. claims.Select(c => new ClaimFace(c, look.Items[c.Item], balances.GetValueOrDefault(c.Id) ?? Balance.None(c.Id),
                names.GetValueOrDefault(c.Debtor)?.Name ?? "") { Person = names.GetValueOrDefault(c.Debtor)?.Person })];
        }

        public async Task<ClaimFace> Face(Guid id) => (await look.Faces([await look.Claim(id)]))[0];

        /// <summary>The journal says which claim and whose.</summary>
        public Journal About(Claim claim) => look.Journal.About(ClaimDeeds.Kind, claim.Id, claim.Debtor);
    }
}
