using System.Globalization;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>One issue for readers: all its articles by section, as they are printed.</summary>
public sealed partial class ReadIssue
{
    public sealed record Page(Language Language, GazettePlan Plan, GazetteIssue Issue,
        IReadOnlyList<IGrouping<string, GazetteArticle>> Sections, Contact Contact);

    public static string Url(int number) => string.Create(CultureInfo.InvariantCulture, $"{ReadGazettes.Url}{number}/");

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapPage("/gazette/{number:int}", Permission.Public, Deed.None, Ask);

    /// <summary>第1052号（令和3年7月15日(木)発行）.</summary>
    internal static string Name(Language l, GazettePlan plan, GazetteIssue issue) => l.Pick(
        $"{plan.Title.Ja} 第{issue.Number}号（{l.Say(issue.Day)}発行）",
        $"{l.Say(plan.Title)} {issue.Number}ごう　{l.Say(issue.Day)}",
        $"{l.Say(plan.Title)}, issue {issue.Number} ({l.Say(issue.Day)})");

    static async Task<IResult> Ask(int number, Look look)
    {
        var plan = GazetteDesk.Plan(look);
        var issue = await look.Find(ReadGazettes.Online(look).Where(i => i.Number == number));
        return Show(new(look.Language, plan, issue,
            [.. (await GazetteDesk.Articles(look, issue.Id)).GroupBy(a => plan.Section(a.Section))],
            look.City.ContactOf(plan.Department, look.Today)));
    }
}
