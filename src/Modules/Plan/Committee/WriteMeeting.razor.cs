using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>会議を書く: body, day, agenda with papers, minutes and decisions on one page, before and after the meeting, until it is put to
/// decision.</summary>
public sealed partial class WriteMeeting
{
    public const string NewUrl = CommitteeDesk.Url + "/meetings/new";
    const string Committee = "committee";

    /// <summary>Shut: it is on its way through the route or decided, and nothing was typed.</summary>
    public sealed record Page(Form Form, Meeting? Meeting, bool Shut = false);

    static readonly Deed Called = new("plan.meeting.called", "計画の会議を作った"), Written = new("plan.meeting.written", "計画の会議の内容を書いた");

    public static string Url(Guid id) => $"{ShowMeeting.Url(id)}/edit";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm(NewUrl, PlanModule.Write, Called, BuildNew, AskNew, AcceptNew).Taking(Takes.Attachments);
        app.MapForm(CommitteeDesk.Url + "/meetings/{id:guid}/edit", PlanModule.Write, Written, Build, Ask, Accept)
            .Taking(Takes.Attachments);
    }

    static Task<Form> BuildNew(Look look, Library library) =>
        Make(null, look, library);
    static async Task<Form> Build(Guid id, Look look, Library library) =>
        await Make(await MeetingSheet.Of(look.Db, (await library.Current(look.Db, look.Stop))?.Content.Book ?? throw new NotHere(), id,
            look.Stop), look, library);

    static async Task<Form> Make(MeetingSheet? sheet, Look look, Library library)
    {
        var plan = (await library.Current(look.Db, look.Stop))?.Content ?? throw new NotHere();
        var groups = await look.Db.Set<WorkingGroup>().Where(g => g.ClosedAt == null || sheet != null && g.Id == sheet.Meeting.Group)
            .OrderBy(g => g.OpenedAt).Select(g => new { g.Id, g.Name }).ToListAsync(look.Stop);
        List<Option> pages = [new(Overview.Url, "計画の目標と実績"), new(Schedule.Url, "事業の予定"), new(Systems.Url, "システムの更新"),
            .. plan.Initiatives.Select(i => new Option(ShowInitiative.Url(i.Code), $"{i.Code} {i.Title}"))];
        return new Form([new FormPage("",
        [
            new Question("body", new ChoiceKind(), "どの会議か") { Options =
                [new(Committee, MeetingSheet.Committee(plan.Book)), .. groups.Select(g => new Option(g.Id.ToString("N"), g.Name))] },
            new Question("title", new TextKind(), "会議の名前") { MaxLength = 100, Hint = "例：令和8年度 第2回" },
            new Question("on", new DateKind(), "日"),
            new Question("place", new TextKind(), "場所") { MaxLength = 100 },
            new Question("agenda", new GroupKind(
            [
                new Question("title", new TextKind(), "議題の名前") { MaxLength = 200 },
                new Question("link", new ChoiceKind(), "計画の画面") { Required = false, Options = pages },
                new Question("file", new FileKind("application/pdf,image/jpeg,image/png", "PDFか写真（JPEG、PNG）、20MBまで"),
                    "資料") { Required = false, Hint = "職員だけが開けます。" },
            ], "議題", 1, 15), "議題") { Hint = "公開の画面に載ります。" },
            new Question("minutes", new LongTextKind(6), "議事の要点") { Required = false, MaxLength = 4000, Hint = "会議のあとに書きます。職員だけが読みます。" },
            new Question("resolutions", new GroupKind(
            [
                new Question("text", new LongTextKind(2), "決めたこと") { MaxLength = 500 },
                new Question("department", new ChoiceKind(),
                    "担当の課") { Options = [.. look.City.DepartmentsOn(look.Today).Select(d => new Option(d.Code, d.Name))] },
                new Question("due", new DateKind(), "いつまでに"),
            ], "決定", 0, 20), "決定") { Required = false, Hint = "決裁が済むと公開の画面に載り、期限まで追いかけます。" },
        ])], sheet is null ? null : Answers(sheet))
        { Files = Upload.Of(look, sheet?.Meeting.Id) };
    }

    static Dictionary<string, string> Answers(MeetingSheet sheet)
    {
        var m = sheet.Meeting;
        var answers = new Dictionary<string, string>
        {
            ["body"] = m.Group?.ToString("N") ?? Committee, ["title"] = m.Title,
            ["place"] = m.Place, ["minutes"] = m.Minutes ?? ""
        };
        Day("on", m.On);
        foreach (var (a, n) in sheet.Agenda.Select((a, n) => (a, n)))
            (answers[$"agenda.{n}"], answers[$"agenda.{n}.title"], answers[$"agenda.{n}.link"], answers[$"agenda.{n}.file"]) =
                ("1", a.Title, a.Link ?? "", a.File?.ToString("N") ?? "");
        foreach (var (r, n) in sheet.Resolutions.Select((r, n) => (r, n)))
        {
            (answers[$"resolutions.{n}"], answers[$"resolutions.{n}.text"], answers[$"resolutions.{n}.department"]) =
                ("1", r.Text, r.Department);
            Day($"resolutions.{n}.due", r.Due);
        }
        return answers;

        void Day(string name, DateOnly day) { foreach (var (part, text) in new DateKind().Write(day)) answers[name + part] = text; }
    }

    static IResult AskNew(Form form) => Show(new(form, null));
    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var meeting = await look.Db.Set<Meeting>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == id, look.Stop);
        return Show(new(form, meeting, meeting?.Approval is not null && look.Afresh));
    }

    static async Task<Answer> AcceptNew(Form form, Turn turn)
    {
        var meeting = new Meeting { Id = turn.NewId(), By = turn.Me, At = turn.Now };
        turn.Db.Add(meeting);
        return await Save(meeting, form, turn);
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn)
    {
        var meeting = await turn.Take<Meeting>(m => m.Id == id);
        if (!turn.Saw(meeting.Shown)) throw new ChangedMeanwhile(await What(meeting, turn));
        turn.Db.RemoveRange(await turn.Db.Set<AgendaItem>().AsTracking().Where(a => a.Meeting == id).ToListAsync(turn.Stop));
        turn.Db.RemoveRange(await turn.Db.Set<Resolution>().AsTracking().Where(r => r.Meeting == id).ToListAsync(turn.Stop));
        return await Save(meeting, form, turn);
    }

    static async Task<string> What(Meeting meeting, Turn turn)
    {
        if (meeting.Approval is not null) return $"この会議は「{meeting.Words}」になりました。";
        var agenda = await turn.Db.Set<AgendaItem>().Where(a => a.Meeting == meeting.Id).OrderBy(a => a.Position).Select(a => a.Title)
            .ToListAsync(turn.Stop);
        var resolutions = await turn.Db.Set<Resolution>().Where(r => r.Meeting == meeting.Id).OrderBy(r => r.Position).Select(r => r.Text)
            .ToListAsync(turn.Stop);
        return $"今の名前は「{meeting.Title}」、日は{EraDate.Of(meeting.On)}、場所は「{meeting.Place}」、議題は「{string.Join("」「", agenda)}」、決定は{(resolutions.Count == 0 ? "ありません。" : $"「{string.Join("」「", resolutions)}」です。")}";
    }

    static async Task<Answer> Save(Meeting meeting, Form form, Turn turn)
    {
        meeting.Write(Guid.TryParseExact(Text(form, "body"), "N", out var group) ? group : null, Text(form, "title"), Day(form, "on"),
            Text(form, "place"), form.Value("minutes") as string);
        var agenda = Filled(form, "agenda")
            .Select((row, n) => new AgendaItem
            {
                Id = turn.NewId(), Meeting = meeting.Id, Position = n, Title = Text(row, "title"),
                Link = row.Value("link") as string, File = Guid.TryParseExact(row["file"], "N", out var file) ? file : null
            }).ToList();
        turn.Db.AddRange(agenda);
        turn.Db.AddRange(Filled(form, "resolutions")
            .Select((row, n) => new Resolution
            {
                Id = turn.NewId(), Meeting = meeting.Id, Position = n, Text = Text(row, "text"),
                Department = Text(row, "department"), Due = Day(row, "due")
            }));
        await Upload.Keep(turn, meeting.Id, [.. agenda.Select(a => a.File).OfType<Guid>()]);
        turn.Journal.About(Meeting.Kind, meeting.Id).Fact("agenda", agenda.Count);
        return Answer.See(ShowMeeting.Url(meeting.Id));
    }

    static IReadOnlyList<Form> Filled(Form form, string group) => form.Value(group) as IReadOnlyList<Form> ?? [];
    static string Text(Form form, string name) => form.Value(name) as string ?? "";
    static DateOnly Day(Form form, string name) => form.Value(name) is DateOnly day ? day : throw new Rule(name, "日付を入力してください。");
}
