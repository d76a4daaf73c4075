using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Kits;

/// <summary>設定の予定と期限: what in the city's files (and who in the posts) begins or ends within a year, and what nobody has confirmed
/// yet.</summary>
public sealed partial class ComingPage
{
    public const string Url = "/office/coming";

    /// <summary>What ends, with the file to write into and what to do.</summary>
    public sealed record End(DateOnly Last, string What, string File, string Todo);
    public sealed record Begin(DateOnly Day, string What, string Words, string File);
    public sealed record Doubt(string File, string Words);
    public sealed record Page(IReadOnlyList<End> Ends, IReadOnlyList<Begin> Begins, IReadOnlyList<Doubt> Doubts, DateOnly Until);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, KitsModule.OperateFiles, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, IStaff staff)
    {
        var until = look.Today.AddMonths(12);
        return Show(new(await Ends(look.Db, look.City, staff, look.Today, until, look.Stop),
            [.. FileChange.Between(look.City.Editions, look.Today.AddDays(1), until).Where(c => !c.Ends)
                .Select(c => new Begin(c.Day, c.Of.What, c.Before ? "新しい版になります" : "始まります", c.Of.File))],
            [.. Doubts(look.City, look.Today)], until));
    }

    /// <summary>What ends from a day to another, both included, and has nothing that follows.</summary>
    internal static async Task<IReadOnlyList<End>> Ends(CityDb db, CityProfile city, IStaff staff, DateOnly from, DateOnly until,
        CancellationToken ct) =>
    [
        .. FileChange.Between(city.Editions, from, until).Where(c => c.Ends)
            .Select(c => new End(c.Day, c.Of.What, c.Of.File, Todo(c.Of, c.Day.AddDays(1))))
            .Concat((await staff.Vacating(db, from, until, ct)).Select(v => new End(v.Last, $"職「{staff.PostTitle(v.Post, v.Last)}」の担当",
                "職員の画面", "次の担当を割り当ててください。"))).OrderBy(e => e.Last),
    ];

    static string Todo(FileEdition of, DateOnly next) => of.File.StartsWith("rules/japan/", StringComparison.Ordinal)
        ? "けやきの新しい版に、次の行が入ります。"
        : of.Alone ? $"続けるなら、{of.Next(next)} を置いてください。" : $"続けるなら、{EraDate.Of(next)}からの行を書き足してください。";

    static IEnumerable<Doubt> Doubts(CityProfile city, DateOnly today) =>
    [
        .. city.Examples.Select(e => new Doubt(e.File, e.Text.Ja)),
        .. (from table in city.Rules.All.Values.OrderBy(t => t.File, StringComparer.Ordinal)
            from row in table.Rows
            where !(table.DaysOf(row).Until < today)
            let doubt = table.Doubt(row) where doubt is not null
            select new Doubt(table.File, doubt.Ja)).Distinct(),
        .. city.Addresses.Count(a => !a.Confirmed) is > 0 and var count
            ? [new Doubt("addresses.csv", $"確かめていない行が{count}行あります。")] : Array.Empty<Doubt>(),
    ];
}

/// <summary>What ends within sixty days is a task, until it has something that follows.</summary>
sealed class ComingTask(CityProfile city, IStaff staff, Tasks tasks) : IJob
{
    const int Days = 60;

    public string Code => "kits.coming";
    public string Label => "近く終わる設定を知らせる";
    public When When => When.Daily(new(6, 0));

    public async Task Do(CityDb db, Due due, CancellationToken ct)
    {
        var ends = await ComingPage.Ends(db, city, staff, due.Day, due.Day.AddDays(Days), ct);
        var wish = ends is [var first, ..] ? new TaskWish(TaskKind.Finish, $"近く終わる設定（{ends.Count}件）", ComingPage.Url)
        { Due = first.Last, Power = KitsModule.OperateFiles } : null;
        await tasks.Keep(db, new Dictionary<Guid, TaskWish?> { [Tasks.Cause(Code)] = wish }, ct);
    }
}
