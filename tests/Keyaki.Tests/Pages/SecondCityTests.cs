using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Keyaki.Tests.Pages;

/// <summary>ゆめみ市: a city that does not exist, without a plan and without a story, with three procedures of its own.</summary>
public sealed class SecondCityTests
{
    static readonly Dictionary<string, string?> Yumemi = new() { ["Keyaki:City"] = Path.Combine(City.Root, "tests", "cities", "yumemi") };

    [Theory, BothDatabases]
    public async Task 話のない市は_だれもいない練習用のまちとして始まり_そう言い_自分の手続だけを出して_計画を出さない(string database)
    {
        await using var city = await City.Open(await City.Furnish(database, seeded: false), Yumemi, told: true);
        var said = new StringWriter();
        await Seeds.Plant(city.Services, city.Services.GetRequiredService<IConfiguration>(), said);
        Assert.Contains("story.json がないので、だれもいない練習用のまちとして始めます。", said.ToString(), StringComparison.Ordinal);
        Assert.False(await city.Read(db => db.Set<Application>().AnyAsync()));
        Assert.Equal(["bench-naming", "hammock", "star-report"],
            city.Services.GetRequiredService<Catalogue>().Offered(city.Clock.Today()).Select(v => v.Code).Order(StringComparer.Ordinal));

        var visitor = await city.Visitor().Open("/");
        Assert.Contains("ゆめみ市", visitor.Text, StringComparison.Ordinal);
        Assert.Empty(visitor.Page.QuerySelectorAll("a[href^='/plan']"));
        Assert.Empty(visitor.Page.QuerySelectorAll("a[href^='/gazette']"));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await city.Visitor().Open("/gazette/")).Status);
        foreach (var url in new[] { "/", "/procedures/hammock", "/procedures/star-report", "/procedures/bench-naming", "/about/privacy",
            "/office/sign-in" })
            Assert.DoesNotContain("清瀬", (await visitor.Open(url)).Page.DocumentElement.TextContent, StringComparison.Ordinal);
    }
}
