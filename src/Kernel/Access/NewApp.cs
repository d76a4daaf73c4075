namespace Keyaki.Kernel;

/// <summary>An authenticator app that is being set up: its secret is carried sealed until the first right code, and only then
/// kept.</summary>
public sealed class NewApp(Tickets tickets, TimeProvider clock)
{
    const string Purpose = "new-app";
    sealed record Secret(string Key, Guid Account);

    public string Start(Guid account) =>
        tickets.Make(Purpose, new Secret(Convert.ToBase64String(Totp.NewSecret()), account), TimeSpan.FromMinutes(30));

    /// <summary>The secret of a setup of this account; null when it is too old or another's.</summary>
    public byte[]? Read(string? ticket, Guid account) =>
        tickets.Read<Secret>(Purpose, ticket) is { } s && s.Account == account ? Convert.FromBase64String(s.Key) : null;

    /// <summary>The step of the first code, or the rule that it broke.</summary>
    public long Prove(byte[] secret, string code) =>
        Totp.Match(secret, code, clock.GetUtcNow(), 0) ?? throw new Rule("code",
            new Text("確認コードが違います。認証アプリに今出ている6桁の数字を入力してください。", "番号が ちがいます。アプリの 6つの 数字を 書いて ください。",
            "This code is wrong. Enter the 6 digits that your app shows now."));
}
