using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;

namespace Keyaki.Payments;

/// <summary>How officers read a posting.</summary>
static class PostingWords
{
    extension(Posted posted)
    {
        public string Title => posted.Number is { } number ? $"記帳 {number}" : "記帳（番号はまもなく付きます）";

        public string Says => posted.Kind switch
        {
            PostingKind.Determine => "調定",
            PostingKind.Increase => "調定の増額",
            PostingKind.Decrease => "調定の減額",
            PostingKind.Cancel => "調定の取消し",
            PostingKind.Collect => "収納",
            PostingKind.Assign => "不明金の消込",
            PostingKind.Appropriate => "充当",
            PostingKind.Refund => "還付",
            PostingKind.Reverse => "記帳の取消し",
            PostingKind.WriteOff => "不納欠損",
            PostingKind.PayOut => "支払い",
            PostingKind.Differ => "現金過不足",
            _ => $"{posted.Kind}",
        };

        /// <summary>What it is about, of its entries: money for what came in and went out, what was determined, what was moved.</summary>
        public Yen Amount
        {
            get
            {
                var cash = Yen.Sum(posted.Entries.Where(e => e.Account is Account.Cash).Select(e => e.Amount));
                var income = -Yen.Sum(posted.Entries.Where(e => e.Account is Account.Revenue or Account.Deposit).Select(e => e.Amount));
                return cash != Yen.Zero ? posted.Kind is PostingKind.PayOut ? -cash : cash : income != Yen.Zero ? income
                    : Yen.Sum(posted.Entries.Select(e => e.Amount).Where(a => a > Yen.Zero));
            }
        }
    }

    public static string Words(this Match found) => found == Match.Whole ? "過不足なし" : string.Join("、", new[]
    {
        (Match.Partial, "一部納付"), (Match.Over, "過納"), (Match.Double, "二重納付"), (Match.Unknown, "不明金"), (Match.Late, "納期限後"),
        (Match.OtherMethod, "項目にない納付方法"),
    }.Where(m => found.HasFlag(m.Item1)).Select(m => m.Item2));

    public static string Words(this Account account) => account switch
    {
        Account.Receivable => "未収金",
        Account.Revenue => "歳入",
        Account.Deposit => "預り金",
        Account.Cash => "収納金",
        Account.Unmatched => "不明金",
        Account.Overpaid => "過誤納金",
        Account.RefundInterest => "還付加算金",
        Account.WrittenOff => "不納欠損",
        Account.Expense => "歳出",
        Account.CashDifference => "現金過不足",
        _ => $"{account}",
    };

    /// <summary>What the sender said, of the name of a payment that an officer entered.</summary>
    public static string From(string payment) => payment.Split(':', 3) is [TakeMoney.Desk or "file", _, var from] ? from
        : payment;

    /// <summary>The columns of a list of postings; the claims that each touches are links.</summary>
    public static Columns<Posted> Columns(IReadOnlyDictionary<Guid, string> claims) => new Columns<Posted>()
        .Day("日", p => p.Day, brief: true).Link("記帳", p => p.Says, p => ClaimPaths.Posting(p.Id), Spot.Title)
        .Text("番号", p => p.Number is { } number ? $"{number}" : "").Yen("金額", p => p.Amount)
        .Cell("債権", (html, p) =>
        {
            foreach (var id in p.Entries.Select(e => e.Claim).OfType<Guid>().Distinct())
                if (claims.TryGetValue(id, out var title)) html.Html($"<a href=\"{ClaimPaths.Claim(id)}\">{title}</a> ");
        }, p => string.Join("、", p.Entries.Select(e => e.Claim).OfType<Guid>().Distinct().Select(id => claims.GetValueOrDefault(id))))
        .Text("内容", p => p.Match is null ? p.Reason : PlainText.IsBlank(p.Reason) ? p.Found.Words() : $"{p.Found.Words()}。{p.Reason}");
}
