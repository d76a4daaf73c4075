using System.Globalization;
using System.Text;
using Keyaki.Contracts;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Procedures;

/// <summary>One application in a list for another system; says nothing of the person.</summary>
public sealed record CaseHead(
    string Number,
    string Procedure,
    string Title,
    ApplicationState State,
    string Channel,
    DateOnly? AppliedOn,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset ChangedAt,
    long Version);

/// <summary>A page of a list.</summary>
/// <param name="Next">To be given as `after`; goes on behind the last one. Null where the list was empty.</param>
public sealed record CaseHeads(IReadOnlyList<CaseHead> Items, string? Next);

/// <summary>An answer: as it is kept (by the endings of its parts) and as a person reads it.</summary>
public sealed record AnswerFace(string Name, string Label, string Text, IReadOnlyDictionary<string, string> Raw);

/// <summary>An attachment that may be fetched: size in bytes, SHA-256 in lower hex.</summary>
public sealed record FileHead(string Id, string Name, string Type, long Size, string Sha256);

/// <summary>A report of another system.</summary>
public sealed record ProcessingFace(ProcessingState State, string System, string? Reference, string? Message, DateTimeOffset At);

/// <summary>One application whole.</summary>
/// <param name="Restricted">支援措置: what tells where the person lives, and the attachments, are left out.</param>
/// <param name="Fee">In yen.</param>
public sealed record CaseWhole(
    CaseHead Application,
    string Name,
    string Kana,
    bool Restricted,
    long Fee,
    DateTimeOffset? PaidAt,
    IReadOnlyList<AnswerFace> Answers,
    IReadOnlyList<FileHead> Files,
    IReadOnlyList<ProcessingFace> Processing);

/// <summary>What another system reports.</summary>
/// <param name="Reference">Its own number for it, up to 100 characters.</param>
/// <param name="Message">For the officer, up to 500 characters; needed when it failed.</param>
public sealed record ProcessingReport(ProcessingState State, string? Reference = null, string? Message = null);

/// <summary>The interface for the systems behind the counters (基幹系): what came in is pulled, and how far they came is
/// reported.</summary>
static class PullCases
{
    public const string Path = Api.Root + "/applications";
    public static readonly Permission Read = new("applications.read", "申請を読む") { Scope = "procedure", ByToken = true };
    public static readonly Permission Report = new("applications.report", "処理の様子を返す") { Scope = "procedure", ByToken = true };

    /// <summary>Nothing newer is listed: a turn that began before may still end, and would be passed by.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromSeconds(15);
    const int Usual = 100, Most = 500;

    static readonly Deed List = Deed.Look("systems.applications.list", "連携システムが申し込みの一覧を読んだ",
        "べつの システムが もうしこみの 一覧を 読んだ", "another system of the city listed applications");
    static readonly Deed Look = Deed.Look("systems.applications.look", "連携システムが申し込みの内容を読んだ",
        "べつの システムが もうしこみを 読んだ", "another system of the city read your application");
    static readonly Deed Fetch = Deed.Look("systems.applications.file", "連携システムが申し込みの添付ファイルを読んだ",
        "べつの システムが もうしこみの ファイルを 読んだ", "another system of the city read a file of your application");
    static readonly Deed Told = new("systems.applications.report", "連携システムが申し込みの処理の様子を知らせた",
        "べつの システムが どこまで できたか 知らせた", "another system of the city reported how far your application came");
    static readonly Deed Seen = new("office.case.processing-seen", "連携システムの知らせを確かめた",
        "べつの システムからの 知らせを 見た", "looked at what another system reported");

    public static IReadOnlyList<Scope> Scopes => [new(Read, Parts), new(Report, Parts)];

