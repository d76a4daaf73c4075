using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>起案する: from a template of the city or the department, from what was received, or from an earlier case.</summary>
public sealed partial class StartDraft
{
    public const string Url = "/office/drafts/new";

    /// <summary>What it begins with: the received document or the earlier draft, in words.</summary>
    public sealed record Page(Form Form, string? From, Origin Origin);

    static readonly Deed Started = new("drafting.started", "起案を始めた");

    public static string Of(Guid received) => $"{Url}?received={received:N}";
    public static string Again(Guid earlier, Origin origin) => $"{Url}?earlier={earlier:N}&origin={origin}";

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(Url, DraftingModule.Write, Started, Build, Ask, Accept);

    static async Task<Form> Build(Look look, IStaff staff)
    {
        var departments = look.Actor.Departments;
        var own = await look.Db.Set<OwnTemplate>().AsNoTracking().Where(t => departments.Contains(t.Department) && t.RetiredAt == null)
            .OrderBy(t => t.Title).ToListAsync(look.Stop);
        List<Question> questions = [];
        if (await Earlier(look) is null)
            questions.Add(new("template", new ChoiceKind(), "雛形")
            {
                Options =
            [
                .. own.Select(t => new Option(t.Id.ToString("N"), $"{staff.DepartmentName(t.Department, look.Today)}：{t.Title}")),
                .. look.City.Files<DraftingFiles>().Templates.Select(t => new Option(t.Code, t.Title)),
            ]
            });
        if (departments.Count > 1)
            questions.Add(new("department", new ChoiceKind(), "起案する課")
            { Options = [.. departments.Select(d => new Option(d, staff.DepartmentName(d, look.Today)))] });
        return new(questions);
    }

    static async Task<IResult> Ask(Form form, Look look) => await Earlier(look) is var (earlier, origin)
        ? Show(new(form, earlier.Subject, origin))
        : Show(new(form, (await Received(look))?.Subject, Origin.None));

    static async Task<Answer> Accept(Form form, Turn turn)
    {
        var department = form.Value("department") as string ?? turn.Actor.Departments.FirstOrDefault()
            ?? throw new Rule("", "課に属する職がないので、起案できません。");
        var (again, received) = (await Earlier(turn), await Received(turn));
        if (again is { Origin: Origin.Redraft, Draft.Stage: not Stage.Ended })
            throw new Rule("", "再起案できるのは、否決・廃案・取下げで終わった起案です。それ以外は、写しを作ってください。");
        var template = again is null ? await Template(form.Value("template") as string ?? "", turn) : null;
        var draft = new Draft
        {
            Id = turn.NewId(), Department = department, By = turn.Me, At = turn.Now,
            Template = again?.Draft.Template ?? template?.Code ?? "", Received = received?.Id ?? again?.Draft.Received,
            Earlier = again?.Draft.Id, Origin = again?.Origin ?? Origin.None,
        };
        turn.Db.Add(draft);
        if (draft.Write(again?.Draft.Cover ?? WithReceived(template?.Cover ?? throw new Rule("template", "雛形を選んでください。"), received),
            again?.Draft.Body ?? template?.Body ?? "")) Add(draft, turn);
        turn.Journal.About(Draft.Kind, draft.Id).Fact("origin", draft.Origin.ToString());
        return Answer.See(WriteDraft.Url(draft.Id));
    }

    internal static void Add(Draft draft, Turn turn) => turn.Db.Add(new BodyVersion
    {
        Id = turn.NewId(), Draft = draft.Id, Number = draft.BodyNumber, Text = draft.Body, By = turn.Me, At = turn.Now,
    });

    static Cover WithReceived(Cover cover, Received? received) => received is null ? cover : cover with
    {
        Subject = PlainText.Cut(received.Subject.Contains("について", StringComparison.Ordinal) ? received.Subject
            : $"{received.Subject}について", 300),
        RecordClass = received.RecordClass,
    };

    static async Task<CityTemplate> Template(string code, Look look) =>
        look.City.Files<DraftingFiles>().Templates.FirstOrDefault(t => t.Code == code)
            ?? (Guid.TryParseExact(code, "N", out var id)
                ? (await look.Db.Set<OwnTemplate>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == id, look.Stop))?.Face : null)
            ?? throw new Rule("template", "雛形を選び直してください。");

    static async Task<(Draft Draft, Origin Origin)?> Earlier(Look look) => Guid.TryParse(look.Query["earlier"], out var id)
        ? (await look.Find(Drafts.Visible(look).AsNoTracking().Where(d => d.Id == id)),
            Enum.TryParse<Origin>(look.Query["origin"], out var origin) && origin is Origin.Redraft ? origin : Origin.Copy) : null;

    static async Task<Received?> Received(Look look) => Guid.TryParse(look.Query["received"], out var id)
        ? await look.Find(Drafting.Received.Visible(look).AsNoTracking().Where(r => r.Id == id)) : null;
}
