using System.Text.Json.Nodes;

namespace Keyaki.Ui;

/// <summary>A file. The answer is the id of a kept file; the caller keeps what comes in as <c>name.upload</c> and fills in the id. The value is that id.</summary>
public sealed record FileKind(string Accept = "image/jpeg,image/png,application/pdf", string Takes = "写真（JPEG、PNG）かPDF、20MBまで") : Kind
{
    /// <summary>The form key under which a file arrives.</summary>
    public static string UploadKey(string name) => name + ".upload";

    public override string Code => "file";
    public override object? Parse(Field field) => field.Raw();
    public override string Missing(Field field) => $"{field.Label}のファイルを選んでください。";
    public override string? Check(Field field) => field.Form.Files(field.Raw()) is null ? $"{field.Label}のファイルが見つかりません。もう一度選んでください。" : null;
    public override string Anchor(Field field) => field.Name;

    protected override void Input(HtmlWriter html, Field field)
    {
        var kept = field.IsEmpty ? null : field.Form.Files(field.Raw());
        if (kept is not null)
        {
            html.Raw("<div class=\"file\">");
            Face(html, kept);
            html.Html($"<button class=\"button button-quiet\" name=\"_remove\" value=\"{field.Name}\" formnovalidate>{field.Label}のファイルを取り消す</button></div>");
        }
        html.Html($"<p class=\"hint\">{(kept is null ? "" : "選び直すと入れ替わります。")}{Takes}</p><input class=\"upload\" type=\"file\" id=\"{field.Name}\" name=\"{UploadKey(field.Name)}\" accept=\"{Accept}\"");
        Describe(html, field);
        html.Raw(">");
    }

    static void Face(HtmlWriter html, FileFace file)
    {
        html.Raw("<p class=\"file-face\">");
        if (file.Url is { } url) html.Html($"<a href=\"{url}\">{file.Name}</a>");
        else html.Text(file.Name);
        html.Html($" <span class=\"file-size\">（{Size(file.Size)}）</span>");
        if (file.State is { } state) html.Html($" <span class=\"tag\">{state}</span>");
        html.Raw("</p>");
    }

    static string Size(long bytes) => bytes < 1024 ? $"{bytes}バイト" : bytes < 1024 * 1024 ? $"{(bytes + 1023) / 1024}KB" : FormattableString.Invariant($"{bytes / 1048576.0:0.0}MB");

    public override void Print(HtmlWriter html, Field field)
    {
        if (field.Form.Files(field.Raw()) is { } file) Face(html, file);
        else html.Text("ファイルが見つかりません");
    }

    public override JsonObject Schema(Question question) => new() { ["type"] = "string", ["format"] = "uuid" };
}