    static IReadOnlyList<(string Part, string Label)> Parts(IServiceProvider services, DateOnly day) =>
        [.. services.GetRequiredService<Catalogue>().Known(day).Select(v => (v.Code, v.Definition.Title.Ja))];

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapRead(Path, Read, List, new("申請を、変わった順に読む", null, typeof(CaseHeads),
            ("procedure", "手続のコード"), ("state", "状態（submitted、examining、granted など）"), ("after", "前の答えの next"),
            ("limit", $"件数。{Most}まで（なければ{Usual}）")), Page);
        app.MapRead(Path + "/{number}", Read, Look, new("申請を1件、答えと一緒に読む", null, typeof(CaseWhole)), One);
        app.MapRead(Path + "/{number}/files/{file}", Read, Fetch, new("添付ファイルを1つ読む", null, null) { GivesFile = true }, Open);
        app.MapChange<ProcessingReport>(Path + "/{number}/processing", Report, Told, new("どこまで処理したかを知らせる", null, null), Note);
        app.MapAct(WorkList.Path + "/{id}/processing/{report}/seen", Office.Handle, Seen, See);
    }

    /// <summary>What the caller may know of: submitted, of the procedures that its power names.</summary>
    static IQueryable<Application> Visible(Look look, Permission power)
    {
        var submitted = look.Db.Set<Application>().Where(a => a.SubmittedAt != null);
        return look.Actor.Within(power) is { } parts ? submitted.Where(a => parts.Contains(a.Procedure)) : submitted;
    }

    static async Task<CaseHeads> Page(Look look, Catalogue catalogue, string? procedure = null, string? state = null,
        string? after = null, int limit = Usual)
    {
        if (limit is < 1 or > Most) throw new Rule("limit", $"limit は1から{Most}までにしてください。");
        var until = look.Now - Settled;
        var cases = Visible(look, Read).AsNoTracking().Where(a => a.ChangedAt < until);
        if (procedure is not null) cases = cases.Where(a => a.Procedure == procedure);
        if (state is not null)
        {
            if (!Enum.TryParse<ApplicationState>(state.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var asked)
                || !Enum.IsDefined(asked)) throw new Rule("state", "state にない状態です。");
            cases = cases.Where(a => a.State == asked);
        }
        if (after is not null)
        {
            var (at, id) = Behind(after);
            cases = cases.Where(a => a.ChangedAt > at || a.ChangedAt == at && a.Id.CompareTo(id) > 0);
        }
        var found = await cases.OrderBy(a => a.ChangedAt).ThenBy(a => a.Id).Take(limit).ToListAsync(look.Stop);
        look.Journal.Nothing();
        return new([.. found.Select(a => Head(a, catalogue))], found is [.., var last] ? Cursor(last) : after);
    }

    // Ticks of the moment and the id, so that a system takes it for what it is: nothing to be read.
    static string Cursor(Application last) =>
        WebEncoders.Base64UrlEncode(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"{last.ChangedAt.UtcTicks} {last.Id:N}")));

    static (DateTimeOffset At, Guid Id) Behind(string cursor)
    {
        try
        {
            return Encoding.ASCII.GetString(WebEncoders.Base64UrlDecode(cursor)).Split(' ') is [var ticks, var id]
                ? (new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero), Guid.ParseExact(id, "N"))
                : throw new FormatException();
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            throw new Rule("after", "after は、前の答えの next をそのまま使ってください。");
        }
    }

    static CaseHead Head(Application a, Catalogue catalogue) => new(a.Number?.ToString() ?? "", a.Procedure, catalogue.TitleOf(a.Procedure),
        a.State, a.Channel, a.AppliedOn, a.SubmittedAt, a.ChangedAt, a.Version);

    static async Task<Application> Find(Look look, Permission power, string number, bool tracked = false)
    {
        if (!ReceiptNumber.TryParse(number, out var read)) throw new NotHere();
        var cases = Visible(look, power).Where(a => a.Number == read);
        return await (tracked ? cases.AsTracking() : cases.AsNoTracking()).FirstOrDefaultAsync(look.Stop) ?? throw new NotHere();
    }

    static async Task<CaseWhole> One(string number, Look look, Catalogue catalogue, IRegister register)
    {
        var found = await Find(look, Read, number);
        var hidden = await register.Hides(found, look.Actor, look.Stop);
        var form = await CaseForm.Of(look.Db, found, catalogue, hidden, look.Stop);
        var raw = AnswersJson.Read(found.Answers);
        var answers = form.Form.Questions.Where(q => form.Form.Asks(q) && !(hidden && form.Definition.Find(q.Name) is { TellsHome: true }))
            .Select(q => new AnswerFace(q.Name, q.Label, form.Said(q.Name), Kept(raw, q.Name))).ToList();
        var reports = await look.Db.Set<Processing>().AsNoTracking().Where(p => p.ApplicationId == found.Id).OrderBy(p => p.At)
            .Select(p => new ProcessingFace(p.State, p.Called, p.Reference, p.Message, p.At)).ToListAsync(look.Stop);
        look.Journal.About(Application.Kind, found.Id, found.Account, found.Person).For(OfficeDeeds.Purpose);
        return new(Head(found, catalogue), found.Name, found.Kana, hidden, found.Fee.Amount, found.PaidAt, answers,
            hidden ? [] : [.. form.Files.Values.Where(f => f.State is FileState.Clean)
                .Select(f => new FileHead(f.Id.ToString("N"), f.Name, f.Type, f.Size, f.Hash))], reports);
    }

    /// <summary>The parts of one answer: those whose key is its name, or its name and an ending.</summary>
    static Dictionary<string, string> Kept(Dictionary<string, string> raw, string name) =>
        raw.Where(r => r.Key == name || r.Key.StartsWith(name + ".", StringComparison.Ordinal)).ToDictionary(r => r.Key, r => r.Value);

    static async Task<IResult> Open(string number, string file, Look look, Catalogue catalogue, IRegister register, FileStore store)
    {
        var found = await Find(look, Read, number);
        if (await register.Hides(found, look.Actor, look.Stop)) throw new NotHere();
        var form = await CaseForm.Of(look.Db, found, catalogue, hidden: false, look.Stop);
        if (!form.Files.TryGetValue(file, out var attached)) throw new NotHere();
        look.Journal.About(Application.Kind, found.Id, found.Account, found.Person).For(OfficeDeeds.Purpose);
        return new SentFile(store, attached, kept: false);
    }

    static async Task<Answer> Note(string number, ProcessingReport report, Turn turn)
    {
        var found = await Find(turn, Report, number);
        if (report.Reference is { Length: > Processing.LongestReference })
            throw new Rule("reference", $"reference は{Processing.LongestReference}字以内にしてください。");
        if (report.Message is { Length: > Processing.LongestMessage })
            throw new Rule("message", $"message は{Processing.LongestMessage}字以内にしてください。");
        if (report.State is ProcessingState.Failed && string.IsNullOrWhiteSpace(report.Message))
            throw new Rule("message", "処理できなかったときは、理由を message に書いてください。");
        turn.Db.Add(new Processing
        {
            Id = turn.NewId(), ApplicationId = found.Id, System = turn.Me, Called = PlainText.Cut(turn.Actor.Name, 80),
            State = report.State, Reference = report.Reference, Message = report.Message, At = turn.Now,
        });
        turn.Journal.About(Application.Kind, found.Id, found.Account, found.Person).Fact("state", report.State.ToString());
        return Answer.Done;
    }

    static async Task<Answer> See(Guid id, Guid report, Turn turn)
    {
        var found = await CaseAccess.Own(turn, id);
        (await turn.Take<Processing>(p => p.Id == report && p.ApplicationId == id)).See(turn.Me, turn.Now);
        turn.Journal.About(Application.Kind, id, found.Account, found.Person);
        return Answer.See(Links.Case(id));
    }
}

/// <summary>What another system could not do waits for the department until somebody looked at it.</summary>
sealed class ProcessingTask(Catalogue catalogue) : TaskSource<Processing>
{
    protected override Guid Cause(Processing report) => report.Id;

    protected override async Task<TaskWish?> Wish(CityDb db, Processing report, CancellationToken ct)
    {
        if (!report.Waits) return null;
        var found = await db.Set<Application>().AsNoTracking().FirstAsync(a => a.Id == report.ApplicationId, ct);
        var title = $"{report.Called}で処理できなかった申請：{catalogue.TitleOf(found.Procedure)}（受付番号 {found.Number}）";
        return new(TaskKind.Handle, title, Links.Case(found.Id))
        {
            Account = found.Assignee, Department = found.Department, Power = Office.Handle,
        };
    }
}
