using Keyaki.Tests.Pages;

namespace Keyaki.Browser;

[Collection(Chrome.One)]
public sealed class 職員の入口(Chrome chrome) : IAsyncLifetime
{
    City city = null!;

    public async Task InitializeAsync() => city = await City.Start(BothDatabases.Sqlite);
    public async Task DisposeAsync() => await city.DisposeAsync();

    [Theory, InlineData(true), InlineData(false)]
    public async Task パスワードと認証アプリで入り_出ると前の画面は開かない(bool script)
    {
        await using var tanaka = await chrome.Person(city, Device.Desktop, script);
        await (await tanaka.Open("/office")).Look();
        await tanaka.Fill("ログイン名", "tanaka");
        await tanaka.Fill("パスワード", "ちがうパスワード");
        await tanaka.Press("次へ進む");
        await (await tanaka.See("ログイン名かパスワードが違います")).Look();
        await tanaka.Fill("パスワード", Kernel.Practice.Password);
        await (await tanaka.Press("次へ進む")).Look();
        await tanaka.Fill("確認コード", tanaka.App("tanaka"));
        await (await tanaka.Press("サインインする")).Look();
        await tanaka.See("田中 恵 さん");
        await (await tanaka.Open("/office/me")).Look();

        await tanaka.Press("サインアウト");
        await tanaka.Open("/office/me");
        await tanaka.See("職員のサインイン");
    }

    [Fact]
    public async Task パスキーを登録すると_次からそれだけで入れる()
    {
        // A passkey belongs to a name, not to a number: the city answers as localhost here.
        await using var tanaka = await chrome.Person(city, Device.Desktop,
            address: new UriBuilder(city.Address) { Host = "localhost" }.Uri);
        var device = await tanaka.Window.NewCDPSessionAsync(tanaka.Page);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync("WebAuthn.addVirtualAuthenticator",
            new()
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2", ["transport"] = "internal",
                    ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true,
                    ["automaticPresenceSimulation"] = true
                }
            });
        await tanaka.Become("田中 恵");
        await tanaka.Open("/office/me");
        await tanaka.Follow("パスキーを登録・削除する");
        await tanaka.Fill("今のパスワード", Kernel.Practice.Password);
        await (await tanaka.Press("確認して進む")).Look();
        await tanaka.Press("この端末にパスキーを登録する");
        await (await tanaka.See("まだ使っていません")).Look();
        await tanaka.Press("サインアウト");

        await tanaka.Open("/office/sign-in");
        await tanaka.Press("パスキーでサインインする");
        await tanaka.See("田中 恵 さん");
        await tanaka.Open("/office/me");
        Assert.DoesNotContain("まだ使っていません", await tanaka.Text());
        tanaka.NoTrouble();
    }
}
