using Keyaki.Contracts.Staff;
using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>An alert: what it says now, where it went, how it is changed and lifted, and its 後閲.</summary>
public sealed partial class ShowAlert
{
    static readonly Deed Reviewed = new("website.alert-read", "緊急情報を後閲した");

    public sealed record Sent(string Label, string State, DateTimeOffset? At, int Edition);

    public sealed record Page(Alert Of, SitePage Notice, IReadOnlyList<(Language Language, Wording Words)> Says,
        IReadOnlyList<Sent> Channels, bool CanSend, bool CanRead, string? ReadBy, string Reader)
    {
        /// <summary>Lifting is asked once more.</summary>
        public bool Lifting { get; init; }
    }

    public static string Of(Guid id) => $"{ListAlerts.Url}/{id}";

    internal static void Map(IEndpointRouteBuilder app)
    {
        var home = ListAlerts.Url + "/{id:guid}";
        app.MapPage(home, WebsiteModule.SeeAlerts, Deed.None, (Guid id, Look look, IStaff staff, IEnumerable<IChannel> channels) =>
            Ask(id, look, staff, channels, false));
        app.MapPage(home + "/lift", WebsiteModule.SendAlerts, Deed.None,
            (Guid id, Look look, IStaff staff, IEnumerable<IChannel> channels) =>
            Ask(id, look, staff, channels, true));
        app.MapAct(home + "/lift", WebsiteModule.SendAlerts, SendAlert.Lifted, Lift);
        app.MapAct(home + "/read", WebsiteModule.SeeAlerts, Reviewed, Read);
    }

    static async Task<IResult> Ask(Guid id, Look look, IStaff staff, IEnumerable<IChannel> channels, bool lifting)
    {
        var alert = await look.Find<Alert>(a => a.Id == id);
        if (lifting && !alert.IsLive) throw new Rule("", "この緊急情報は、もう解除されています。");
        var page = await look.Find<SitePage>(p => p.Id == alert.Page);
        var editions = await look.Db.Editions().AsNoTracking().Where(e => e.Page == page.Id).OrderBy(e => e.Number).ToListAsync(look.Stop);
        var plan = look.City.Files<EmergencyPlan>();
        var says = lifting && plan.Kind(alert.Kind) is { } kind ? AlertText.Content(plan, alert.Choice, kind.Lifted, false)
            : editions[^1].Content;
        var sent = await look.Db.Set<Dispatch>().AsNoTracking().Where(d => d.Page == page.Id).OrderByDescending(d => d.At)
            .ThenBy(d => d.Id).Take(50).ToListAsync(look.Stop);
        return Show(new(alert, page, [.. Language.All.Select(l => (l.Language, says[l.Language.Code]))],
            [.. sent.Select(d => new Sent(channels.FirstOrDefault(c => c.Code == d.Channel)?.Label ?? d.Channel, d.State.Label(),
                d.EndedAt ?? d.HandedAt, editions.First(e => e.Id == d.Edition).Number))],
            look.Actor.Can(WebsiteModule.SendAlerts), look.Actor.Posts.Contains(plan.Reader) && alert.SaidBy != look.Me,
            alert.ReadBy is { } by ? (await staff.Faces(look, [by])).NameOf(by) : null, look.City.Post(plan.Reader, look.Today)?.Title
                ?? plan.Reader)
        { Lifting = lifting });
    }

    static async Task<Answer> Lift(Guid id, Turn turn, Alerting alerting)
    {
        var alert = await turn.Take<Alert>(a => a.Id == id);
        await alerting.Lift(turn.Db, alert, turn.Me, turn.Stop);
        turn.Journal.About(Alert.Subject, id).Fact("drill", alert.Drill ? "1" : "0");
        return Answer.See(Of(id));
    }

    static async Task<Answer> Read(Guid id, Turn turn)
    {
        var alert = await turn.Take<Alert>(a => a.Id == id);
        if (!turn.Actor.Posts.Contains(turn.City.Files<EmergencyPlan>().Reader)) throw new NotHere();
        if (!turn.Saw(alert.Version)) throw new ChangedMeanwhile(
            "その間に、緊急情報が変わりました。今の内容を読んでから、もう一度押してください。");
        alert.Reviewed(turn.Me, turn.Now);
        turn.Journal.About(Alert.Subject, id).Fact("acts", $"{alert.Acts}");
        return Answer.See(Of(id));
    }
}
