using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>What a resident may see of the ledger: what their account paid, what they owe as the person of the register, what they owe
/// together with others, and what they owe for somebody who died. Nobody else's, whatever stands in the address.</summary>
static class Owing
{
    const int MostContacts = 3;

    extension(Look look)
    {
        /// <summary>The claims of who looks.</summary>
        public IQueryable<Claim> MyClaims()
        {
            var (account, person) = (look.Me, look.Actor.Person ?? Guid.Empty);
            var (members, debtors, heirs) = (look.Db.Set<DebtorMember>(), look.Db.Debtors(), look.Db.Set<Heir>());
            var own = debtors.Where(d => d.Person == person || d.Account == account).Select(d => d.Id);
            return look.Db.Claims().Where(c => c.Debtor == account || own.Contains(c.Debtor)
                || members.Any(m => m.Debtor == c.Debtor && own.Contains(m.Member))
                || debtors.Any(d => d.Id == c.Debtor && heirs.Any(h => h.Inheritance == d.Inheritance && own.Contains(h.Of))));
        }

        /// <summary>What who looks paid online, or began to, for these claims.</summary>
        public async Task<IReadOnlyList<Charge>> MyCharges(IReadOnlyList<Claim> claims)
        {
            var (ids, made) = (claims.Select(c => c.Id).ToList(), claims.Select(ChargeBooks.ChargeOf).OfType<Guid>().Distinct().ToList());
            return await look.Db.Charges().AsNoTracking().Include(c => c.Captures).Where(c => c.Payer == look.Me && (made.Contains(c.Id)
                || look.Db.Set<ChargeLine>().Any(l => l.ChargeId == c.Id && l.Claim != null && ids.Contains(l.Claim.Value))))
                .ToListAsync(look.Stop);
        }

        /// <summary>Whom to call about these items: their departments; where there is none of them, that of the first such item.</summary>
        public IReadOnlyList<Contact> ContactsOf(IEnumerable<Item> items, Func<Item, bool>? such = null)
        {
            var departments = items.Select(i => i.Department).Distinct().Take(MostContacts).ToList();
            if (departments.Count == 0) departments = [.. look.Items.All.Where(such ?? (_ => true)).Select(i => i.Department).Take(1)];
            return [.. departments.Select(d => look.City.ContactOf(d, look.Today))];
        }

        /// <summary>What is called how, and how it stands.</summary>
        public async Task<IReadOnlyList<ClaimFace>> MyFaces(IReadOnlyList<Claim> claims)
        {
            var balances = await look.Db.BalancesOf([.. claims.Select(c => c.Id)], look.Stop);
            return [.. claims.Select(c => new ClaimFace(c, look.Items[c.Item], balances.GetValueOrDefault(c.Id) ?? Balance.None(c.Id)))];
        }
    }

    /// <summary>Charges that are paid, by what the payment company calls the money that counts.</summary>
    public static IReadOnlyDictionary<string, Charge> ByMoney(this IEnumerable<Charge> charges) => charges
        .SelectMany(charge => charge.Captures.Where(c => c.Id == charge.HonouredCapture), (charge, c) => (c.ProviderPayment, charge))
        .ToDictionary(c => c.ProviderPayment, c => c.charge, StringComparer.Ordinal);

    /// <summary>The charge by which a posting came in; null where it is nobody's of these.</summary>
    public static Charge? Of(this IReadOnlyDictionary<string, Charge> online, Posted posted) =>
        ChargeBooks.ProviderPayment(posted.Payment) is { } money ? online.GetValueOrDefault(money) : null;

    /// <summary>年度・項目・期別, as residents read it.</summary>
    public static string Called(this ClaimFace face, Language l)
    {
        var year = new FiscalYear(face.Claim.Year);
        var term = face.Item.Terms > 1
            ? l.Pick($" 第{face.Claim.Term}期", $"（{face.Claim.Term}回目）", $", term {face.Claim.Term}") : "";
        return l.Pick($"{year} {face.Item.Title.Ja}{term}", $"{l.Say(face.Item.Title)}{term}（{year}）",
            $"{l.Say(face.Item.Title)}, fiscal {face.Claim.Year}{term}");
    }

