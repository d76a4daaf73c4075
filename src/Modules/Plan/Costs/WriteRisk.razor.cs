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

    static async Task<Form> BuildNew(string code, CityDb db, Library library, CityProfile city, Actor actor, CancellationToken ct)
    {
        await ShowCosts.Found(code, db, library, city, actor, ct);
        return Questions(city, ended: false);
    }

    static async Task<Form> Build(string code, Guid id, CityDb db, Library library, CityProfile city, Actor actor, CancellationToken ct)
    {
        await ShowCosts.Found(code, db, library, city, actor, ct);
        var r = await db.Set<Risk>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id && r.Initiative == code, ct) ?? throw new NotHere();
        return Questions(city, ended: true).Fill("text", r.Text).Fill("likelihood", r.Likelihood).Fill("impact", r.Impact)
            .Fill("measure", r.Measure).Fill("owner", r.Owner).Fill("ended", r.EndedAt is null ? "open" : "ended");
    }

    static Form Questions(CityProfile city, bool ended)
    {
        IReadOnlyList<Option> levels = [.. Enum.GetValues<Level>().Select(l => new Option(l.ToString(), l.Label()))];
        return new(
        [
            new Question("text", new LongTextKind(2), "どんなリスクか") { MaxLength = 300 },
            new Question("likelihood", new ChoiceKind(), "起こりやすさ") { Options = levels },
            new Question("impact", new ChoiceKind(), "起きたときの影響") { Options = levels },
            new Question("measure", new LongTextKind(2), "していること") { MaxLength = 300, Hint = "起こりにくくするため、または起きたときのために、していることを書いてください。" },
            new Question("owner", new ChoiceKind(), "担当の課") { Options = [.. city.Departments.Select(d => new Option(d.Code, d.Name))] },
            .. ended ? [new Question("ended", new ChoiceKind(), "今もあるか") { Options = [new("open", "今もある"), new("ended", "なくなった")] }]
                : Array.Empty<Question>(),
        ]);
    }

    static async Task<IResult> AskNew(string code, Form form, CityDb db, Library library, CityProfile city, Actor actor,
        CancellationToken ct) => Show(new(form, await ShowCosts.Found(code, db, library, city, actor, ct), null));
    static async Task<IResult> Ask(string code, Guid id, Form form, CityDb db, Library library, CityProfile city, Actor actor,
        CancellationToken ct) =>
        Show(new(form, await ShowCosts.Found(code, db, library, city, actor, ct), await db.Set<Risk>().AsNoTracking()
            .FirstOrDefaultAsync(r => r.Id == id, ct)));

    static async Task<Answer> AcceptNew(string code, Form form, CityDb db, Library library, CityProfile city, Actor actor, Journal journal,
        TimeProvider clock, CancellationToken ct)
    {
        await ShowCosts.Found(code, db, library, city, actor, ct);
        var risk = new Risk { Id = clock.NewId(), Initiative = code };
        db.Add(risk);
        return Save(risk, form, actor, journal, clock);
    }

    static async Task<Answer> Accept(string code, Guid id, Form form, IFormCollection posted, CityDb db, Library library, CityProfile city,
        Actor actor, Journal journal, TimeProvider clock, CancellationToken ct)
    {
        await ShowCosts.Found(code, db, library, city, actor, ct);
        var risk = await db.Set<Risk>().AsTracking().FirstOrDefaultAsync(r => r.Id == id && r.Initiative == code, ct)
            ?? throw new NotHere();
        if (posted["_version"].ToString() != risk.Shown) throw new ChangedMeanwhile($"今は「{risk.Text}」、していることは「{risk.Measure}」です。");
        return Save(risk, form, actor, journal, clock);
    }

    static Answer Save(Risk risk, Form form, Actor actor, Journal journal, TimeProvider clock)
    {
        string Text(string name) => form.Value(name) as string ?? "";
        risk.Write(Text("text"), Enum.Parse<Level>(Text("likelihood")), Enum.Parse<Level>(Text("impact")), Text("measure"), Text("owner"),
            form.Answers.GetValueOrDefault("ended") == "ended", actor.Account ?? throw new NotHere(), clock.GetUtcNow());
        journal.About("plan.risk", risk.Id).Fact("initiative", risk.Initiative);
        return Answer.See(ShowCosts.Url(risk.Initiative));
    }
}
