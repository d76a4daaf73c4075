using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Xunit;

namespace Keyaki.Tests.Rules;

/// <summary>How wrong tries are counted, and which passwords are refused: the rules alone.</summary>
public sealed class GuessingTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);

    static WrongTries InARow(int times) => Enumerable.Range(0, times).Aggregate(default(WrongTries), (tries, _) => tries.OneMore(Now));

    [Theory]
    [InlineData(4, 0, false)]
    [InlineData(5, 30, false)]
    [InlineData(6, 60, false)]
    [InlineData(10, 900, false)]
    [InlineData(99, 900, false)]
    [InlineData(100, 900, true)]
    public void 間違えるほど待つ時間が長くなり15分で止まり_100回で受け付けなくなる(int times, int seconds, bool shut)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), InARow(times).Wait(Now));
        Assert.Equal(shut, InARow(times).Shut);
        Assert.Equal(TimeSpan.Zero, InARow(times).Wait(Now.AddMinutes(15)));
    }

    [Fact]
    public void 待つ時間は回数とともに減ることがなく_待った分だけ短くなる() => Prop.ForAll(
        Gen.Choose(0, 300).SelectMany(n => Gen.Choose(0, 1000).Select(s => (n, s))).ToArbitrary(), one =>
        {
            var (fewer, more, later) = (InARow(one.n), InARow(one.n + 1), Now.AddSeconds(one.s));
            var expected = fewer.Wait(Now) - TimeSpan.FromSeconds(one.s);
            return more.Wait(later) >= fewer.Wait(later) && fewer.Wait(later) <= WrongTries.LongestWait
                && fewer.Wait(later) == (expected > TimeSpan.Zero ? expected : TimeSpan.Zero);
        }).QuickCheckThrowOnFailure();

    /// <summary>Each step: minutes that pass, and who tries wrongly (0 to 2), or proves themselves (3 to 5).</summary>
    static readonly Gen<(int Minutes, int What)[]> Days = Gen.Choose(0, 9)
        .SelectMany(m => Gen.Choose(0, 5).Select(w => (Minutes: m, What: w))).ListOf().Select(l => l.ToArray());

    [Fact]
    public void 一つの回線で待つのは長くても2分で_30回までは待たない() => Prop.ForAll(Days.ToArbitrary(), steps =>
    {
        var (crowd, now, tries) = (default(Crowd), Now, 0);
        foreach (var (minutes, what) in steps)
        {
            now = now.AddMinutes(minutes);
            if (tries < Crowd.Free && crowd.Wait(now) > TimeSpan.Zero) return false;
            if (crowd.Wait(now) > TimeSpan.Zero) continue;
            (crowd, tries) = (crowd.OneMore(now), tries + 1);
            if (crowd.Wait(now) > Crowd.Forgets) return false;
        }
        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void 一度にまとめて来ても待つのは2分までになる()
    {
        var crowd = Enumerable.Range(0, Crowd.Free).Aggregate(default(Crowd), (c, _) => c.OneMore(Now));
        Assert.Equal(Crowd.Forgets, crowd.Wait(Now));
        Assert.Equal(TimeSpan.FromSeconds(1), crowd.Wait(Now + Crowd.Forgets - TimeSpan.FromSeconds(1)));
        Assert.Equal(TimeSpan.Zero, crowd.Wait(Now + Crowd.Forgets));
        Assert.Equal(0, crowd.At(Now.AddHours(1)).Number);
    }

    [Fact]
    public void 本人と分かって戻るのはその人が間違えた分だけで_ほかの人の分は残る() => Prop.ForAll(Days.ToArbitrary(), steps =>
    {
        var now = Now;
        var (all, others) = (default(Crowd), default(Crowd));
        var own = new Crowd[3];
        foreach (var (minutes, what) in steps)
        {
            now = now.AddMinutes(minutes);
            if (what < 3) (all, own[what], others) = (all.OneMore(now), own[what].OneMore(now), what == 0 ? others : others.OneMore(now));
            else if (what == 3) (all, own[0]) = (all.Without(own[0].At(now).Number, now), default);
            // Person 0 proves themselves again and again; what 1 and 2 tried stays, but for the part of two minutes that had begun.
            if (all.At(now).Number < others.At(now).Number - 1) return false;
        }
        return true;
    }).QuickCheckThrowOnFailure();

    static readonly NewPassword Passwords = new(KiyoseTests.Load());

    [Theory]
    [InlineData("short", "tanaka")]
    [InlineData("1qaz2wsx3edc", "tanaka")] // of the list
    [InlineData("1QAZ2wsx3EDC", "tanaka")]
    [InlineData("１ｑａｚ２ｗｓｘ３ｅｄｃ", "tanaka")]
    [InlineData("unbelievable2026", "tanaka")] // of the list, with digits
    [InlineData("!!unbelievable!!", "tanaka")]
    [InlineData("password2026!!", "tanaka")] // a common word, with digits and marks
    [InlineData("2026-Password-11", "tanaka")]
    [InlineData("sunshine20261124", "tanaka")]
    [InlineData("aaaaaaaaaaaaaaa", "tanaka")] // repetition
    [InlineData("xyzxyzxyzxyzxy", "tanaka")]
    [InlineData("dragondragondr", "tanaka")]
    [InlineData("Password1Password1!", "tanaka")]
    [InlineData("tanaka202611", "tanaka")] // the login
    [InlineData("tanaka.tanaka!", "tanaka")]
    [InlineData("hanako1990!!!", "hanako.k@example.jp")]
    [InlineData("hanako.k@example.jp1", "hanako.k@example.jp")]
    [InlineData("keyaki20261124", "tanaka")] // the service
    [InlineData("けやき20261124!!", "tanaka")]
    [InlineData("kiyosecity2026", "tanaka")] // the city
    [InlineData("Kiyose-shi-2026", "tanaka")]
    [InlineData("kiyosetanaka99", "tanaka")]
    public void よく使われるパスワードや名前に数字を付けただけのものは断る(string password, string name) => Assert.NotNull(Passwords.Fault(password, name));

    [Theory]
    [InlineData("tanaka-no-password")]
    [InlineData("keyaki-namiki-42")]
    [InlineData("momiji-no-kisetsu")]
    [InlineData("correct horse battery")]
    [InlineData("zzzzzzzzqzzzz")] // few characters are no fault by themselves
    [InlineData("5839 2017 4639")]
    [InlineData("あしたは雨がふるらしいです")]
    public void 長さのほかに決まりはない(string password) => Assert.Null(Passwords.Fault(password, "tanaka"));

    [Fact]
    public void 断るパスワードの表には長さの足りるものが3000以上あり_どれも断られる()
    {
        string[] whole = [.. RefusedPasswords.Read().Where(p => p.Length >= NewPassword.Shortest)];
        Assert.True(whole.Length >= 3000, $"{whole.Length}");
        Assert.Equal(whole.Length, whole.Distinct().Count());
        Assert.All(whole, p => Assert.NotNull(Passwords.Fault(p, "tanaka")));
        Assert.All(whole.Take(300).Where(p => char.IsLetter(p[0]) && char.IsLetter(p[^1])),
            p => Assert.NotNull(Passwords.Fault(p + "2026!", "tanaka")));
        var head = File.ReadLines(Path.Combine(KiyoseTests.Root, "src", "Kernel", "Access", "refused-passwords.txt"))
            .TakeWhile(l => l.StartsWith('#'));
        Assert.Contains("MIT", string.Concat(head), StringComparison.Ordinal);
    }

    [Fact]
    public void サインインの名前はどこでも同じ一つの形になる() => Prop.ForAll<string>(typed =>
    {
        if (typed is null || !IsText(typed)) return true;
        var folded = SignInName.Fold(typed);
        return folded == SignInName.Fold(folded) && folded == SignInName.Fold($" {typed}\u200B");
    }).QuickCheckThrowOnFailure();

    static bool IsText(string text) => !text.Where((c, i) => char.IsSurrogate(c)).Any();

    [Theory]
    [InlineData("Suzuki", true)]
    [InlineData(" ｓｕｚｕｋｉ ", true)]
    [InlineData("suzu\u200Bki", true)]
    [InlineData("SUZU\u212AI", true)] // the sign of kelvin is a K
    [InlineData("suzuk\u0130", false)] // a capital I with a dot is no i
    public void 書き方の違うログイン名は同じ人か別の人かがいつも同じに決まる(string typed, bool same) => Assert.Equal(same, SignInName.Fold(typed) == "suzuki");
}
