using System.Text;
using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>A code of digits on a slip (eL-QR, コンビニ収納のバーコード, OCRの1行), as its layout has it.</summary>
public sealed record DigitCode(string Title, Layout Layout)
{
    /// <exception cref="Rule">the invoice has something that the code cannot say; the field is the place's name.</exception>
    public string Write(Invoice invoice)
    {
        invoice.Check();
        return Encoding.ASCII.GetString(Layout.Write(invoice.Values()));
    }

    /// <exception cref="Rule">it is no such code; the field is the place's name, the sentence says where and why.</exception>
    public Values Read(string digits, DateOnly today)
    {
        if (digits.Length != Layout.Width)
            throw new Rule("", $"{Title}は{Layout.Width}桁ですが、{digits.Length}桁あります。全部の桁を読み取ってください。");
        if (!digits.All(char.IsAsciiDigit)) throw new Rule("", $"{Title}は数字だけです。読み取り直してください。");
        var (values, flaws) = Layout.Read(Encoding.ASCII.GetBytes(digits), today);
        return flaws is [var first, ..] ? throw new Rule(first.Name, $"{Title}の{first.Column}桁目から：{first.Reason}") : values;
    }
}
