using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Kits;

/// <summary>A question for a password, in three languages.</summary>
public abstract class AskPasswordAttribute : AskAttribute
{
    protected AskPasswordAttribute(Text label, string fills, Text? hint = null) : base(label.Ja)
    {
        (Easy, English, Kind, Autocomplete) = (label.Easy, label.En, "password", fills);
        (Hint, EasyHint, EnglishHint) = (hint?.Ja, hint?.Easy, hint?.En);
    }
}

/// <summary>今のパスワード.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AskPresentPasswordAttribute() : AskPasswordAttribute(
    new Text("今のパスワード", "いまの パスワード", "Present password"), "current-password");

/// <summary>新しいパスワード.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AskNewPasswordAttribute() : AskPasswordAttribute(
    new Text("新しいパスワード", "あたらしい パスワード", "New password"), "new-password",
    new Text("12文字以上。ほかで使っていないものにしてください。", "12文字より ながく して ください。ほかで つかって いない ものに します。",
        "At least 12 characters, and one that you use nowhere else."));

/// <summary>新しいパスワード, once more.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AskPasswordAgainAttribute() : AskPasswordAttribute(
    new Text("新しいパスワード（もう一度）", "あたらしい パスワード（もういちど）", "New password (once more)"), "new-password");
