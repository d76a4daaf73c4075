using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>不在の登録: one's own days, and those of a colleague who cannot write them down.</summary>
public sealed partial class Absences
{
    public const string Url = "/office/absences";
    internal static readonly Deed Registered = new("approvals.away", "決裁の不在を登録した", "いない 日を かいた", "registered days of absence");
    static readonly Deed EndedEarly = new("approvals.back", "決裁の不在を終わりにした", "いない 日を おわりに した", "ended days of absence");

    public sealed record Row(Guid Id, string Who, AwayFor Why, DateOnly From, DateOnly Until);
    public sealed record Page(Form Form, IReadOnlyList<Row> Rows);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm(Url, Permission.Officer, Registered, Build, Ask, Accept);
        app.MapAct(Url + "/{id:guid}/end", Permission.Officer, EndedEarly, End);
    }

    // Whoever may reassign may also write down that a colleague fell ill.
    static async Task<IReadOnlyList<OfficerFace>> Whom(Look look, IStaff staff)
    {
        var me = (await staff.Faces(look, [look.Me])).Values;
        if (!look.Actor.Can(ApprovalsModule.Reassign)) return [.. me];
        var colleagues = new List<OfficerFace>();
        foreach (var department in look.Actor.Departments) colleagues.AddRange(await staff.Of(look, department));
        return [.. me.Concat(colleagues).DistinctBy(o => o.Account)];
    }

    static async Task<Form> Build(Look look, IStaff staff)
    {
        var whom = await Whom(look, staff);
        var form = new Form(
        [
            new Question("officer", new ChoiceKind(), "不在になる職員")
                { Options = [.. whom.Select(o => new Option($"{o.Account}", $"{o.PostTitle}　{o.Name}"))] },
            new Question("from", new DateKind(), "不在の始まり"),
            new Question("until", new DateKind(), "不在の終わり") { Hint = "この日までの間、代決順位の職が代わりに決裁できます。" },
            new Question("why", new ChoiceKind(), "理由")
                { Options = [.. Enum.GetValues<AwayFor>().Select(w => new Option($"{w}", w.Label()))] },
        ]);
        return look.Afresh ? form.Fill("officer", look.Me).Fill("from", look.Today).Fill("until", look.Today) : form;
    }

    static async Task<IQueryable<Absence>> Visible(Look look, IStaff staff)
    {
        var (whom, today) = ((await Whom(look, staff)).Select(o => o.Account).ToList(), look.Today);
        return look.Db.Set<Absence>().Where(a => whom.Contains(a.Officer) && a.EndedAt == null && a.Until >= today);
    }

    static async Task<IResult> Ask(Form form, Look look, IStaff staff)
    {
        var rows = await (await Visible(look, staff)).AsNoTracking().OrderBy(a => a.From).Take(100).ToListAsync(look.Stop);
        var faces = await staff.Faces(look, [.. rows.Select(r => r.Officer)]);
        return Show(new(form, [.. rows.Select(r => new Row(r.Id, faces.NameOf(r.Officer), r.Why, r.From, r.Until))]));
    }

    static async Task<Answer> Accept(Form form, Turn turn, IStaff staff)
    {
        if (!Guid.TryParse(form["officer"], out var officer) || (await Whom(turn, staff)).All(o => o.Account != officer))
            throw new Rule("officer", "自分の課の職員を選んでください。");
        var absence = Absence.Of(turn.NewId(), officer, Day("from"), Day("until"), Enum.Parse<AwayFor>(form["why"]),
            turn.Me, turn.Today, turn.Now);
        turn.Db.Add(absence);
        turn.Journal.About("approvals.absence", absence.Id).Fact("from", absence.From).Fact("until", absence.Until);
        return Answer.See(Url);

        DateOnly Day(string name) => (DateOnly)(form.Value(name) ?? turn.Today);
    }

    static async Task<Answer> End(Guid id, Turn turn, IStaff staff)
    {
        var absence = await turn.Take((await Visible(turn, staff)).Where(a => a.Id == id));
        absence.End(turn.Today, turn.Now);
        turn.Journal.About("approvals.absence", id);
        return Answer.See(Url);
    }
}
