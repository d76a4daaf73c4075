using System.Text;
using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>eL-QR（地方税統一QRコード）とeL番号: the digits that the square on a slip holds, and those printed below it.</summary>
public static class ElQr
{
    /// <exception cref="Rule">the invoice has something that the code cannot say.</exception>
    public static string Write(SlipFormat format, Invoice invoice) => format.ElQr.Write(invoice);

    /// <exception cref="Rule">it is no such code; the field is the place's name, the sentence says where and why.</exception>
    public static Invoice Read(SlipFormat format, string digits, DateOnly today)
    {
        var of = format.ElQr.Read(digits, today);
        if (of["again"] != of["amount"])
            throw new Rule("amount", $"{format.ElQr.Title}の2か所の金額が違います（{of["amount"]}と{of["again"]}）。"
                + "この納付書は使わないでください。");
        return new(of["item"], of["key"], of["confirmation"], new(int.Parse(of["assessed"])), new(int.Parse(of["year"])),
            int.Parse(of["term"]), of.Day("due") ?? default, of.Day("payUntil") ?? default, of.Yen("amount"));
    }

    /// <summary>eL番号: as it is printed, with what stands between its parts.</summary>
    public static string Number(SlipFormat format, Invoice invoice)
    {
        var (values, _) = format.ElQr.Layout.Read(Encoding.ASCII.GetBytes(Write(format, invoice)), invoice.Due);
        return string.Join(format.Separator, format.Number.Select(name => values[name]));
    }

    /// <summary>The parts of an eL番号 as a person typed it, with any or no marks between them.</summary>
    /// <exception cref="Rule">it has not the digits that it should have.</exception>
    public static IReadOnlyDictionary<string, string> ReadNumber(SlipFormat format, string typed)
    {
        var digits = string.Concat(typed.Normalize(NormalizationForm.FormKC).Where(c => !JapaneseText.IsDash(c) && c is not ' '));
        var parts = format.Number.Select(name => format.ElQr.Layout.Places.First(p => p.Name == name)).ToList();
        var wide = parts.Sum(p => p.Width);
        if (digits.Length != wide || !digits.All(char.IsAsciiDigit))
            throw new Rule("number", $"eL番号は{wide}桁の数字です。{digits.Length}桁あります。納付書のとおりに入力してください。");
        var (at, read) = (0, new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var part in parts)
        {
            read[part.Name] = digits.Substring(at, part.Width);
            at += part.Width;
        }
        return read;
    }
}
