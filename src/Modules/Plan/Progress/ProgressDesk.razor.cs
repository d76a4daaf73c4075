using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>進み具合: one's own initiatives with what is due this month first; the secretariat sees all of them.</summary>
public sealed partial class ProgressDesk
{
    public const string Url = "/office/plan/progress";

    public sealed record Row(Progress Progress, Owner Owner, bool Mine, bool Reported)
    {
        public Report? Last => Progress.Latest;

        /// <summary>Its head has not seen it yet.</summary>
        public bool Waits => Last is { SeenAt: null };
        public bool MayPass { get; init; }
    }

    public sealed record Page(IReadOnlyList<Row> Rows, Month Month, DateOnly Due, DateOnly Today, Row? Reported, Row? Passed)
    {
        public bool Overdue => Today > Due;
    }

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, PlanModule.Reporting, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, Library library, Running running, string reported = "", string passed = "")
    {
        var plan = (await library.Current(look.Db, look.Stop))?.Content ?? throw new NotHere();
        var (rows, month) = (await Rows(look.Db, plan, look.City, look.Actor, look.Today, look.Stop), Month.Of(look.Today));
        return Show(new(rows, month, running.Due(month), look.Today,
            rows.FirstOrDefault(r => r.Progress.Initiative.Code == reported && r.Reported),
            rows.FirstOrDefault(r => r.Progress.Initiative.Code == passed && r is { Last: not null, Waits: false })));
    }

    /// <summary>What this officer may report on: own ones first, and of these the ones that are missing this month.</summary>
    internal static async Task<IReadOnlyList<Row>> Rows(CityDb db, PlanContent plan, CityProfile city, Actor actor, DateOnly today,
        CancellationToken ct)
    {
        var reports = await Report.Newest(db).ToDictionaryAsync(r => r.Initiative, ct);
        return [.. from i in plan.Initiatives let owner = Owner.Of(i, plan.Book, city) where owner.Opens(actor)
                   let latest = reports.GetValueOrDefault(i.Code) let mine = owner.IsOf(actor) let reported =
                       latest?.Month == Month.Of(today).Number
                   orderby mine descending, reported select new Row(Progress.Of(i, plan.Book, latest, today), owner, mine,
                       reported) { MayPass = PassReport.MayPass(actor, owner) }];
    }
}
