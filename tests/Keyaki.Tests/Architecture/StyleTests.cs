namespace Keyaki.Tests.Architecture;

/// <summary>Lines breathe: 140 columns. What is wider is one sentence in quotes, one address in a table, or older than the rule.</summary>
public sealed class StyleTests
{
    const int Columns = 140;

    /// <summary>How many were wider when the rule came. It only goes down.</summary>
    const int Wider = 269;

    [Fact]
    public void 一行は140字までで_それより長い行は増えない()
    {
        var wide = (from file in Source.Files("src", ".cs", ".razor").Concat(Source.Files("tests", ".cs"))
            .Concat(Source.Files("bench", ".cs"))
                    from line in file.Text.Split('\n')
                    where line.Length > Columns
                    select $"{file.Path}: {line.Trim()}").ToList();
        Assert.True(wide.Count <= Wider, $"{wide.Count} 行（{Wider} 行まで）\n{string.Join('\n', wide)}");
    }
}
