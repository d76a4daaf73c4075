using System.Text.Json.Nodes;

namespace Keyaki.Ui;

/// <summary>個人番号: 12 digits in any width, the last of which is made of the others. What is typed goes behind its own door and nowhere
/// else: the answer is only the word by which it is found there, and is shown as being there.</summary>
public sealed record MyNumberKind(string Law = "") : Kind
{
    const int Length = 12;

    /// <summary>The ending under which the answer holds the word for the number.</summary>
    public const string Word = ".kept";
    static readonly IReadOnlyList<string> Both = ["", Word];

    public override string Code => "mynumber";
    public override IReadOnlyList<string> Parts => Both;
    public override bool IsFieldset => false;
    public override bool IsSecret => true;
    public override bool Keeps(string part) => part == Word;
    public override string Anchor(Field field) => field.Name;

    /// <summary>The digits that were typed and are right; null where none are.</summary>
    public static string? Number(Field field) =>
        Typed.Digits(field.Raw()) is { Length: Length } digits && IsRight(digits) ? digits : null;

    /// <summary>The number where it was just typed, else its word.</summary>
    public override object? Parse(Field field) =>
        Number(field) ?? (field.Raw().Trim().Length == 0 && Told(field) ? field.Raw(Word) : null);

    static bool Told(Field field) => field.Raw(Word).Length > 0;

    public override string? Check(Field field) => Parse(field) is not null ? null
        : field.Say($"{field.Named}の12桁の数字を、カードや通知を見て、もう一度確かめてください。",
            $"「{field.Label}」は 12の 数字です。カードを 見て、もういちど 書いて ください。",
            $"Check the 12 digits of “{field.Label}” against your card.");

    /// <summary>Whether the last of twelve digits is the one that the others make.</summary>
    // 11 - (Σ Pn·Qn mod 11), 0 where the rest is 0 or 1: n counts from the right of the 11 digits, Q is n + 1 up to the sixth and
    // n - 5 from the seventh on (検査用数字、平成26年総務省令85号5条).
    public static bool IsRight(string digits)
    {
        var rest = digits[..^1].Reverse().Select((digit, at) => (digit - '0') * (at < 6 ? at + 2 : at - 4)).Sum() % 11;
        return digits[^1] - '0' == (rest <= 1 ? 0 : 11 - rest);
    }

    protected override void Input(HtmlWriter html, Field field)
    {
        if (Law.Length > 0) html.Html($"<p class=\"hint\">{field.Say("根拠：", "きまり：", "Legal basis: ")}{Law}</p>");
        var told = field.Say("入力済みです。変えるときだけ、もう一度入力してください。",
            "もう 書きました。かえる ときだけ 書いて ください。",
            "Already entered. Enter it again only to change it.");
        if (Told(field)) html.Html($"<p class=\"hint\">{told}</p>");
        Line(html, field, mode: "numeric", autocomplete: "off", size: "medium");
    }

    public override void Print(HtmlWriter html, Field field) => html.Text(Masked(field));
    public override IReadOnlyList<CellHead> Columns(Question question) => [];
    public override IReadOnlyList<string> Cells(Field field) => [];
    public override IEnumerable<(string Part, string Text)> Back(Field field, IReadOnlyList<string> cells) => [];

    public override string Masked(Field field) => Told(field) ? field.Say("入力済み（画面には表示しません）", "書きました（見せません）",
        "Entered (not shown)")
        : field.Say("（表示しません）", "（見せません）", "(not shown)");

    public override JsonObject Schema(Question question) =>
        new() { ["type"] = "string", ["pattern"] = "^[0-9]{12}$", ["writeOnly"] = true };
}
