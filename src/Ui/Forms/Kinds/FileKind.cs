using System.Text.Json.Nodes;

namespace Keyaki.Ui;

/// <summary>A file. The answer is the id of a kept file; the caller keeps what comes in as <c>name.upload</c> and fills in the id. The
/// value is that id.</summary>
public sealed record FileKind(string Accept = "image/jpeg,image/png,application/pdf", string Takes = "写真（JPEG、PNG）かPDF、20MBまで") : Kind
{
    /// <summary>The size in bytes that the words name, and that the browser looks at before a file travels.</summary>
    public const long Usual = 20 * 1024 * 1024;

    /// <summary>A phone opens its camera for it.</summary>
    public bool Camera { get; init; }

    /// <summary>The same where files of this question may be larger than others.</summary>
    public long? Larger { get; init; }
    long Most => Larger ?? Usual;

    /// <summary>The form key under which a file arrives.</summary>
    public static string UploadKey(string name) => name + ".upload";

    public override string Code => "file";

    /// <summary>Whether a file is asked for, by the question itself or in the rows of a group.</summary>
    public static bool IsIn(Question question) => question.Kind is FileKind || question.Kind is GroupKind group
        && group.Questions.Any(IsIn);
    public override object? Parse(Field field) => field.Raw();
    public override string Missing(Field field) =>
        field.Say($"{field.Named}のファイルを選んでください。", $"「{field.Label}」の ファイルを えらんで ください。", $"Choose a file for “{field.Label}”.");
    public override string? Check(Field field) => field.Form.Files(field.Raw()) is null
        ? field.Say($"{field.Named}のファイルが見つかりません。もう一度選んでください。", $"「{field.Label}」の ファイルが ありません。もういちど えらんで ください。",
        $"The file for “{field.Label}” is gone. Choose it again.") : null;
    public override string Anchor(Field field) => field.Name;

    protected override void Input(HtmlWriter html, Field field)
    {
        var kept = field.IsEmpty ? null : field.Form.Files(field.Raw());
        if (kept is not null)
        {
            html.Raw("<div class=\"file\">");
            Face(html, kept);
            // In a row the file travels with its row: rows change places when one before them is removed.
            if (field.Form.BringsFiles) html.Html($"<input type=\"hidden\" name=\"{field.Name}\" value=\"{field.Raw()}\">");
            html.Html($"<button class=\"button button-quiet\" name=\"_remove\" value=\"{field.Name}\" formnovalidate>{field.Say($"{field.Named}のファイルを取り消す", $"「{field.Label}」の ファイルを けす", $"Remove the file for “{field.Label}”")}</button></div>");
        }
        html.Html($"<p class=\"hint\">{(kept is null ? "" : field.Say("選び直すと入れ替わります。", "もういちど えらぶと かわります。", "Choosing again replaces it. "))}{Takes}</p><input class=\"upload\" type=\"file\" id=\"{field.Name}\" name=\"{UploadKey(field.Name)}\" accept=\"{Accept}\"");
        if (Camera) html.Raw(" capture=\"environment\"");
        Limits(html, field);
        Describe(html, field);
        html.Raw(">");
    }

    /// <summary>What is looked at before the file is sent, and the words for it.</summary>
    void Limits(HtmlWriter html, Field field)
    {
        html.Html($" data-most=\"{Most}\"");
        html.Attribute("data-large", field.Say($"このファイルは{{}}あり、大きすぎます。{Most / 1048576}MBまでのファイルを選んでください。",
            $"この ファイルは {{}}で、大きすぎます。{Most / 1048576}MBまでの ものを えらんで ください。",
            $"This file has {{}}: too large. Choose one of up to {Most / 1048576} MB."));
        html.Attribute("data-empty",
            field.Say("このファイルは空です。別のファイルを選んでください。", "この ファイルは からです。ほかの ものを えらんで ください。", "This file is empty. Choose another one."));
        // What a browser calls a table or a text differs from machine to machine: only pictures and PDFs are told by it.
        if (Accept.Split(',').All(type => type is "application/pdf" || type.StartsWith("image/", StringComparison.Ordinal)))
            html.Attribute("data-kind", field.Say($"このファイルは使えません。選べるのは、{Takes}です。", $"この ファイルは つかえません。{Takes}を えらんで ください。",
                $"This file cannot be used. Accepted: {Takes}."));
    }

    static void Face(HtmlWriter html, FileFace file)
    {
        html.Raw("<span class=\"file-face\">");
        if (file.Url is { } url) html.Html($"<a href=\"{url}\">{file.Name}</a>");
        else html.Text(file.Name);
        html.Html($" <span class=\"file-size\">（{Size(file.Size)}）</span>");
        if (file.State is { } state) html.Html($" <span class=\"tag\">{state}</span>");
        html.Raw("</span>");
    }

    /// <summary>How large a file is, as a person reads it.</summary>
    public static string Size(long bytes) =>
        bytes < 1024 * 1024 ? $"{(bytes + 1023) / 1024}KB" : FormattableString.Invariant($"{bytes / 1048576.0:0.0}MB");

    public override void Print(HtmlWriter html, Field field)
    {
        if (field.Form.Files(field.Raw()) is { } file) Face(html, file);
        else html.Text(field.Say("ファイルが見つかりません", "ファイルが ありません", "File not found"));
    }

    // The file itself travels beside the table.
    public override IReadOnlyList<string> Cells(Field field) => [field.Form.Files(field.Raw())?.Name ?? field.Raw()];
    public override IEnumerable<(string Part, string Text)> Back(Field field, IReadOnlyList<string> cells) => [];
    public override string Masked(Field field) => field.Say("（ファイルがあります）", "（ファイルが あります）", "(a file)");

    public override JsonObject Schema(Question question) => new() { ["type"] = "string", ["format"] = "uuid" };
}
