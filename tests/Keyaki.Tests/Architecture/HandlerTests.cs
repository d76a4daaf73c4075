using System.Reflection;
using Keyaki.Kernel;
using Keyaki.Web;

namespace Keyaki.Tests.Architecture;

/// <summary>Handlers stay readable: what belongs to every one of them comes as one object.</summary>
public sealed class HandlerTests
{
    static readonly List<(string Name, ParameterInfo[] Takes)> Accepts =
        [.. from module in Hall.Modules.Select(m => m.GetType().Assembly).Distinct()
            from type in module.GetTypes()
            from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            where method.ReturnType == typeof(Answer) || method.ReturnType == typeof(Task<Answer>)
            let takes = method.GetParameters()
            where takes.Any(p => p.ParameterType == typeof(Turn)) && !method.Name.Contains('<')
            select ($"{type.FullName}.{method.Name}", takes)];

    [Fact]
    public void 変える処理の引数は_ふつう4つまでで_7つを超えるものはない()
    {
        Assert.True(Accepts.Count > 80, $"{Accepts.Count}");
        Assert.Empty(Accepts.Where(a => a.Takes.Length > 7).Select(a => $"{a.Name}: {a.Takes.Length}"));
        Assert.True(Accepts.Select(a => a.Takes.Length).Order().ElementAt(Accepts.Count / 2) <= 4);
    }

    static readonly HashSet<Type> InTheTurn =
        [typeof(CityDb), typeof(Actor), typeof(Journal), typeof(TimeProvider), typeof(CancellationToken)];

    [Fact]
    public void 変える処理は_手番が持っているものを別には受け取らない() =>
        Assert.Empty(from a in Accepts from p in a.Takes where InTheTurn.Contains(p.ParameterType) select $"{a.Name}: {p.Name}");
}
