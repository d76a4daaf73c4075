using System.Text.Json.Nodes;
using Keyaki.Kernel;

namespace Keyaki.Ui;

/// <summary>A mail address; full width is taken, and so are the dots of old carriers. The value is a string.</summary>
public sealed record MailKind : Kind
{
    public override string Code => "mail";
    public override object? Parse(Field field) => Narrow(field) is var typed && MailAddress.Read(typed) is { } address ? address.ToString()
        : typed;

    public override string? Check(Field field) => MailAddress.Read(Narrow(field)) is not null ? null : field.Say(
        $"{field.Named}は、name@example.jp のような形で入力してください。",
        $"「{field.Label}」は name@example.jp のように 書いて ください。",
        $"Fill in “{field.Label}” like name@example.jp.");

    static string Narrow(Field field) => Typed.Narrow(field.Raw());

    protected override void Input(HtmlWriter html, Field field) =>
        Line(html, field, type: "email", autocomplete: field.Question.Autocomplete ?? "email");
    /// <summary>Where it goes, and not to whom: …@example.jp.</summary>
    public override string Masked(Field field) =>
        Narrow(field) is var typed && typed.LastIndexOf('@') is >= 0 and var at ? "…" + typed[at..] : "…";

    public override void Print(HtmlWriter html, Field field) => html.Text(Narrow(field));

    /// <summary>A pattern and not the format `email`, which allows no dots in a row.</summary>
    public override JsonObject Schema(Question question) =>
        new() { ["type"] = "string", ["pattern"] = "^[^@\\s]+@[^@\\s]+\\.[^@\\s.]+$", ["maxLength"] = 254 };
}
