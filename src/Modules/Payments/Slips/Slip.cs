using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>納付書の1枚分: one term of one debtor as a person reads it.</summary>
/// <param name="Payer">納付者: the name as it is printed.</param>
/// <param name="Title">What is paid (固定資産税・都市計画税).</param>
/// <param name="Number">The city's own number on the slip (通知書番号).</param>
public sealed record Slip(Invoice Invoice, string Payer, string Title, string Number)
{
    /// <summary>令和8年度 第1期.</summary>
    public string Term => $"{Invoice.Year}　第{Invoice.Term}期";
}

/// <summary>Something that an officer should know of a slip before it is printed.</summary>
public sealed record SlipDoubt(Slip Slip, string Field, string Sentence);

/// <summary>What is looked at before slips are printed.</summary>
public static class SlipDoubts
{
    /// <summary>What cannot be printed, what shops will not take, and which characters no typeface has.</summary>
    public static IEnumerable<SlipDoubt> Of(SlipFormat format, IEnumerable<Slip> slips, PaperFonts fonts, DateOnly today)
    {
        foreach (var slip in slips)
        {
            if (Refused(format, slip.Invoice) is { } rule) yield return new(slip, rule.Field, rule.Sentence);
            else if (StoreBars.Refusal(format, slip.Invoice, today) is { } refusal) yield return new(slip, "store", refusal);
            if (string.Join('、', fonts.Lacks(slip.Payer)) is { Length: > 0 } lacking)
                yield return new(slip, "payer", $"印刷できない字があります（{lacking}）。そのままだと〓になります。"
                    + "外字のフォントを入れるか、書き方を確かめてください。");
        }
    }

    static Rule? Refused(SlipFormat format, Invoice invoice)
    {
        try
        {
            ElQr.Write(format, invoice);
            return null;
        }
        catch (Rule rule) { return rule; }
    }
}
