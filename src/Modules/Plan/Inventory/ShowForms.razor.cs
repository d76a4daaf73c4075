using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>押印の見直しの様式: the register of the forms, its totals always beside those of the plan.</summary>
public sealed partial class ShowForms
{
    public const string Url = "/office/plan/forms";
    const int Rows = 100;
    static readonly Order<SealForm, SealForm> InOrder = new Order<SealForm, SealForm>().Up(f => f.Code, f => f.Code)
        .Up(f => f.Id, f => f.Id);

    /// <summary>A total of the register beside the plan's; Plan is null where the plan names none.</summary>
    public sealed record Total(string Words, int Here, decimal? Plan, string? Text, string? Source)
    {
        public string Difference => Plan is not { } plan ? "計画に数がありません" : Here == plan ? "同じ数です" : Here < plan
            ? $"あと{plan - Here:#,0}件が一覧に入っていません" : $"計画より{Here - plan:#,0}件多く入っています";
    }

    public sealed record Shown(Listing Sheet, IReadOnlyList<Total> Totals, Slice<SealForm> Forms, Func<string, string> Department,
        SealGroup? Group, int Removed);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, PlanModule.Write, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, Library library, Listings sheets, SealGroup? group = null, string? at = null)
    {
        var counts = await look.Db.Set<SealForm>().GroupBy(f => f.Group)
            .Select(g => new { g.Key, Count = g.Count(), Removed = g.Count(f => f.RemovedOn != null) }).ToListAsync(look.Stop);
        var plan = (await library.Current(look.Db, look.Stop))?.Content;
        Total Of(string words, string register, int here)
        {
            var target = plan?.Targets.FirstOrDefault(t => t.Register == register);
            var point = target?.Points.FirstOrDefault(p => p.Kind == "actual");
            return new(target?.Title ?? words, here, point?.Amount, point?.Text, point?.Source);
        }
        var asked = look.Db.Set<SealForm>().AsNoTracking().Where(f => group == null || f.Group == group);
        return Show(new(sheets["forms"], [Of("すべての様式", "forms", counts.Sum(c => c.Count)),
            .. FormSheet.Groups.Select(g =>
            Of(g.Words, $"forms.{g.Group.ToString().ToLowerInvariant()}", counts.Find(c => c.Key == g.Group)?.Count ?? 0))],
            await InOrder.Slice(asked, at, Rows, some => some.ToListAsync(look.Stop)),
                code => look.City.Department(code, look.Today)?.Name ?? code, group, counts.Sum(c => c.Removed)));
    }

    static string Link(SealGroup? group, string? at = null) => Address.Of(Url, ("group", group?.ToString()), ("at", at));
}
