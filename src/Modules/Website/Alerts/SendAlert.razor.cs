using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>The second press: it names level, channels and whom they reach, shows the words in three languages, and sends.</summary>
public sealed partial class SendAlert
{
    public const string Url = ListAlerts.Url + "/confirm";
    static readonly Deed Sent = new("website.alert-sent", "緊急情報を出したか、その内容を変えた");
    internal static readonly Deed Lifted = new("website.alert-lifted", "緊急情報を解除したか、訓練を終えた");

    /// <param name="Channels">Each channel, and how many it reaches; null where it cannot be counted.</param>
    public sealed record Page(AlertKind Kind, bool Drill, Alert? Of, AlertChoice Choice, string? Level, string Towns,
        IReadOnlyList<(Language Language, string Title, IReadOnlyList<string> Paragraphs)> Says,
        IReadOnlyList<(string Label, int? Reach)> Channels)
    {
        public required IReadOnlyList<string> Shelters { get; init; }

        /// <summary>One that is out already for the same; whoever meant to change it is led there.</summary>
        public required Alert? Twin { get; init; }
        public required string Address { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, WebsiteModule.SendAlerts, Deed.None, Ask);
        app.MapAct(Url, WebsiteModule.SendAlerts, Sent, Accept);
    }

    static async Task<(AlertKind Kind, bool Drill, Alert? Of, AlertChoice Choice)> Asked(Look look)
    {
        var (kind, drill, of) = await ChooseAlert.Asked(look);
        var level = $"{look.Query["level"]}";
        return (kind, drill, of, new(kind.Code, level.Length > 0 ? level : null, [.. look.Query["town"].OfType<string>().Take(100)],
            [.. look.Query["shelter"].OfType<string>().Take(500)]));
    }

    static async Task<IResult> Ask(Look look, Alerting alerting, IShelters shelters, IEnumerable<IChannel> channels)
    {
        var ((kind, drill, of, choice), plan) = (await Asked(look), look.City.Files<EmergencyPlan>());
        try { alerting.Check(choice); }
        catch (Rule) { throw new NotHere(); }
        var reach = new List<(string, int?)>();
        foreach (var channel in channels.Where(c => plan.Channels.Contains(c.Code)))
            reach.Add((channel.Label, await channel.Reach(look.Db, choice.Towns, look.Stop)));
        return Show(new(kind, drill, of, choice, plan.Level(choice.Level) is { } level ? $"{level.Level.Ja}　{level.Call.Ja}" : null,
            AlertText.Towns(plan, choice, Language.Japanese),
            [.. Language.All.Select(l => (l.Language, AlertText.Title(plan, choice, kind.Live).In(l.Language.Code).Words,
                AlertText.Paragraphs(plan, choice, kind.Live, l.Language)))], reach)
        {
            Shelters = [.. shelters.Known.Where(s => choice.Shelters.Contains(s.Code)).Select(s => s.Name.Ja)],
            Twin = of is not null ? null : await look.Db.Set<Alert>().AsNoTracking().Where(a => a.State == AlertState.Live
                && a.Kind == kind.Code && a.Drill == drill).OrderByDescending(a => a.At).ThenBy(a => a.Id).FirstOrDefaultAsync(look.Stop),
            Address = Url + look.Request?.Request.QueryString,
        });
    }

    static async Task<Answer> Accept(Turn turn, Alerting alerting, IShelters shelters)
    {
        var (kind, drill, of, choice) = await Asked(turn);
        var alert = of is null ? await alerting.Send(turn.Db, choice, drill, turn.Me, turn.Stop)
            : await turn.Take<Alert>(a => a.Id == of.Id);
        if (of is not null) await alerting.Update(turn.Db, alert, choice, turn.Me, turn.Stop);
        // Whoever names a shelter says that it is open; a drill says nothing of real ones.
        if (!drill && kind.Shelters)
            foreach (var closed in (await shelters.Now(turn.Db, turn.Stop)).Where(s => s.State is ShelterState.Closed
                && choice.Shelters.Contains(s.Of.Code)))
                turn.Db.Add(new ShelterNote
                {
                    Id = turn.NewId(), Shelter = closed.Of.Code, State = ShelterState.Open, By = turn.Me, At = turn.Now,
                });
        turn.Journal.About(Alert.Subject, alert.Id).Fact("kind", choice.Kind).Fact("level", choice.Level ?? "")
            .Fact("towns", alert.Towns).Fact("drill", drill ? "1" : "0").Fact("acts", $"{alert.Acts}");
        return Answer.See(ShowAlert.Of(alert.Id));
    }
}
