using Keyaki.Contracts.Payments;
using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>What is wrong, or stands out, with a line that is to be paid.</summary>
public enum Snag
{
    /// <summary>Nobody knows an account.</summary>
    NoAccount,
    /// <summary>The account's bank or branch is none that there is.</summary>
    UnknownBank,
    /// <summary>Bank files cannot say it: a mark in the holder's name, a sum with too many digits.</summary>
    Unwritable,
    /// <summary>Another account was told and does not count yet.</summary>
    AccountChanges,
    /// <summary>The bank could not pay into this account.</summary>
    FailedBefore,
    /// <summary>The account is in another name than the payee's reading. Stands out.</summary>
    OtherHolder,
    /// <summary>The register has no such resident any more: dead, or moved away. Stands out.</summary>
    Gone,
    /// <summary>The same payee gets the same kind in the same year more than once. Stands out.</summary>
    Twice,
    /// <summary>More than the kind usually pays. Stands out.</summary>
    Unusual,
    /// <summary>The books of its year are closed: it is spent from this year's money (過年度支出). Stands out.</summary>
    YearOver,
}

/// <summary>A line before it is frozen: the account it would go to, and what was found.</summary>
public sealed record Checked(PayoutLine Line, Payee Payee, PayeeAccount? Row, TransferAccount? Account, IReadOnlyList<Snag> Snags)
{
    /// <summary>It cannot be paid as it is.</summary>
    public bool Stops => Snags.Any(s => s < Snag.OtherHolder);

    /// <summary>It can be paid once somebody has said why.</summary>
    public bool StandsOut => Snags.Any(s => s >= Snag.OtherHolder);

    public string Words => string.Join("、", Snags.Select(s => s.Words()));

    /// <summary>Its print today; null where there is no account.</summary>
    public string? Print => Row is { } row ? RunLine.PrintOf(Line, Payee, row.Id) : null;

    /// <summary>What has changed since it was frozen, in words; null where nothing has. What was found then and accepted is no
    /// change.</summary>
    public string? Since(RunLine frozen) =>
        string.Join("、", Snags.Where(s => !frozen.Found.Contains(s)).Select(s => s.Words())) is { Length: > 0 } found ? found
            : Print == frozen.Print ? null : "固めたときと内容が違う";
}

/// <summary>一覧を固める前と、ファイルを作る前の点検. Pure: what it needs is given.</summary>
public static class RunCheck
{
    const long MostInFile = 9_999_999_999;

    /// <param name="account">Opens what is sealed.</param>
    /// <param name="gone">Residents that the register does not have any more.</param>
    /// <param name="others">What else was handed in for this payee, kind and year, and is not called off.</param>
    public static Checked Of(PayoutLine line, PayeeFace payee, PayoutKind kind, DateOnly today, Func<PayeeAccount, TransferAccount> account,
        IReadOnlySet<Guid> gone, int others)
    {
        var row = payee.On(today);
        var to = row is null ? null : account(row);
        return new(line, payee.Payee, row, to, [.. Snags()]);

        IEnumerable<Snag> Snags()
        {
            if (to is null) yield return Snag.NoAccount;
            else if (!to.IsKnown) yield return Snag.UnknownBank;
            if (line.Figure > MostInFile || to is not null && Unwritable(to.Holder)) yield return Snag.Unwritable;
            if (payee.Changes(today)) yield return Snag.AccountChanges;
            if (row is not null && row.Id == line.FailedAt) yield return Snag.FailedBefore;
            if (to is not null && payee.Payee.Kana is { } kana && HolderName.Compare(to.Holder, kana) is Likeness.Other)
                yield return Snag.OtherHolder;
            if (gone.Contains(payee.Payee.Id)) yield return Snag.Gone;
            if (others > 0) yield return Snag.Twice;
            if (line.Amount > kind.Unusual) yield return Snag.Unusual;
            if (today > RevenueYear.Closing(new(line.Year))) yield return Snag.YearOver; // 地方自治法235条の5、施行令165条の8
        }
    }

    static bool Unwritable(string holder)
    {
        try { return BankText.Of(holder, "holder", "受取人名").Length == 0; }
        catch (Rule) { return true; }
    }

    public static string Words(this Snag snag) => snag switch
    {
        Snag.NoAccount => "口座が分からない",
        Snag.UnknownBank => "口座の金融機関か支店の番号が分からない",
        Snag.Unwritable => "銀行のファイルに書けない名義か金額",
        Snag.AccountChanges => "口座の変更の確認か、使い始める日を待っている",
        Snag.FailedBefore => "前に振り込めなかった口座のまま",
        Snag.Gone => "住民登録がなくなっている",
        Snag.OtherHolder => "口座の名義が支払先と違う",
        Snag.Twice => "同じ人に同じ年度の同じ支払いがほかにもある",
        Snag.YearOver => "年度の出納閉鎖を過ぎている（過年度支出）",
        _ => "いつもより大きい額",
    };
}

/// <summary>予算 of a kind in a fiscal year: its limit, what was handed in to be paid, what was paid, and what stands in lists.</summary>
public sealed record YearMoney(FiscalYear Year, Yen? Limit, Yen Granted, Yen Paid, Yen Listed)
{
    /// <summary>What may still be granted; null without a limit.</summary>
    public Yen? Left => Limit - Granted;

    /// <summary>By how much paying this, too, would go beyond the year's money; nothing where it does not.</summary>
    public Yen Over(Yen wanted) => Limit is { } limit ? Yen.Max(Paid + Listed + wanted - limit, Yen.Zero) : Yen.Zero;
}
