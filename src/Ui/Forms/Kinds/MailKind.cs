using System.Net.Mail;
using System.Text.Json.Nodes;

namespace Keyaki.Ui;

/// <summary>A mail address; full width is taken. The value is a string.</summary>
public sealed record MailKind : Kind
{
    public override string Code => "mail";
    public override object? Parse(Field field) => Typed.Narrow(field.Raw());

    public override string? Check(Field field)
    {
        var mail = Typed.Narrow(field.Raw());
        // What leaves the house is held to what a mail server takes: one address, no display name, a dot in the domain, nothing above RFC 5321's 254.
        var fine = mail.Length <= 254 && mail.All(c => c is > ' ' and < '\u007f') && MailAddress.TryCreate(mail, out var address) && address.Address == mail
            && address.Host.Contains('.') && !address.Host.StartsWith('.') && !address.Host.EndsWith('.') && !mail.Contains("..");
        return fine ? null : field.Say($"{field.Named}は、name@example.jp のような形で入力してください。", $"「{field.Label}」は name@example.jp のように 書いて ください。", $"Fill in “{field.Label}” like name@example.jp.");
    }

    protected override void Input(HtmlWriter html, Field field) => Line(html, field, type: "email", autocomplete: field.Question.Autocomplete ?? "email");
    public override void Print(HtmlWriter html, Field field) => html.Text(Typed.Narrow(field.Raw()));
    public override JsonObject Schema(Question question) => new() { ["type"] = "string", ["format"] = "email" };
}
