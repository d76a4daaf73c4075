using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>補正: the officer ticks the questions and says why for each; the applicant is told (行政手続法7条).</summary>
public sealed partial class Mend
{
    /// <summary>How many open days the applicant has at first; the officer may change the day.</summary>
    const int DaysGiven = 10;
    internal const string Ticked = "items", Reason = "reason-";

    public sealed record Page(Application Case, Form Form);

    public static async Task<Form> Build(Guid id, CityDb db, Actor actor, CityProfile city, Catalogue catalogue, IRegister register,
        TimeProvider clock, CancellationToken ct)
    {
        var found = await CaseAccess.Own(db, id, actor, city, ct);
        var asked = await CaseForm.Of(db, found, catalogue, await register.Hides(found, actor, ct), ct);
        List<(string Name, string Label, string Answer)> rows =
            [.. asked.Sections().SelectMany(s => s.Rows).Select(r => (r.Name, r.Label, CaseForm.Plain(r.Answer)))];
        return new Form(
        [
            new Ui.Question(Ticked, new ManyKind(Least: 1),
                "直していただく項目") { Options = [.. rows.Select(r => new Ui.Option(r.Name, r.Label, r.Answer.Replace('\n', '　')))] },
            .. rows.Select(r => new Ui.Question(Reason + r.Name, new LongTextKind(2), $"「{r.Label}」を直していただく理由")
            {
                MaxLength = 500, Under = (Ticked, r.Name),
                When = form => form.Value(Ticked) is IReadOnlyList<string> ticked && ticked.Contains(r.Name),
            }),
            new Ui.Question("until", new DateKind(), "いつまでに直していただくか") { Checks =
                [new(form => form.Value("until") is DateOnly day && day > clock.Today(), "明日から後の日を入力してください。")] },
        ]).Fill("until", city.Calendar.Days().Add(clock.Today(), DaysGiven));
    }

    public static async Task<IResult> Ask(Guid id, Form form, CityDb db, Actor actor, CityProfile city, Journal journal,
        CancellationToken ct) =>
        Show(new(await CaseAccess.Shown(db, id, actor, city, journal, ct), form));

    internal static async Task<Answer> Accept(Guid id, Form form, IFormCollection posted, CityDb db, Actor actor, CityProfile city,
        IStaff staff, Catalogue catalogue, Dispatch dispatch, Journal journal, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        var found = await CaseAccess.Change(db, id, actor, city, posted, staff, clock, ct);
        var ticked = form.Value(Ticked) as IReadOnlyList<string> ?? [];
        var until = form.Value("until") is DateOnly day ? day : throw new Rule("until", "日付を入力してください。");
        var round = found.RequestCorrection([.. ticked.Select(name => (name, form.Value(Reason + name) as string ?? ""))],
            actor.Account ?? throw new NotHere(), until, clock.NewId, clock.GetUtcNow());
        db.AddRange(round);
        await dispatch.AskToMend(db, found, (await catalogue.Pinned(db, found.Definition, ct)).Definition, round[0].Id, until, ct);
        journal.About(Application.Kind, id, found.Account, found.Person).Fact("questions", $"{round.Count}");
        return Answer.See(WorkList.Of(http).Url(Links.Case(id)));
    }
}
