using System.Security.Cryptography;
using System.Text;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>進み具合を報告する: one page, two minutes, filled in from the last report; the figures stand beside it.</summary>
public sealed partial class ReportProgress
{
    const string Reopened = "reopened";

    public sealed record Page(Form Form, Shelf Shelf, Progress Progress, Owner Owner, Month Month, DateOnly Due,
        IReadOnlyList<Line> Earlier);
    public sealed record Line(int Month, int Revision, Light Light, string Happened, string Next, string? Help, Guid By, DateTimeOffset At)
    {
        public string Name { get; init; } = "";
    }

    internal static readonly Deed Reported = new("plan.progress.reported", "事業の進み具合を報告した");

    public static string Url(string code) => $"{ProgressDesk.Url}/{code}";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(ProgressDesk.Url + "/{code}", PlanModule.Reporting, Reported, Build, Ask, Accept);

    internal static async Task<Form> Build(string code, Look look, Library library)
    {
        var (progress, _, _) = await Found(code, look, library);
        var (month, last) = (Month.Of(look.Today), progress.Latest);
        var done = progress.Items.Where(i => IsSettled(i, last, month)).ToList();
        var form = new Form(
        [
            new Question("light", new ChoiceKind(),
                "全体の状態") { Options = [.. Enum.GetValues<Light>().Select(l => new Option(l.ToString(), l.Label()))] },
            .. Asked(progress, month)
                .Select(i => new Question(Name(i), new ChoiceKind(), i.Label) { Hint = Span(i),
                Options = [.. Enum.GetValues<ItemState>().Select(s => new Option(s.ToString(), s.Label()))] }),
            new Question("happened", new LongTextKind(2), "今月したこと") { MaxLength = Report.Longest, Hint = "1文で書いてください。課長が確かめると、公開の画面に載ります。"
                + (last is not null && last.Month < month.Number ? $"前の報告では、次にすることを「{last.Next}」と書いています。" : "") },
            new Question("next", new LongTextKind(2), "次にすること") { MaxLength = Report.Longest, Hint = "1文で書いてください。課長が確かめると、公開の画面に載ります。" },
            new Question("help", new LongTextKind(2), "手助けしてほしいこと") { Required = false, MaxLength = Report.Longest, Hint = "職員だけが読みます。" },
            .. done.Count > 0 ? [new Question(Reopened, new ManyKind(), "終わっていなかったもの") { Required = false,
                Hint = "終わったと報告したもののうち、実は続いているものがあれば選んでください。", Options = [.. done.Select(i => new Option(Name(i), i.Label))] }]
                : Array.Empty<Question>(),
        ]);
        if (last is null) return form;
        form.Fill("light", last.Light).Fill("next", last.Next).Fill("help", last.Help);
        if (last.Month == month.Number) form.Fill("happened", last.Happened);
        foreach (var item in Asked(progress, month)) form.Fill(Name(item), last.Of(item.Key));
        return form;
    }

    static async Task<IResult> Ask(string code, Form form, Look look, Shelves shelves, Library library, Running running,
        IStaff staff)
    {
        var shelf = await shelves.Open(look.Db, look.Stop);
        var initiative = shelf.Plan.Initiative(code) ?? throw new NotHere();
        var month = Month.Of(look.Today);
        var earlier = await look.Db.Set<Report>().Where(r => r.Initiative == code).OrderByDescending(r => r.Month)
            .ThenByDescending(r => r.Revision).Take(24)
            .Select(r => new Line(r.Month, r.Revision, r.Light, r.Happened, r.Next, r.Help, r.By, r.At)).ToListAsync(look.Stop);
        var faces = await staff.Faces(look, [.. earlier.Select(e => e.By).Distinct()]);
        return Show(new(form, shelf, (await Found(code, look, library)).Item1,
            Owner.Of(initiative, shelf.Plan.Book, look.City), month, running.Due(month),
            [.. earlier.Select(e => e with { Name = faces.NameOf(e.By) })]));
    }

