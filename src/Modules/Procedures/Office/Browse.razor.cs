using System.Globalization;
using System.Linq.Expressions;
using Keyaki.Contracts;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>受付箱: the cases of the officer's departments, filtered, ordered and searched, with what came back from the deciders first;
/// seven queries however many there are.</summary>
public sealed partial class Browse
{
    public sealed record Row(
        Guid Id,
        ReceiptNumber? Number,
        string Procedure,
        string Name,
        ApplicationState State,
        DateTimeOffset? SubmittedAt,
        DateOnly? Due,
        Guid? Assignee,
        Guid Account,
        Guid? Person,
        long Version,
        string? OfferedTo = null) : ICaseLine;

    /// <summary>What became of the cases that were ticked.</summary>
    public sealed record Together(int Count, int Left);

    public sealed record Page(
        WorkList List,
        Slice<Row> Rows,
        CaseCounts Counts,
        IReadOnlyList<(string Code, string Title)> Procedures,
        Catalogue Catalogue,
        IReadOnlyDictionary<Guid, OfficerFace> Faces,
        IReadOnlyList<string> Departments,
        DateOnly Today,
        BusinessDays Open,
        IReadOnlyList<Returned> Returned,
        IReadOnlyList<OfficerFace> Officers,
        Together? Done)
    {
        /// <summary>The lists that were kept under a name, with the number of cases in each.</summary>
        public IReadOnlyList<(SavedList List, int Count)> Kept { get; init; } = [];

        /// <summary>What other departments ask this one to take over.</summary>
        public IReadOnlyList<Row> Offered { get; init; } = [];

        public string Title(Row row) => Catalogue.TitleOf(row.Procedure);
        public string? Assignee(Row row) => row.Assignee is { } officer ? Faces.NameOf(officer) : null;
        public string Said(int count) => CaseQueue.Said(count);
    }

    public static async Task<IResult> Ask(
        Look look,
        Catalogue catalogue,
        Search search,
        IStaff staff,
        SavedLists lists,
        string? waits = null,
        string? procedure = null,
        string? whose = null,
        bool overdue = false,
        string? q = null,
        string? order = null,
        string? at = null,
        int? done = null,
        int? left = null)
    {
        var kept = await lists.Offered(look);
        if (look.Query.Count == 0 && kept.Find(k => k.First) is { List: { } first })
        {
            look.Journal.Nothing();
            return Results.Redirect(first.List.Url());
        }
        var list = WorkList.Read(waits, procedure, whose, overdue, q, order, at);
        var departments = look.Departments;
        var (today, me) = (look.Today, look.Actor.Account ?? Guid.Empty);
        var slice = Cases(list, look, search) is { } cases
            ? await list.Way.Slice(cases, at, WorkList.Rows, some => Read(some, look.Stop)) : new([], null, null);
        var rows = slice.Rows;
        var counts = await CaseQueue.Count<Application>(look);
        var officers = new List<OfficerFace>();
        if (rows.Any(r => r.State.IsOpen()))
            foreach (var department in departments) officers.AddRange(await staff.Of(look, department));
        var faces = officers.DistinctBy(o => o.Account).ToDictionary(o => o.Account);
        if (rows.Select(r => r.Assignee).OfType<Guid>().Where(a => !faces.ContainsKey(a)).Distinct().ToList() is { Count: > 0 } others)
            foreach (var (id, face) in await staff.Faces(look, others)) faces[id] = face;
        var returned = list is { At: null, Words: "", Waits: WaitsFor.Office or null }
            ? await Procedures.Returned.For(look.Db, look.Actor, staff, today, look.Stop) : [];
        var offered = list is { At: null, Words: "" } ? await look.Db.Set<Application>().AsNoTracking()
            .Where(a => a.OfferedTo != null && departments.Contains(a.OfferedTo)).OrderBy(a => a.Due).Take(WorkList.Rows).Select(Seen)
            .ToListAsync(look.Stop) : [];
        foreach (var row in offered) look.Journal.With(row.Account, row.Person);
        foreach (var row in rows) look.Journal.With(row.Account, row.Person);
        foreach (var row in returned) look.Journal.With(row.Account, row.Person);
        look.Journal.For(OfficeDeeds.Purpose).Fact("rows", $"{rows.Count}");
        return Show(new(list, slice, counts,
            [.. catalogue.Known(today).Where(v => departments.Contains(v.Definition.Department))
                .Select(v => (v.Code, v.Definition.Title.Ja))],
            catalogue, faces, [.. departments.Select(code => staff.DepartmentName(code, today))],
            today, look.City.Calendar, returned,
            [.. officers.DistinctBy(o => o.Account).OrderBy(o => o.Department, StringComparer.Ordinal)], done is { } many
            ? new(many, left ?? 0) : null)
        { Offered = offered, Kept = await lists.Counted(kept, look, l => Of((WorkList)l, look)) });
    }

