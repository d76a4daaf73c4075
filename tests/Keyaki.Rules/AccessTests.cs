using System.Text;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Staff;
using Keyaki.Web;

namespace Keyaki.Tests.Rules;

public sealed class AccessTests : IDisposable
{
    static readonly byte[] Rfc = Encoding.ASCII.GetBytes("12345678901234567890");
    static readonly DateTimeOffset Now = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("keyaki-key-");
    readonly Pages.TestClock clock = new(Now);

    MasterKey Key => MasterKey.Load(Path.Combine(folder.FullName, "master.key"), create: true);

    public void Dispose() => folder.Delete(recursive: true);

    // RFC 6238, appendix B, the rows of SHA-1.
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void 認証アプリの数字はRFC6238の例と同じになる(long seconds, string code) =>
        Assert.Equal(code, Totp.CodeAt(Rfc, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds)), digits: 8));

    [Fact]
    public void 認証アプリのキーはRFC4648の文字で4つずつ書かれる() => Assert.Equal("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ", Totp.Words(Rfc));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void 時計のずれは前後1つまで許す(int off, bool accepted) =>
        Assert.Equal(accepted, Totp.Match(Rfc, Totp.CodeAt(Rfc, Totp.StepAt(Now) + off), Now, 0) is not null);

    [Fact]
    public void 使った数字もそれより前の数字も二度と使えない()
    {
        var credential = new Credential { Account = clock.NewId(), Kind = ActorKind.Officer, Label = "", At = Now };
        credential.Use(Rfc, 0, Key, Now);
        var step = Totp.StepAt(Now);
        Assert.True(credential.Accepts(Totp.CodeAt(Rfc, step), Key, Now));
        Assert.False(credential.Accepts(Totp.CodeAt(Rfc, step), Key, Now));
        Assert.False(credential.Accepts(Totp.CodeAt(Rfc, step - 1), Key, Now));
        Assert.True(credential.Accepts(Totp.CodeAt(Rfc, step + 1), Key, Now));
    }

    [Fact]
    public void メールの確認コードは1回だけ10分間使える()
    {
        var (code, text) = MailCode.For("guest", "a@example.jp", Key, clock);
        Assert.Null(code.Take(text, Key, Now.AddMinutes(9)));
        Assert.NotNull(code.Take(text, Key, Now.AddMinutes(9)));
        var (late, lateText) = MailCode.For("guest", "a@example.jp", Key, clock);
        Assert.Contains("使えなくなりました", late.Take(lateText, Key, Now.AddMinutes(11))?.Ja, StringComparison.Ordinal);
    }

    [Fact]
    public void メールの確認コードは5回間違えると正しくても使えない()
    {
        var (code, text) = MailCode.For("guest", "a@example.jp", Key, clock);
        var wrong = text == "000000" ? "000001" : "000000";
        for (var i = 0; i < 5; i++) Assert.NotNull(code.Take(wrong, Key, Now));
        Assert.NotNull(code.Take(text, Key, Now));
    }

    [Fact]
    public void 同じメールアドレスは書き方が違っても同じと分かる() => Assert.Equal(Mails.Blind("Hanako@Example.jp", Key), Mails.Blind(" ｈａｎａｋｏ@example.jp", Key));

    [Theory]
    [InlineData("/my", "/my")]
    [InlineData("/procedures/x?a=1", "/procedures/x?a=1")]
    [InlineData("//evil.example", "/home")]
    [InlineData("/\\evil.example", "/home")]
    [InlineData("https://evil.example", "/home")]
    [InlineData("javascript:alert(1)", "/home")]
    [InlineData("/a\r\nSet-Cookie: x", "/home")]
    [InlineData(null, "/home")]
    public void サインインのあとは市のページにだけ戻る(string? back, string to) => Assert.Equal(to, Back.To(back, "/home"));

    [Fact]
    public void 封をした引換券は別の用途にも期限のあとにも使えない()
    {
        var tickets = new Tickets(Key, clock);
        var ticket = tickets.Make("one", "中身", TimeSpan.FromMinutes(10));
        Assert.Equal("中身", tickets.Read<string>("one", ticket));
        Assert.Null(tickets.Read<string>("two", ticket));
        Assert.Null(tickets.Read<string>("one", ticket[..^2] + "AA"));
        clock.Pass(TimeSpan.FromMinutes(11));
        Assert.Null(tickets.Read<string>("one", ticket));
    }

    [Fact]
    public void 権限の設定は実際にある職と権限だけを指す()
    {
        var city = KiyoseTests.Load();
        string[] permissions = [.. Hall.Modules.SelectMany(m => m.Permissions).Select(p => p.Code)];
        foreach (var power in city.Powers)
        {
            foreach (var pattern in power.Posts) Assert.Contains(city.Posts, p => Power.Fits(pattern, p.Code));
            foreach (var pattern in power.Permissions.Where(p => !p.EndsWith(".*", StringComparison.Ordinal)))
                Assert.Contains(pattern, permissions);
        }
        foreach (var permission in permissions)
            Assert.True(city.Powers.Any(p => p.Permissions.Any(x => Power.Fits(x, permission))), $"{permission} をだれも持っていません");
    }

    [Fact]
    public void 本人を住民記録で確かめる手続の課には_住民をさがせる職がある()
    {
        var city = KiyoseTests.Load();
        var powers = city.Powers.Where(p => p.Permissions.Any(x => Power.Fits(x, RegisterSearch.Finding.Code))).ToList();
        foreach (var department in city.Files<Definitions>().All.Select(v => v.Definition)
            .Where(d => d.Identity is Identity.Register or Identity.Card).Select(d => d.Department).Distinct())
            Assert.True(powers.Any(p => p.Posts.Any(post => post.StartsWith(department + "-", StringComparison.Ordinal))),
                $"{department} の窓口では、申し込んだ方をさがせません");
    }
}
