using Keyaki.Contracts.Plan;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Plan;

/// <summary>The renewal calendar of the city's systems, with what must be begun.</summary>
public sealed partial class Systems
{
    public const string Url = "/plan/systems";

    /// <summary>The plan, with the systems that were asked for in the order that was asked for.</summary>
    public sealed record Page(Shelf Shelf, IReadOnlyList<RenewalSystem> Found, IReadOnlyList<string> Owners, string Owner, string Show,
        string Sort, ILookup<int, RenewalEnd> Ends);

    internal const string All = "all", Due = "due", Dated = "dated", ByNumber = "number", ByName = "name", ByEnd = "end";
    internal static readonly (string Code, string Label)[] Shows =
        [(All, "すべて"), (Due, "先の予定を決める時期のもの"), (Dated, "契約の終わりが分かるもの")];
    internal static readonly (string Code, string Label)[] Sorts =
        [(ByNumber, "番号の順"), (ByName, "名前の順"), (ByEnd, "契約の終わりが早い順")];

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(int? version, Look look, Shelves shelves, IEnumerable<IRenewals> rooms, string owner = "",
        string show = All,
        string sort = ByNumber)
    {
        var shelf = await shelves.Open(look.Db, look.Stop, version);
        var found = shelf.Plan.Systems.Where(s => (owner.Length == 0 || s.Owners.Contains(owner))
            && show switch { Due => s.Warning(shelf.Today) is not null, Dated => s.ContractEnd is not null, _ => true });
        found = sort switch
        {
            ByName => found.OrderBy(s => s.Name, StringComparer.Ordinal),
            ByEnd => found.OrderBy(s => s.ContractEnd ?? DateOnly.MaxValue),
            _ => found.OrderBy(s => s.Number)
        };
        return Show(new(shelf, [.. found], [.. shelf.Plan.Systems.SelectMany(s => s.Owners).Distinct().Order(StringComparer.Ordinal)],
            owner, show, sort, await Ends(look, rooms)));
    }

    /// <summary>The ends of agreements that the registers know. The calendar says the day and what ends, and not with whom.</summary>
    static async Task<ILookup<int, RenewalEnd>> Ends(Look look, IEnumerable<IRenewals> rooms)
    {
        var all = new List<RenewalEnd>();
        foreach (var room in rooms) all.AddRange(await room.Ends(look.Db, look.Stop));
        return all.ToLookup(e => e.System);
    }

    /// <summary>A system as a row of the calendar.</summary>
    internal static GanttRow Row(RenewalSystem s, DateOnly today, IEnumerable<RenewalEnd> ends)
    {
        var (known, lost) = (s.Phases.Where(p => !p.Lost).ToList(), s.Phases.Where(p => p.Lost).Select(p => p.Words).ToList());
        List<string> said = [.. known.Select(p => $"{p.Words} {p.Text ?? $"{Words(p.From)}〜{Words(p.To)}"}"), .. lost.Count > 0
            ? [$"{string.Join("と", lost)}の時期は失われています"] : Array.Empty<string>()];
        return new($"{s.Number} {s.Name}")
        {
            Bars = [.. known.Select(p =>
                new GanttBar(p.From is { } from ? Moment.First(from) : null, p.To is { } to ? Moment.Last(to) : null, p.Kind))],
            Said = said.Count > 0 ? string.Join("、", said) : null,
            Note = s.Warning(today),
            Marks = [.. (s.ContractEnd is { } end ? [("契約の終わり", end)] : Array.Empty<(string, DateOnly)>())
                .Concat(ends.Select(e => ($"{e.What}の終わり（契約の台帳）", e.On)))
                .Select(m => new Milestone { Label = m.Item1, At = m.Item2.ToString("yyyy-MM-dd",
                    System.Globalization.CultureInfo.InvariantCulture) })],
        };

        static string Words(string? at) => at is null ? "" : Moment.Words(at);
    }
}
