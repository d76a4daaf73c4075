using Keyaki.Web;

namespace Keyaki.Tests.Operation;

/// <summary>A practice city of an older making is noticed, and never lost without a word.</summary>
public sealed class FreshnessTests : IDisposable
{
    readonly string data = Directory.CreateTempSubdirectory("keyaki-fresh-").FullName;
    readonly StringWriter said = new();

    string Mark => Path.Combine(data, "making.txt");
    string Cases => Path.Combine(data, "city.db");

    /// <summary>What speaks for the journal of a practice city lies beside its data, and goes with it.</summary>
    string Heads => data + "-anchors.txt";

    public void Dispose() => Directory.Delete(data, recursive: true);

    bool Check(string answer = "", bool asks = false) => Freshness.Check(data, Heads, new StringReader(answer), said, asks);

    void Old()
    {
        File.WriteAllText(Cases, "前の版のまち");
        File.WriteAllText(Mark, "前の版");
    }

    [Fact]
    public void 初めてのまちと同じ作りのまちは_何も言わずに開く()
    {
        Assert.True(Check());
        var mark = File.ReadAllText(Mark);
        File.WriteAllText(Cases, "今の版のまち");
        Assert.True(Check());
        Assert.Equal((mark, "今の版のまち", ""), (File.ReadAllText(Mark), File.ReadAllText(Cases), said.ToString()));
    }

    [Fact]
    public void 前の版の作りのまちは_尋ねられない所では開かず_次にすることを言う()
    {
        Old();
        Assert.False(Check());
        Assert.Contains("./dev seed", said.ToString(), StringComparison.Ordinal);
        Assert.True(File.Exists(Cases));
    }

    [Theory]
    [InlineData(""), InlineData("n"), InlineData("はい")]
    public void はっきりyと答えなければ消さない(string answer)
    {
        Old();
        Assert.False(Check(answer, asks: true));
        Assert.Equal(("前の版のまち", "前の版"), (File.ReadAllText(Cases), File.ReadAllText(Mark)));
        Assert.Contains("消えます", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void yと答えれば消して新しく作る()
    {
        Old();
        Assert.True(Check("Y\n", asks: true));
        Assert.False(File.Exists(Cases));
        Assert.NotEqual("前の版", File.ReadAllText(Mark));
    }

    [Fact]
    public void 印のないまちも前の版とみなす()
    {
        File.WriteAllText(Cases, "印のないまち");
        Assert.False(Check());
    }
}
