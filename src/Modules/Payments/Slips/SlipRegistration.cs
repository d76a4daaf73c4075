using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>納付書情報: the file by which the slips of an eL-QR are made known to 共通納税, before they are sent out.</summary>
public static class SlipRegistration
{
    /// <summary>The format's code in the city's files.</summary>
    public const string Format = "el-qr-slips";
    const string Added = "1", Cancelled = "2";

    /// <summary>The file, or which slip cannot be told and why; line 1 is the first slip.</summary>
    public static FileMade Write(FileFormats formats, IReadOnlyList<Invoice> added, IReadOnlyList<Invoice> cancelled)
    {
        List<(Invoice Of, string Change)> all = [.. added.Select(i => (i, Added)), .. cancelled.Select(i => (i, Cancelled))];
        var (refused, known) = (new List<Refusal>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (i, (of, _)) in all.Index())
        {
            if (!known.Add(of.Key)) refused.Add(new(i + 1, 0, $"案件特定キー「{of.Key}」が二度あります。片方を外してください。"));
            try { of.Check(); }
            catch (Rule rule) { refused.Add(new(i + 1, 0, rule.Sentence)); }
        }
        if (all.Count == 0) refused.Add(new(0, 0, "知らせる納付書がありません。"));
        if (refused.Count > 0) return new([], refused);
        return FileWriting.Write(formats[Format], new Dictionary<string, string>(), all.Select(each =>
            (IReadOnlyDictionary<string, string>)new Dictionary<string, string>(each.Of.Values()) { ["change"] = each.Change }));
    }
}
