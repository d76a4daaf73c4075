using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>Addresses of account transfers, what the journal says about them, and which of them an officer sees.</summary>
static class DebitDesk
{
    public const string Home = "/office/payments/debits", Mandates = Home + "/mandates", Refused = Home + "/refused",
        Apply = Contracts.Links.AccountTransfer, Request = "debit-request", Mandate = "debit-mandate";

    public static string Show(Guid request) => $"{Home}/{request}";
    public static string Check(Guid request) => $"{Home}/{request}/check";
    public static string TakeBack(Guid request) => $"{Home}/{request}/take-back";
    public static string File(Guid request) => $"{Home}/{request}/file";
    public static string Drop(Guid request) => $"{Home}/{request}/drop";
    public static string Accept(Guid mandate) => $"{Mandates}/{mandate}/accept";
    public static string End(Guid mandate) => $"{Mandates}/{mandate}/end";
    public static string Tell(Guid line) => $"{Refused}/{line}/tell";
    public static string Add(Guid debtor) => $"{ClaimPaths.Debtor(debtor)}/mandate";

    public static readonly Deed Added = new("payments.mandate-added", "口座振替の申し込みを記録した",
        "口座から はらう もうしこみを きろくした",
        "recorded an account transfer");
    public static readonly Deed Applied = new("payments.mandate-applied", "口座振替を申し込んだ", "口座から はらう もうしこみを した",
        "asked for an account transfer");
    public static readonly Deed Accepted = new("payments.mandate-accepted", "口座振替の申し込みを受け付けた",
        "口座から はらう もうしこみを うけた",
        "accepted an account transfer");
    public static readonly Deed Ended = new("payments.mandate-ended", "口座振替を終わらせた", "口座から はらうのを おわりに した",
        "ended an account transfer");
    public static readonly Deed Made = new("payments.debit-made", "口座振替の依頼を作った", "口座から お金を もらう じゅんびを した",
        "prepared what a bank is asked to collect");
    public static readonly Deed Checked = new("payments.debit-checked", "口座振替の依頼を二人目として確かめた",
        "口座から お金を もらって よいか、ふたりめの 人が 見た", "checked as a second person what a bank is asked to collect");
    public static readonly Deed TookBack = new("payments.debit-ended", "口座振替の依頼を取り下げた",
        "口座から お金を もらうのを やめに した",
        "took back what a bank was asked to collect");
    public static readonly Deed Dropped = new("payments.debit-dropped", "口座振替の依頼をやめた", "口座から お金を もらうのを やめに した",
        "dropped what a bank was asked to collect");
    public static readonly Deed Written = Deed.Look("payments.debit-file", "口座振替の依頼ファイルを作った",
        "銀行に わたす ファイルを つくった",
        "made the file for the bank");
    public static readonly Deed Told = new("payments.debit-told", "振替できなかったことを知らせる手紙を書いた",
        "口座から もらえなかった ことを しらせた",
        "wrote a letter that a transfer was not possible");
    public static readonly Deed Look = Deed.Look("payments.debit-look", "口座振替を見た", "口座から はらう もうしこみを 見た",
        "looked at account transfers");

    extension(Look look)
    {
        public IQueryable<DebitMandate> DebitMandates()
        {
            var debtors = look.Debtors();
            return look.Db.Set<DebitMandate>().Where(m => debtors.Any(d => d.Id == m.Debtor));
        }
    }

    extension(CityDb db)
    {
        /// <summary>Lines that a bank may still answer.</summary>
        public IQueryable<DebitLine> DebitsAsked()
        {
            var goes = db.Set<DebitRequest>().Where(r => r.Agreed != false && r.DroppedAt == null);
            return db.Set<DebitLine>().Where(l => l.Paid == null && goes.Any(r => r.Id == l.Request));
        }

        /// <summary>Unpaid claims that are due by a day, of debtors from whose account they are collected, which no bank is asked for yet,
        /// and for which nobody was told a later day.</summary>
        public IQueryable<Claim> ToDebit(DateOnly day)
        {
            var (asked, mandates, entries, lines) = (db.DebitsAsked(), db.Set<DebitMandate>(), db.Entries(), db.Set<DebitLine>());
            return db.Claims().Where(c => c.Due <= day && mandates.Any(m => m.Debtor == c.Debtor && m.AcceptedAt != null
                && m.EndedAt == null
                && m.From <= c.Due && (" " + m.Items + " ").Contains(" " + c.Item + " "))
                && entries.Where(e => e.Claim == c.Id && e.Account == Account.Receivable).Sum(e => e.Figure) > 0
                && !asked.Any(l => l.Claim == c.Id) && !lines.Any(l => l.Claim == c.Id && l.AgainOn > day));
        }
    }
}
