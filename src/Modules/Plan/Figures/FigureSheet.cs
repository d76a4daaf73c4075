using System.Runtime.CompilerServices;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>実績 as a table: each row becomes an entry that waits for a second person, as one typed into its own form does.</summary>
public sealed class FigureSheet(Library library, TimeProvider clock) : Listing
{
    const string Named = "figures";
    internal const string Import = PlanModule.At + "/" + Named + "/import";

    public override string Code => Named;
    public override string At => PlanModule.At;
    public override ShellLink Room => PlanModule.Room;
    public override string Title => "推進計画の実績";
    public override string Home => FigureDesk.Url;
    public override string After => "取り込んだ数字は、別の職員が出所を見て確かめると、公開の画面に載ります。";

    public override IReadOnlyList<Column> Columns { get; } =
    [
        new("target", "目標", "目標の名前か記号を書いてください（例：rpa-hours）。") { Required = true },
        new("period", "時期", "令和8年度 か 令和8年4月 のように書いてください。西暦（2026、2026-04）でも読めます。") { Required = true, MaxLength = 20 },
        new("value", "数字", "単位を付けずに書いてください。") { Required = true, MaxLength = 20 },
        new("source", "出所", "どの台帳や報告の、いつの数字かを書いてください。") { Required = true, MaxLength = 300 },
    ];

    protected override async Task<Appraisal> Look(CityDb db, IReadOnlyList<IReadOnlyDictionary<string, string>> rows, Guid by,
        CancellationToken ct)
    {
        var plan = (await library.Current(db, ct))?.Content;
        Target? Named(IReadOnlyDictionary<string, string> row) =>
            plan?.Targets.FirstOrDefault(t => row.GetValueOrDefault("target") is { } named && (t.Code == named || t.Title == named));
        var targets = rows.Select(r => Named(r)?.Code).OfType<string>().Distinct().ToList();
        var there = (await db.Set<Entry>().AsNoTracking().Where(e => e.Agreed != false && targets.Contains(e.Target))
            .Select(e => new { e.Target, e.Period, e.Value, e.Source }).ToListAsync(ct)).ToHashSet();
        return (row, wrong) =>
        {
            var (named, target) = (row.GetValueOrDefault("target", ""), Named(row));
            if (target is null && named.Length > 0) wrong.Add(new("target", $"「{named}」という目標は、今の推進計画にありません。目標の名前か記号を、計画の画面のとおりに書いてください。"));
            if (target is null || wrong.Count > 0) return Verdict.Bad(wrong);
            try
            {
                var entry = Entry.Of(clock.NewId(), target, row["period"], row["value"], row["source"], by, clock.Today(),
                    clock.GetUtcNow());
                return there.Add(new { entry.Target, entry.Period, entry.Value, entry.Source })
                    ? new($"{target.Title}、{Moment.Words(entry.Period)}、{Figures.Of(entry.Value, target.Unit)}：確認を待つ数字になります", [],
                    () => db.Add(entry)) : Verdict.Same;
            }
            catch (Rule rule) { return Verdict.Bad(new Wrong(rule.Field, rule.Sentence)); }
        };
    }

    public override async IAsyncEnumerable<Line> Lines(CityDb db, Guid? only, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var e in db.Set<Entry>().AsNoTracking().Where(e => only == null && e.Agreed == true).OrderBy(e => e.Target)
            .ThenBy(e => e.Period).AsAsyncEnumerable().WithCancellation(ct))
            yield return new(e.Id, e.Target, 1, new Dictionary<string, string>
            {
                ["target"] = e.Target, ["period"] = e.Period,
                ["value"] = Cell.Of(e.Value), ["source"] = e.Source
            });
    }
}