    /// <summary>The rows of a list in its order, at most so many.</summary>
    internal static async Task<List<Row>> Rows(WorkList list, Look look, Search search, int most) =>
        Cases(list, look, search) is { } cases ? await Read(list.Way.Of(cases).Take(most), look.Stop) : [];

    static Task<List<Row>> Read(IQueryable<Application> cases, CancellationToken ct) =>
        cases.Select(Seen).ToListAsync(ct);

    static readonly Expression<Func<Application, Row>> Seen = a => new Row(a.Id, a.Number, a.Procedure, a.Name, a.State, a.SubmittedAt,
        a.Due, a.Assignee, a.Account, a.Person, a.Version, a.OfferedTo);
    static readonly Func<Application, Row> RowOf = Seen.Compile();

    static IQueryable<Application> Of(WorkList list, Look look) =>
        list.Of(look.Db.Set<Application>().AsNoTracking().Visible(look.Departments, list.Waits, own: list.Whose is Whose.Mine),
            look.Actor.Account ?? Guid.Empty, look.Today);

    /// <summary>The cases of a list; null when its words can find none.</summary>
    static IQueryable<Application>? Cases(WorkList list, Look look, Search search)
    {
        var all = Of(list, look);
        if (list.Words.Length == 0) return all;
        // A receipt number typed as it is written on the receipt leads to its one case at once.
        if (ReceiptNumber.TryParse(list.Words, out var number)) return all.Where(a => a.Number == number);
        // from what was found to the cases
        return search.Find(look.Db, Application.Kind, list.Words)?.Join(all, hit => hit, a => a.Id, (_, a) => a);
    }

    /// <summary>The cases before and after this one in the list, also when it does not stand there any more itself; one query for
    /// both.</summary>
    internal static async Task<(Guid? Previous, Guid? Next)> Around(WorkList list, Look look, Search search,
        Application here)
    {
        if (here.SubmittedAt is null || list.HasDeadlines && here.Due is null
            || Cases(list, look, search) is not { } cases) return (null, null);
        var (before, after) = list.Way.Around(cases, RowOf(here));
        var both = await before.Take(1).Select(a => new { a.Id, Next = false })
            .Concat(after.Take(1).Select(a => new { a.Id, Next = true })).ToListAsync(look.Stop);
        return (both.Find(a => !a.Next)?.Id, both.Find(a => a.Next)?.Id);
    }

    /// <summary>The list as it is shown, and as it is taken away in a file.</summary>
    internal static Columns<Row> Shown(WorkList list, Func<Row, string> title, Func<Row, string?> assignee, DateOnly today,
        BusinessDays open,
        bool ticks) => new Columns<Row>()
        .Cell("選ぶ", (html, row) =>
        {
            if (row.State.IsOpen())
                html.Html($"<label class=\"tick\"><input type=\"checkbox\" name=\"{CaseDesk.Ticked}\"")
                    .Html($" value=\"{CaseDesk.Tick(row.Id, row.Version)}\">")
                    .Html($"<span class=\"unseen\">受付番号 {row.Number} を選ぶ</span></label>");
        }).When(ticks)
        .Cell("期限", (html, row) =>
        {
            if (!row.State.IsOpen() || Deadline.Of(row.Due, today, open) is not { } deadline) { html.Raw("－"); return; }
            html.Day(deadline.Due, true).Raw(" <br class=\"wide\"> ");
            if (deadline.IsOver(today)) html.Tag(Tone.Bad, deadline.Words(today));
            else html.Text(deadline.Words(today));
        }, row => row.Due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).NoWrap().Orders(list.HasDeadlines ? CaseQueue.ByDue : null)
        .Link("受付番号", row => $"{row.Number}", row => (list with { At = null }).Url(Links.Case(row.Id))).NoWrap()
        .Text("手続", title, Spot.Title).Text("申請者", row => row.Name)
        .Tag("状態", row => (StateTag.ToneOf(row.State),
            row.OfferedTo is null ? row.State.Words() : $"{row.State.Words()}・移送の返事待ち")).Moment("受付", row => row.SubmittedAt)
        .Orders(CaseQueue.ByCame, down: true)
        .Cell("担当", (html, row) => _ = assignee(row) is { } name ? html.Text(name) : html.Raw("<span class=\"none\">なし</span>"),
            assignee).NoWrap();
}
