using Keyaki.Contracts;
using Keyaki.Contracts.Residents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>補正: the officer ticks the questions and says why for each; the applicant is told (行政手続法7条).</summary>
public sealed partial class Mend
{
    /// <summary>How many open days the applicant has at first; the officer may change the day.</summary>
    const int DaysGiven = 10;
    internal const string Ticked = "items", Reason = "reason-";

    public sealed record Page(Application Case, Form Form, ReadyTexts Ready);

    public static async Task<Form> Build(Guid id, Look look, Catalogue catalogue, IRegister register)
    {
        var found = await CaseAccess.Own(look, id);
        var asked = await CaseForm.Of(look.Db, found, catalogue, await register.Hides(found, look.Actor, look.Stop), look.Stop);
        List<(string Name, string Label, string Answer)> rows =
            [.. asked.Sections().SelectMany(s => s.Rows).Where(r => asked.Definition.Find(r.Name)?.Kind != "mynumber").Select(r => (r.Name,
                r.Label, CaseForm.Plain(r.Answer)))];
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
                [new(form => form.Value("until") is DateOnly day && day > look.Today, "明日から後の日を入力してください。")] },
        ]).Fill("until", look.City.Calendar.Add(look.Today, DaysGiven));
    }

    public static async Task<IResult> Ask(Guid id, Form form, Look look, Catalogue catalogue)
    {
        var found = await CaseAccess.Shown(look, id);
        var offer = await ReadyTexts.For(look, found, ReplyUse.Correction, catalogue, look.City.Calendar.Add(look.Today, DaysGiven));
        // Whatever is ticked begins with the chosen text.
        if (offer.Text is { } text)
            foreach (var reason in form.Questions.Where(q => q.Name.StartsWith(Reason, StringComparison.Ordinal)))
                form.Fill(reason.Name, text);
        return Show(new(found, form, offer));
    }

    internal static async Task<Answer> Accept(Guid id, Form form, Turn turn, IStaff staff, Catalogue catalogue, Dispatch dispatch)
    {
        var found = await CaseAccess.Change(turn, id, staff);
        var ticked = form.Value(Ticked) as IReadOnlyList<string> ?? [];
        foreach (var name in ticked) Blanks.Filled(Reason + name, form.Value(Reason + name) as string);
        var until = form.Value("until") is DateOnly day ? day : throw new Rule("until", "日付を入力してください。");
        var round = found.RequestCorrection([.. ticked.Select(name => (name, form.Value(Reason + name) as string ?? ""))],
            turn.Me, until, turn.Clock.NewId, turn.Now);
        turn.Db.AddRange(round);
        await dispatch.AskToMend(turn.Db, found, (await catalogue.Pinned(turn.Db, found.Definition, turn.Stop)).Definition, round[0].Id,
            until, turn.Stop);
        turn.Journal.About(found).Fact("questions", $"{round.Count}");
        return Answer.See(WorkList.Of(turn.Query).Url(Links.Case(id)));
    }
}