    /// <summary>Where it stands on a day.</summary>
    public static (Tone Tone, string Words) Standing(this ClaimFace face, DateOnly today, Language l) => face.Balance switch
    {
        { Overpaid.Amount: > 0 } => (Tone.Warning, l.Pick("多く納めています", "はらいすぎです", "Paid too much")),
        { Owed.Amount: 0 } => (Tone.Good, l.Pick("納付済み", "はらいました", "Paid")),
        _ when face.Claim.Due < today => (Tone.Bad, l.Pick("納期限を過ぎています", "はらう 日が すぎました", "Overdue")),
        { Paid.Amount: > 0 } => (Tone.Warning, l.Pick("一部を納付", "すこし はらいました", "Paid in part")),
        _ => (Tone.Plain, l.Pick("これから納めるもの", "これから はらいます", "To be paid")),
    };

    public static string Words(this CollectionMethod method, Language l) => method switch
    {
        CollectionMethod.Counter => l.Pick("市役所の窓口", "市やくしょの まどぐち", "at the city hall"),
        CollectionMethod.Bank => l.Pick("銀行や郵便局の窓口（納付書）", "ぎんこうか ゆうびんきょく", "at a bank, with the payment slip"),
        CollectionMethod.ConvenienceStore => l.Pick("コンビニエンスストア（納付書）", "コンビニ", "at a convenience store, with the slip"),
        CollectionMethod.Smartphone => l.Pick("スマートフォンの決済アプリ（納付書のバーコード）", "スマートフォンの アプリ",
            "by an app that reads the bars of the slip"),
        CollectionMethod.ElQr => l.Pick("eL-QR（納付書の二次元コード）", "eL-QR（紙の しかくい しるし）",
            "by eL-QR, the square code of the slip"),
        CollectionMethod.AccountTransfer => l.Pick("口座振替", "口座から ひきおとし", "by direct debit"),
        _ => l.Pick("オンライン決済", "インターネット", "online"),
    };

    /// <summary>What a posting did to what they owe.</summary>
    public static string Happened(this PostingKind kind, Language l) => kind switch
    {
        PostingKind.Determine => l.Pick("納める額が決まりました", "はらう お金が きまりました", "What is to be paid was determined"),
        PostingKind.Increase => l.Pick("納める額が増えました", "はらう お金が ふえました", "What is to be paid went up"),
        PostingKind.Decrease => l.Pick("納める額が減りました", "はらう お金が へりました", "What is to be paid went down"),
        PostingKind.Cancel => l.Pick("納めなくてよくなりました", "はらわなくて よく なりました", "Nothing is to be paid any more"),
        PostingKind.Collect or PostingKind.Assign => l.Pick("納付がありました", "はらいました", "A payment came in"),
        PostingKind.Appropriate => l.Pick("ほかの納めすぎを充てました", "ほかの はらいすぎを つかいました",
            "What was overpaid elsewhere was counted here"),
        PostingKind.Refund => l.Pick("お返ししました", "お金を かえしました", "Money was given back"),
        PostingKind.Reverse => l.Pick("前の記録を取り消しました", "まえの きろくを けしました", "An earlier entry was taken back"),
        _ => l.Pick("納めなくてよくなりました", "はらわなくて よく なりました", "It is not collected any more"),
    };

    /// <summary>What it moved of the claims of who looks: determined where that changed, else paid (or given back, then below
    /// nothing).</summary>
    public static Yen Moved(this Posted posted, IReadOnlySet<Guid> mine)
    {
        var entries = posted.Entries.Where(e => e.Claim is { } id && mine.Contains(id)).ToList();
        var income = -Yen.Sum(entries.Where(e => e.Account is Account.Revenue or Account.Deposit).Select(e => e.Amount));
        return income != Yen.Zero ? income
            : -Yen.Sum(entries.Where(e => e.Account is Account.Receivable or Account.Overpaid or Account.RefundInterest)
                .Select(e => e.Amount));
    }
}
