using System.Globalization;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>受付箱: the cases of the officer's departments, filtered, ordered and searched, with what came back from the deciders first;
/// four queries however many there are.</summary>
public sealed partial class Browse
{
    /// <summary>Counting stops here: a chip says 1000+ rather than walking the whole index.</summary>
    const int CountMost = 1000;

    public sealed record Row(Guid Id, ReceiptNumber? Number, string Procedure, string Name, ApplicationState State,
        DateTimeOffset? SubmittedAt, DateOnly? Due, Guid? Assignee, Guid Account, Guid? Person, long Version);

    /// <summary>What waits for the office, counted up to a limit.</summary>
    public sealed record Count(int All, int Mine, int Nobody, int Overdue);

    /// <summary>What became of the cases that were ticked.</summary>
    public sealed record Together(int Count, int Left);

    public sealed record Page(WorkList List, IReadOnlyList<Row> Rows, WorkList? Next, Count Counts,
        IReadOnlyList<(string Code, string Title)> Procedures,
        Catalogue Catalogue, IReadOnlyDictionary<Guid, OfficerFace> Faces, IReadOnlyList<string> Departments, DateOnly Today,
        BusinessDays Open, IReadOnlyList<Returned> Returned, IReadOnlyList<OfficerFace> Officers, Together? Done)
    {
        public string Title(Row row) => Catalogue.TitleOf(row.Procedure);
        public string? Assignee(Row row) => row.Assignee is { } officer ? Faces.NameOf(officer) : null;
        public string Said(int count) => count >= CountMost ? $"{CountMost}+" : $"{count}";
    }

    public static async Task<IResult> Ask(Look look, Catalogue catalogue, Search search, IStaff staff, string? waits = null,
        string? procedure = null, string? whose = null, bool overdue = false, string? q = null, string? order = null,
        string? after = null, int? done = null, int? left = null)
    {
        var list = WorkList.Read(waits, procedure, whose, overdue, q, order, after);
        var departments = look.Actor.Departments;
        var (today, me) = (look.Today, look.Actor.Account ?? Guid.Empty);
        var rows = await Rows(list, look, search, departments, me, today, WorkList.Rows + 1);
        var more = rows.Count > WorkList.Rows;
        if (more) rows.RemoveAt(WorkList.Rows);
        var counts = await Counted(look, departments, me, today);
        var officers = new List<OfficerFace>();
        if (rows.Any(r => r.State.IsOpen()))
            foreach (var department in departments) officers.AddRange(await staff.Of(look, department));
        var faces = officers.DistinctBy(o => o.Account).ToDictionary(o => o.Account);
        if (rows.Select(r => r.Assignee).OfType<Guid>().Where(a => !faces.ContainsKey(a)).Distinct().ToList() is { Count: > 0 } others)
            foreach (var (id, face) in await staff.Faces(look, others)) faces[id] = face;
        var returned = list is { After: null, Words: "", Waits: WaitsFor.Office or null }
            ? await Procedures.Returned.For(look.Db, look.Actor, staff, today, look.Stop) : [];
        foreach (var row in rows) look.Journal.With(row.Account, row.Person);
        foreach (var row in returned) look.Journal.With(row.Account, row.Person);
        look.Journal.For(OfficeDeeds.Purpose).Fact("rows", $"{rows.Count}");
        return Show(new(list, rows, more ? list with { After = Cursor.Of(list.Sorted, rows[^1].Due, rows[^1].SubmittedAt, rows[^1].Id) }
            : null, counts,
            [.. catalogue.Known(today).Where(v => departments.Contains(v.Definition.Department))
                .Select(v => (v.Code, v.Definition.Title.Ja))],
            catalogue, faces, [.. departments.Select(code => staff.DepartmentName(code, today))],
            today, look.City.Calendar, returned,
            [.. officers.DistinctBy(o => o.Account).OrderBy(o => o.Department, StringComparer.Ordinal)], done is { } many
            ? new(many, left ?? 0) : null));
    }

