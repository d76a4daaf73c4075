using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>組織の引継ぎ: the departments that end, what hangs on each, and what is stuck; nothing moves before a second person agrees.</summary>
public sealed partial class Reorganise
{
    public const string Url = "/office/reorganisation";
    static readonly Deed Asked = new("approvals.reorganise", "組織の引継ぎを申し出た", "かえることを たのんだ", "asked for a reorganisation");

    public sealed record Office(Succeeds Change, string From, string To, IReadOnlyList<Hanging>? Hangs, Reorganisation? Act);
    public sealed record Page(IReadOnlyList<Office> Offices);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, ApprovalsModule.Reassign, Deed.None, Ask);
        app.MapAct(Url + "/start/{department}", ApprovalsModule.Reassign, Asked, Start);
        app.MapSecond<Reorganisation>(Url + "/{act:guid}", Url + "/{act:guid}/take-back", ApprovalsModule.Reassign,
            CheckReorganisation.Checked, CheckReorganisation.TakenBack);
    }

    /// <summary>The departments of the city's file that end and say who goes on.</summary>
    static IEnumerable<Succeeds> Ending(CityProfile city) => from d in city.Departments
                                                             where d is { Until: not null, Successor: not null } select new Succeeds(d.Code, d.Successor ?? "", d.Until ?? default);

    internal static async Task<IReadOnlyList<Hanging>> Hangs(CityDb db, Succeeds change, IEnumerable<ISuccession> modules,
        CancellationToken ct)
    {
        var all = new List<Hanging>();
        foreach (var module in modules) all.AddRange(await module.Look(db, change, ct));
        return all;
    }

    static async Task<IResult> Ask(Look look, IEnumerable<ISuccession> modules, IStaff staff)
    {
        var acts = await look.Db.Set<Reorganisation>().Where(r => r.Agreed == null || r.Agreed == true && r.CarriedAt == null)
            .OrderBy(r => r.At).ToListAsync(look.Stop);
        var offices = new List<Office>();
        var (ending, of) = (Ending(look.City).ToList(), look.Query["of"].ToString());
        // One dry run at a time: it asks every module.
        var shown = ending.Find(e => e.From == of) ?? ending.FirstOrDefault();
        foreach (var change in ending)
            offices.Add(new(change, staff.DepartmentName(change.From, change.Last), staff.DepartmentName(change.To, change.First),
                change != shown ? null : await Hangs(look.Db, change, modules, look.Stop), acts.Find(a => a.From == change.From)));
        return Show(new(offices));
    }

    static Answer Start(string department, Turn turn)
    {
        var change = Ending(turn.City).FirstOrDefault(c => c.From == department) ?? throw new NotHere();
        var act = new Reorganisation
        {
            Id = turn.NewId(), By = turn.Me, At = turn.Now, From = change.From, To = change.To,
            Last = change.Last
        };
        turn.Db.Add(act);
        turn.Journal.About("approvals.reorganisation", act.Id).Fact("from", act.From).Fact("to", act.To);
        return Answer.See(Url);
    }
}
