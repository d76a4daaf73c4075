using System.Globalization;
using System.IO.Compression;
using System.Text;
using Keyaki.Kernel;

namespace Keyaki.Website;

/// <summary>A picture of an article for the printer: its name in the package, and the file as it was sent.</summary>
public sealed record PrinterPicture(int Article, string Place, StoredFile File, string? Credit);

/// <summary>What the printer gets: tagged text, the articles as a table, the pictures, and a sheet that says what the tags mean.</summary>
public static class PrinterPackage
{
    public const string ReadMe = "はじめに.txt", Tagged = "本文.txt", Sheet = "記事.csv", Pictures = "写真";

    /// <summary>The text with tags. What could be taken for one is written as in HTML.</summary>
    public static string Text(GazettePlan plan, GazetteIssue issue, IReadOnlyList<GazetteArticle> articles, Func<string, string> department,
        IReadOnlyList<PrinterPicture> pictures)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<号 番号=\"{issue.Number}\" 発行日=\"{Day(issue.Day)}\">{Safe(plan.Title.Ja)}</号>\n");
        foreach (var section in articles.GroupBy(a => a.Section))
        {
            text.Append(CultureInfo.InvariantCulture, $"<欄>{Safe(plan.Section(section.Key))}</欄>\n");
            foreach (var a in section)
            {
                text.Append(CultureInfo.InvariantCulture, $"<記事 番号=\"{a.Number}\" 課=\"{Safe(department(a.Owner))}\">\n")
                    .Append(CultureInfo.InvariantCulture, $"<題>{Safe(a.Title)}</題>\n");
                foreach (var line in GazetteLine.Of(a.Text))
                    text.Append(line.Label is { } label ? $"<項目 名=\"{Safe(label)}\">{Safe(line.Words)}</項目>\n"
                        : $"<文>{Safe(line.Words)}</文>\n");
                foreach (var picture in pictures.Where(p => p.Article == a.Number))
                    text.Append(CultureInfo.InvariantCulture, $"<写真 名=\"{Safe(picture.Place)}\">{Safe(picture.Credit ?? "")}</写真>\n");
                text.Append("</記事>\n");
            }
        }
        return text.ToString();
    }

    static string Safe(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string About(GazettePlan plan, GazetteIssue issue) => $"""
        {plan.NameOf(issue)}（{EraDate.Of(issue.Day).Long}発行）

        {Tagged}　　印を付けた本文です（UTF-8）。組みは入っていません。
        {Sheet}　　記事の表です（UTF-8、1行に1記事）。
        {Pictures}/　　記事の写真です。届いたままの大きさです。

        印
        <号 番号 発行日>　市報の名前
        <欄>　　　　　　　欄の名前。次の欄までの記事が、この欄に入ります。
        <記事 番号 課>　　1つの記事。番号は表と写真の名前と同じです。
        <題>　　　　　　　記事の題
        <文>　　　　　　　本文の1段落
        <項目 名>　　　　 日時、場所など。名は見出しの言葉です。
        <写真 名>　　　　 写真のファイル。中は撮影者・提供です。
        本文の中の < > & " は、&lt; &gt; &amp; &quot; と書いてあります。
        """;

    static IEnumerable<IReadOnlyList<string?>> Rows(GazettePlan plan, IReadOnlyList<GazetteArticle> articles,
        Func<string, string> department, IReadOnlyList<PrinterPicture> pictures) => articles.Select(a => (IReadOnlyList<string?>)[
            $"{a.Number}", plan.Section(a.Section), a.Title, a.Text, $"{a.Length}", department(a.Owner),
            string.Join('\n', pictures.Where(p => p.Article == a.Number).Select(p => p.Place))])
        .Prepend(["番号", "欄", "題", "本文", "字数", "所管課", "写真"]);

    /// <summary>All of it, into a stream.</summary>
    public static async Task Write(Stream into, GazettePlan plan, GazetteIssue issue, IReadOnlyList<GazetteArticle> articles,
        Func<string, string> department, IReadOnlyList<PrinterPicture> pictures, Func<StoredFile, Stream> open, CancellationToken stop)
    {
        await using var zip = await ZipArchive.CreateAsync(into, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, stop);
        await Put(ReadMe, Encoding.UTF8.GetBytes(About(plan, issue).ReplaceLineEndings("\r\n")));
        await Put(Tagged, Encoding.UTF8.GetBytes(Text(plan, issue, articles, department, pictures).ReplaceLineEndings("\r\n")));
        await Put(Sheet, Spreadsheet.Write(Rows(plan, articles, department, pictures)));
        foreach (var picture in pictures)
        {
            await using var to = await zip.CreateEntry(picture.Place, CompressionLevel.NoCompression).OpenAsync(stop);
            await using var from = open(picture.File);
            await from.CopyToAsync(to, stop);
        }

        async Task Put(string name, byte[] bytes)
        {
            await using var to = await zip.CreateEntry(name).OpenAsync(stop);
            await to.WriteAsync(bytes, stop);
        }
    }
}