    /// <summary>The rows of a list, at most so many.</summary>
    internal static async Task<List<Row>> Rows(WorkList list, Look look, Search search, IReadOnlyList<string> departments,
        Guid me, DateOnly today, int most)
    {
        if (Cases(list, look.Db, search, departments) is not { } cases) return [];
        return await list.Of(cases, me, today).Take(most)
            .Select(a => new Row(a.Id, a.Number, a.Procedure, a.Name, a.State, a.SubmittedAt, a.Due, a.Assignee, a.Account, a.Person,
                a.Version)).ToListAsync(look.Stop);
    }

    /// <summary>All cases that the words of a list find; null when they can find none.</summary>
    static IQueryable<Application>? Cases(WorkList list, CityDb db, Search search, IReadOnlyList<string> departments)
    {
        var cases = db.Set<Application>().AsNoTracking().Visible(departments, list.Waits, own: list.Whose is Whose.Mine);
        if (list.Words.Length == 0) return cases;
        // A receipt number typed as it is written on the receipt leads to its one case at once.
        if (ReceiptNumber.TryParse(list.Words, out var number)) return cases.Where(a => a.Number == number);
        // from what was found to the cases
        return search.Find(db, Application.Kind, list.Words)?.Join(cases, hit => hit, a => a.Id, (_, a) => a);
    }

    /// <summary>The cases before and after this one in the list, also when it does not stand there any more itself; one query for
    /// both.</summary>
    internal static async Task<(Guid? Previous, Guid? Next)> Around(WorkList list, Look look, Search search,
        IReadOnlyList<string> departments, Guid me, DateOnly today, Application here)
    {
        var place = Cursor.Of(list.Sorted, here.Due, here.SubmittedAt, here.Id);
        if (place is { Day: null, Moment: null } || Cases(list, look.Db, search, departments) is not { } cases) return (null, null);
        var before = list.Before(place, cases, me, today).Take(1).Select(a => new { a.Id, Next = false });
        var after = (list with { After = place }).Of(cases, me, today).Take(1).Select(a => new { a.Id, Next = true });
        var both = await before.Concat(after).ToListAsync(look.Stop);
        return (both.Find(a => !a.Next)?.Id, both.Find(a => a.Next)?.Id);
    }

    static async Task<Count> Counted(Look look, IReadOnlyList<string> departments, Guid me, DateOnly today) =>
        await look.Db.Set<Application>().Visible(departments, WaitsFor.Office).OrderBy(a => a.Due).Take(CountMost)
            .Select(a => new { a.Assignee, a.Due }).GroupBy(a => 1)
            .Select(g => new Count(g.Count(), g.Count(a => a.Assignee == me), g.Count(a => a.Assignee == null),
                g.Count(a => a.Due < today))).FirstOrDefaultAsync(look.Stop) ?? new(0, 0, 0, 0);

    /// <summary>The list as it is shown, and as it is taken away in a file.</summary>
    internal static Columns<Row> Shown(WorkList list, Func<Row, string> title, Func<Row, string?> assignee, DateOnly today,
        BusinessDays open,
        bool ticks) => new Columns<Row>()
        .Cell("選ぶ", (html, row) =>
        {
            if (row.State.IsOpen())
                html.Html($"<label class=\"tick\"><input type=\"checkbox\" name=\"{TakeMany.Ticked}\"")
                    .Html($" value=\"{TakeMany.Tick(row.Id, row.Version)}\"><span class=\"unseen\">受付番号 {row.Number} を選ぶ</span></label>");
        }).When(ticks)
        .Cell("期限", (html, row) =>
        {
            if (!row.State.IsOpen() || Deadline.Of(row.Due, today, open) is not { } deadline) { html.Raw("－"); return; }
            html.Day(deadline.Due, true).Raw(" <br class=\"wide\"> ");
            if (deadline.IsOver(today)) html.Tag(Tone.Bad, deadline.Words(today));
            else html.Text(deadline.Words(today));
        }, row => row.Due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).NoWrap()
        .Link("受付番号", row => $"{row.Number}", row => (list with { After = null }).Url(Links.Case(row.Id))).NoWrap()
        .Text("手続", title, Spot.Title).Text("申請者", row => row.Name)
        .Tag("状態", row => (StateTag.ToneOf(row.State), row.State.Words())).Moment("受付", row => row.SubmittedAt)
        .Cell("担当", (html, row) => _ = assignee(row) is { } name ? html.Text(name) : html.Raw("<span class=\"none\">なし</span>"),
            assignee).NoWrap();
}
