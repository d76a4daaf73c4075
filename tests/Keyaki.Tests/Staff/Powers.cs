using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;
using Keyaki.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InStaff;

/// <summary>The second person, and what everybody can do.</summary>
static class Powers
{
    /// <summary>The second person opens what waits longest and agrees. The number that they are shown, without its dashes; null when
    /// there is none.</summary>
    public static async Task<string?> Confirm(City city, string login)
    {
        var second = await (await city.Officer(login)).Open(Changes.Url);
        await second.Open(second.Page.QuerySelector("td.cell-head a")?.GetAttribute("href")
            ?? throw new InvalidOperationException(second.Text));
        await second.Choose("この内容を認めますか/はい").Press("確認の結果を記録する");
        Assert.Equal(200, (int)second.Status);
        return second.Page.QuerySelector("code.app-key")?.TextContent.Trim();
    }

    /// <summary>A route of these posts, as if a table had it: the last one decides, the others review.</summary>
    public static RouteFace Route(params string[] posts) => new("課長専決", null, [.. posts.Select((p, i) =>
        new RouteStep(i == posts.Length - 1 ? StepKind.Decide : StepKind.Review, p))]);

    /// <summary>The same for a link: the officer opens the mailed half and types the number. Where the preparation begins.</summary>
    public static async Task<string> Confirmed(City city, string login)
    {
        city.Simulator.Mails.Clear();
        var number = await Confirm(city, login) ?? throw new InvalidOperationException("no number");
        await city.Settle();
        var officer = await city.Visitor().Open(FirstHalf(city));
        await officer.Fill("聞いた番号", number.ToLowerInvariant()).Press("次へ進む");
        Assert.Equal("サインインの準備", officer.Heading);
        return officer.Path;
    }

    /// <summary>The address in the mail that brings the first half.</summary>
    public static string FirstHalf(City city)
    {
        var text = city.Simulator.Mails.Mails.Single(m => m.Text.Contains("/begin", StringComparison.Ordinal)).Text;
        return "/office/welcome/" + text.Split("/office/welcome/")[1].Split('\n')[0].Trim();
    }

    /// <summary>What each officer can do now or will be able to: their posts, and each permission with the department in which it
    /// counts.</summary>
    public static Task<Dictionary<string, HashSet<string>>> Reach(City city) => city.Read(async db =>
    {
        var today = city.Clock.Today();
        var posts = await db.Set<OfficePost>().Include(p => p.Terms).ToDictionaryAsync(p => p.Code);
        var deciding = (await db.Set<DecidingPost>().ToListAsync()).ToLookup(d => d.Post, d => $"decides {d.Source}");
        var held = await (from o in db.Set<Officer>() where o.LeftOn == null || o.LeftOn >= today
                          from h in db.Set<PostHolding>().Where(h => h.Officer == o.Id && (h.Until == null || h.Until >= today))
                              .DefaultIfEmpty()
                          select new { o.Login, Post = h == null ? null : h.Post }).ToListAsync();
        return held.GroupBy(h => h.Login).ToDictionary(g => g.Key, g => g.Select(h => h.Post).OfType<string>()
            .SelectMany(code => posts.TryGetValue(code, out var p) ? p.Terms.Where(t => t.Since > today || t == p.On(today))
                .SelectMany(t => t.Powers.Select(power => $"{t.Department}:{power}"))
                .Concat(deciding[code]).Append(code) : [code]).ToHashSet());
    });
}
