using Keyaki.Kits;
using Keyaki.Web;

namespace Keyaki.Tests.Kits;

/// <summary>What waits for a second person does so in one way.</summary>
public sealed class SecondTests
{
    static IEnumerable<Type> Types => Hall.Modules.SelectMany(m => m.GetType().Assembly.GetTypes());

    [Fact]
    public void 二人で行うことは_どれも道具箱の画面で確かめられ_ほかの画面を持たない()
    {
        var acts = Types.Where(t => t.IsSubclassOf(typeof(TwoPersons))).ToList();
        Assert.True(acts.Count >= 4);
        foreach (var act in acts)
            Assert.Single(Types, t => !t.IsAbstract && t.IsSubclassOf(typeof(SecondPerson<>).MakeGenericType(act)));
        Assert.Empty(from file in Architecture.Source.Files("src/Modules", ".cs")
                     where file.Text.Contains(".Check(actor", StringComparison.Ordinal)
                         || file.Text.Contains(".TakeBack(actor", StringComparison.Ordinal)
                     select file.Path);
    }
}