    internal static async Task<Answer> Accept(string code, Form form, Turn turn, Library library, IStaff staff)
    {
        var (progress, owner, month) = await Found(code, turn, library);
        if (!turn.Saw(Report.Shown(month, progress.Latest)))
            throw new ChangedMeanwhile(await What(turn, progress.Latest, month, staff));
        var reopened = form.Value(Reopened) as IReadOnlyList<string> ?? [];
        var said = Asked(progress, month).ToDictionary(i => i.Key, i => Read<ItemState>(form, Name(i)));
        foreach (var item in progress.Items.Where(i => reopened.Contains(Name(i)))) said[item.Key] = ItemState.Begun;
        var report = Report.Make(turn.NewId(), progress, month, Read<Light>(form, "light"), said, Text(form, "happened"),
            Text(form, "next"), form.Value("help") as string, owner.IsOf(turn.Actor) ? owner.Department ?? ""
                : turn.Actor.Department ?? "",
            turn.Me, turn.Now);
        if (PassReport.MayPass(turn.Actor, owner)) report.Pass(report.By, report.At); // a head who reports has seen it
        turn.Db.Add(report);
        turn.Journal.About("plan.report", report.Id).Fact("initiative", code).Fact("month", $"{month}")
            .Fact("light", report.Light.ToString());
        return Answer.See($"{ProgressDesk.Url}?reported={code}");
    }

    static async Task<string> What(Turn turn, Report? latest, Month month, IStaff staff) =>
        latest?.Month == month.Number
            ? $"{(await staff.Faces(turn, [latest.By])).GetValueOrDefault(latest.By)?.Name ?? "ほかの職員"}さんが「{latest.Light.Label()}」と報告しました。したこと：{latest.Happened}" : $"月が替わりました。今は{month.Words}の報告です。";

    /// <exception cref="NotHere">no such initiative, or it belongs to another department.</exception>
    internal static async Task<(Progress, Owner, Month)> Found(string code, Look look, Library library)
    {
        var plan = (await library.Current(look.Db, look.Stop))?.Content ?? throw new NotHere();
        var initiative = plan.Initiative(code) ?? throw new NotHere();
        var owner = Owner.Of(initiative, plan.Book, look.City);
        if (!owner.Opens(look.Actor)) throw new NotHere();
        return (Progress.Of(initiative, plan.Book, await Report.Newest(look.Db).FirstOrDefaultAsync(r => r.Initiative == code, look.Stop),
            look.Today), owner, Month.Of(look.Today));
    }

    /// <summary>Done in an earlier month: it is not asked again.</summary>
    static bool IsSettled(ScheduleItem item, Report? last, Month month) =>
        last?.Of(item.Key) is ItemState.Done && last.Month < month.Number;

    static IEnumerable<ScheduleItem> Asked(Progress progress, Month month) =>
        progress.Items.Where(i => i.IsAsked(progress.Today) && !IsSettled(i, progress.Latest, month));

    /// <summary>Says of each bar and milestone what its place in the plan lets expect.</summary>
    internal static Form Fill(Form form, Progress progress, Month month)
    {
        foreach (var item in Asked(progress, month))
            form.Fill(Name(item), item.Ends < progress.Today ? ItemState.Done : item.Begins <= progress.Today ? ItemState.Begun
                : ItemState.NotBegun);
        return form;
    }

    static string? Span(ScheduleItem item) => item switch
    {
        { Source: Milestone } => null,
        { Begins: null, Ends: null } => "時期は、元の計画の文字版で失われています。",
        _ => $"{(item.Begins is { } from ? HalfYear.Of(from).Words : "")}〜{(item.Ends is { } to ? HalfYear.Of(to).Words : "")}",
    };

    static string Name(ScheduleItem item) => "item-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(item.Key)))[..12];
    static string Text(Form form, string name) => form.Value(name) as string ?? "";
    static T Read<T>(Form form, string name) where T : struct, Enum => Enum.TryParse<T>(form.Value(name) as string, out var value) ? value
        : throw new Rule(name, "一覧の中から選んでください。");
}
