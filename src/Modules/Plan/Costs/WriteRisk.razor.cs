using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>リスクを書く, a new one or one that is there.</summary>
public sealed partial class WriteRisk
{
    public sealed record Page(Form Form, Initiative Initiative, Risk? Risk);

    static readonly Deed Added = new("plan.risk.added", "事業のリスクを書いた"), Changed = new("plan.risk.changed", "事業のリスクを書き直した");

    public static string NewUrl(string code) => $"{ShowCosts.Url(code)}/risks/new";
    public static string Url(string code, Guid id) => $"{ShowCosts.Url(code)}/risks/{id}";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm(CostDesk.Url + "/{code}/risks/new", PlanModule.Reporting, Added, BuildNew, AskNew, AcceptNew);
        app.MapForm(CostDesk.Url + "/{code}/risks/{id:guid}", PlanModule.Reporting, Changed, Build, Ask, Accept);
    }

    static async Task<Form> BuildNew(string code, Look look, Library library)
    {
        await ShowCosts.Found(code, look, library);
        return Questions(look.City, look.Today, ended: false);
    }

    static async Task<Form> Build(string code, Guid id, Look look, Library library)
    {
        await ShowCosts.Found(code, look, library);
        var r = await look.Find<Risk>(r => r.Id == id && r.Initiative == code);
        return Questions(look.City, look.Today, ended: true).Fill("text", r.Text).Fill("likelihood", r.Likelihood).Fill("impact", r.Impact)
            .Fill("measure", r.Measure).Fill("owner", r.Owner).Fill("ended", r.EndedAt is null ? "open" : "ended");
    }

    static Form Questions(CityProfile city, DateOnly today, bool ended)
    {
        IReadOnlyList<Option> levels = [.. Enum.GetValues<Level>().Select(l => new Option(l.ToString(), l.Label()))];
        return new(
        [
            new Question("text", new LongTextKind(2), "どんなリスクか") { MaxLength = 300 },
            new Question("likelihood", new ChoiceKind(), "起こりやすさ") { Options = levels },
            new Question("impact", new ChoiceKind(), "起きたときの影響") { Options = levels },
            new Question("measure", new LongTextKind(2), "していること") { MaxLength = 300, Hint = "起こりにくくするため、または起きたときのために、していることを書いてください。" },
            new Question("owner", new ChoiceKind(), "担当の課")
                { Options = [.. city.DepartmentsOn(today).Select(d => new Option(d.Code, d.Name))] },
            .. ended ? [new Question("ended", new ChoiceKind(), "今もあるか") { Options = [new("open", "今もある"), new("ended", "なくなった")] }]
                : Array.Empty<Question>(),
        ]);
    }

    static async Task<IResult> AskNew(string code, Form form, Look look, Library library) =>
        Show(new(form, await ShowCosts.Found(code, look, library), null));
    static async Task<IResult> Ask(string code, Guid id, Form form, Look look, Library library) =>
        Show(new(form, await ShowCosts.Found(code, look, library), await look.Db.Set<Risk>().AsNoTracking()
            .FirstOrDefaultAsync(r => r.Id == id, look.Stop)));

    static async Task<Answer> AcceptNew(string code, Form form, Turn turn, Library library)
    {
        await ShowCosts.Found(code, turn, library);
        var risk = new Risk { Id = turn.NewId(), Initiative = code };
        turn.Db.Add(risk);
        return Save(risk, form, turn);
    }

    static async Task<Answer> Accept(string code, Guid id, Form form, Turn turn, Library library)
    {
        await ShowCosts.Found(code, turn, library);
        var risk = await turn.Take<Risk>(r => r.Id == id && r.Initiative == code);
        if (!turn.Saw(risk.Shown)) throw new ChangedMeanwhile($"今は「{risk.Text}」、していることは「{risk.Measure}」です。");
        return Save(risk, form, turn);
    }

    static Answer Save(Risk risk, Form form, Turn turn)
    {
        string Text(string name) => form.Value(name) as string ?? "";
        risk.Write(Text("text"), Enum.Parse<Level>(Text("likelihood")), Enum.Parse<Level>(Text("impact")), Text("measure"), Text("owner"),
            form.Answers.GetValueOrDefault("ended") == "ended", turn.Me, turn.Now);
        turn.Journal.About("plan.risk", risk.Id).Fact("initiative", risk.Initiative);
        return Answer.See(ShowCosts.Url(risk.Initiative));
    }
}
