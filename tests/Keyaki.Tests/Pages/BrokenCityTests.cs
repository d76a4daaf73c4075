using Keyaki.Kernel;
using Keyaki.Tests.Rules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Pages;

/// <summary>A city whose files are wrong does not open, and says where.</summary>
public sealed class BrokenCityTests
{
    [Fact]
    public async Task 壊れた定義の市は開かず_ファイルと場所と文で断る()
    {
        var broken = await Assert.ThrowsAsync<BrokenProfile>(() =>
            OpenWith("procedures/compost-subsidy.json", "\"subsidy-grant\"", "\"subsidy-grand\""));
        var fault = Assert.Single(broken.Faults);
        Assert.Equal(("procedures/compost-subsidy.json", "decision.act"), (fault.File, fault.Path));
        Assert.Contains("専決規程の表", fault.Message, StringComparison.Ordinal);
        Assert.Contains("procedures/compost-subsidy.json", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task 壊れた物語も_ファイルと場所と文で断る()
    {
        var broken = await Assert.ThrowsAsync<BrokenProfile>(() => OpenWith("story.json", "\"1980-05-03\"", "\"1980年5月3日\"", seed: true));
        Assert.Contains("story.json: $.residents[0].birth", broken.Message, StringComparison.Ordinal);
    }

    /// <summary>Opens a hall on a copy of the city in which one word is wrong.</summary>
    static async Task OpenWith(string file, string right, string wrong, bool seed = false)
    {
        var copy = Directory.CreateTempSubdirectory("keyaki-broken-").FullName;
        KiyoseTests.CopyTo(copy);
        var broken = Path.Combine(copy, file);
        File.WriteAllText(broken, File.ReadAllText(broken).Replace(right, wrong, StringComparison.Ordinal));
        try
        {
            await using var city = await City.Start(BothDatabases.Sqlite, new Dictionary<string, string?> { ["Keyaki:City"] = copy },
                seeded: false);
            if (seed) await Web.Seeds.All(city.Services, city.Services.GetRequiredService<IConfiguration>());
        }
        finally { Directory.Delete(copy, recursive: true); }
    }
}
