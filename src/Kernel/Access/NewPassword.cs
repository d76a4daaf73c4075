namespace Keyaki.Kernel;

/// <summary>What a new password must be: long enough, and none that guessers try first. No other rule.</summary>
public sealed class NewPassword(CityProfile city)
{
    public const int Shortest = 12, Longest = 128;

    readonly string[] words =
    [
        "keyaki", "けやき", "ケヤキ", "欅", "city", "hall", "shi", "yakusho", "shiyakusho", "市", "市役所",
        .. city.City.En.Split(' '), city.City.Name, city.City.Name.TrimEnd('市', '区', '町', '村'), city.City.Kana, city.City.Prefecture,
    ];

    /// <summary>The hash of a new password that was typed twice. Slow on purpose: before the turn.</summary>
    /// <param name="name">The name that the account signs in with.</param>
    /// <exception cref="Rule">at "password" when it cannot be used, at "again" when the second one differs.</exception>
    public string Hash(string password, string again, string name)
    {
        if (Fault(password, name) is { } fault) throw new Rule("password", fault);
        if (password != again) throw new Rule("again", new Text("2つのパスワードが違います。同じものをもう一度入力してください。", "2つの パスワードが ちがいます。おなじ ものを 書いて ください。",
            "The two passwords differ. Enter the same one twice."));
        return Credential.Hash(password);
    }

    /// <summary>What is wrong with it, as a sentence; null when it may be used.</summary>
    public Text? Fault(string password, string name) => password switch
    {
        { Length: < Shortest } =>
            new($"パスワードは{Shortest}文字以上にしてください。", $"パスワードは {Shortest}文字より ながく して ください。", $"Use at least {Shortest} characters."),
        { Length: > Longest } => new($"パスワードは{Longest}文字以内にしてください。", $"パスワードは {Longest}文字までです。", $"Use up to {Longest} characters."),
        _ when RefusedPasswords.NamesOnly(password, [.. words, .. Names(name)]) =>
            new("ログイン名、メールアドレス、市の名前などに数字や記号を付けただけのパスワードは使えません。別のパスワードにしてください。", "メールアドレスや 市の 名前の パスワードは つかえません。ほかの ものに して ください。",
            "Your mail address or the name of the city with digits behind it cannot be your password. Choose another one."),
        _ when RefusedPasswords.Knows(password) =>
            new("このパスワードは、多くの人が使っていて知られています。別のパスワードにしてください。", "この パスワードは、みんなが 知って います。ほかの ものに して ください。",
            "Many people use this password and it is known. Choose another one."),
        _ => null,
    };

    /// <summary>The name and its pieces: hanako.kiyose@example.jp is hanako, kiyose, example, too.</summary>
    static IEnumerable<string> Names(string name) => name.Split('.', '-', '_', '+', '@').Where(part => part.Length > 2).Append(name);
}
