using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Website;

/// <summary>Level, parts of the city, shelters: only choices. Nothing is sent here; the next page says what would be, and sends
/// it.</summary>
public sealed partial class ChooseAlert
{
    public const string Url = ListAlerts.Url + "/new";
    static readonly Deed Chose = new("website.alert-chosen", "緊急情報の内容を選んだ");

    public sealed record Page(AlertKind Kind, bool Drill, Alert? Of, Form Form);

    public static string Begin(string kind, bool drill) => $"{Url}?kind={kind}{(drill ? "&drill=1" : "")}";
    public static string Change(Guid alert) => $"{Url}?of={alert}";

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(Url, WebsiteModule.SendAlerts, Chose, Build, Ask, Accept);

    /// <summary>The alert that is changed, and the kind: of it, or the one that the address names.</summary>
    internal static async Task<(AlertKind Kind, bool Drill, Alert? Of)> Asked(Look look)
    {
        var of = Guid.TryParse(look.Query["of"], out var id) ? await look.Find<Alert>(a => a.Id == id) : null;
        if (look.Query.ContainsKey("of") && of is null) throw new NotHere();
        var kind = look.City.Files<EmergencyPlan>().Kind(of?.Kind ?? $"{look.Query["kind"]}") ?? throw new NotHere();
        return (kind, of?.Drill ?? look.Query["drill"] == "1", of);
    }

    static async Task<Form> Build(Look look, IShelters shelters)
    {
        var ((kind, _, of), plan) = (await Asked(look), look.City.Files<EmergencyPlan>());
        var questions = new List<Question>();
        if (kind.Levels) questions.Add(new("level", new ChoiceKind(), "警戒レベル")
        { Options = [.. plan.Levels.Select(l => new Option(l.Code, $"{l.Level.Ja}　{l.Call.Ja}"))] });
        questions.Add(new("towns", new ManyKind(), "地区")
        {
            Options = [new(EmergencyPlan.All, plan.Everywhere.Ja), .. plan.Towns.Select(t => new Option(t.Code, t.Name.Ja))],
        });
        if (kind.Shelters && shelters.Known.Count > 0)
            questions.Add(new("shelters", new ManyKind(), "開いている避難所")
            {
                Required = false, Options = [.. shelters.Known.Select(s => new Option(s.Code, s.Name.Ja))],
                Hint = "まだ開いていないところは選びません。ここで選ぶと「開いている」になります。",
            });
        var form = new Form(questions);
        if (!look.Afresh) return form;
        var open = (await shelters.Now(look.Db, look.Stop)).Where(s => s.State is not ShelterState.Closed).Select(s => s.Of.Code).ToList();
        if (kind.Levels) form.Fill("level", of?.Level);
        if (of is not null) form.Fill("towns", of.Choice.Towns);
        if (kind.Shelters && open.Count > 0) form.Fill("shelters", open);
        return form;
    }

    static async Task<IResult> Ask(Form form, Look look)
    {
        var (kind, drill, of) = await Asked(look);
        return Show(new(kind, drill, of, form));
    }

    static async Task<Answer> Accept(Form form, Turn turn)
    {
        var (kind, drill, of) = await Asked(turn);
        turn.Journal.Nothing();
        List<string> Many(string name) => [.. form[name].Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        var towns = Many("towns");
        if (towns.Contains(EmergencyPlan.All)) towns = [EmergencyPlan.All];
        var choice = new AlertChoice(kind.Code, kind.Levels ? form["level"] : null, towns,
            kind.Shelters && form.Questions.Any(q => q.Name == "shelters") ? Many("shelters") : []);
        return Answer.See(of is not null ? $"{SendAlert.Url}?of={of.Id}&{choice.Query}"
            : $"{SendAlert.Url}?kind={kind.Code}{(drill ? "&drill=1" : "")}&{choice.Query}");
    }
}
