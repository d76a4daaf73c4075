using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Keyaki.Website;

/// <summary>How the copy stands, for officers who look.</summary>
public sealed class CopyState(IConfiguration configuration)
{
    public const string Setting = "Keyaki:Website:Copy";

    /// <summary>Where the copy lies; empty where the city keeps none.</summary>
    public string Folder { get; } = configuration[Setting] ?? "";
    public DateTimeOffset? CopiedAt { get; set; }
    public DateTimeOffset? VerifiedAt { get; set; }
    public Exported? Last { get; set; }

    /// <summary>Since when it cannot be written, and why.</summary>
    public (DateTimeOffset Since, string Why)? Trouble { get; set; }
}

/// <summary>Keeps the static copy: what changed stands there within seconds, all of it is looked at each hour, and what was said beside it
/// while the program was away is taken over.</summary>
sealed class CopyKeeper(CopyState state, SiteCache cache, AlertBoard board, LightTop light, SiteCopy copy, IDatabase database, Turns turns,
    IShelters shelters, CityProfile city, TimeProvider clock, ILogger<CopyKeeper> log) : BackgroundService
{
    static readonly TimeSpan Often = TimeSpan.FromSeconds(1), Verify = TimeSpan.FromHours(1);
    public static readonly Deed Taken = new("website.alert-taken", "控えのサイトから出した緊急情報を引き継いだ");

    readonly HashSet<Guid> refused = [];
    long said = -1, copied = -1;

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        if (state.Folder.Length == 0) return;
        using var timer = new PeriodicTimer(Often);
        try
        {
            do await Try(stop);
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) { /* the hall closes */ }
    }

    async Task Try(CancellationToken stop)
    {
        try
        {
            await Round(stop);
            state.Trouble = null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (state.Trouble is null) log.LogError(e, "The static copy cannot be written");
            state.Trouble ??= (clock.GetUtcNow(), e is IOException or UnauthorizedAccessException ? e.Message
                : "プログラムの記録を見てください。");
        }
    }

    internal async Task Round(CancellationToken stop)
    {
        var (now, changes, verify) = (clock.GetUtcNow(), cache.Changes, state.VerifiedAt is not { } last
            || clock.GetUtcNow() - last >= Verify);
        await TakeOver();
        if (changes != said)
        {
            await using var db = database.OpenReader();
            CopyAlert.Say(state.Folder, new([.. board.Now.Lines.Select(a => new ShellAlert(a.Title, a.Url))],
                await light.Face(db, city, clock.Today(), true, stop)), city.Files<EmergencyPlan>(), shelters.Known);
            said = changes;
        }
        if (changes == copied && !verify) return;
        using var folder = CopyFolder.Open(state.Folder);
        state.Last = await copy.Export(folder, verify, stop);
        (copied, state.CopiedAt) = (changes, clock.GetUtcNow());
        if (verify) state.VerifiedAt = now;
        if (state.Last.Mended > 0) log.LogWarning("{Count} files of the static copy were not what had been written", state.Last.Mended);
    }

    /// <summary>Each becomes an alert like any other, once; 後閲 is owed.</summary>
    async Task TakeOver()
    {
        var told = CopyAlert.Told(state.Folder);
        if (told.Count == 0) return;
        var taken = new List<OutsideAlert>();
        foreach (var each in told)
            try
            {
                await turns.Run((services, db, ct) => Take(each, services, db, ct));
                taken.Add(each);
            }
            catch (Rule rule)
            {
                // It stays beside the copy, and is said there; the city's files no longer know what it says.
                if (refused.Add(each.Id)) log.LogError(rule, "An alert that was told beside the copy cannot be taken over");
            }
        if (taken.Count == 0) return;
        CopyAlert.Forget(state.Folder, taken);
        said = -1;
    }

    async Task<bool> Take(OutsideAlert told, IServiceProvider services, CityDb db, CancellationToken ct)
    {
        var (key, alerting) = ($"{told.Id:N} {told.By}", services.GetRequiredService<Alerting>());
        var alert = await db.Set<Alert>().AsTracking().FirstOrDefaultAsync(a => a.Outside == key, ct);
        var first = alert is null;
        if (alert is null)
        {
            alert = await alerting.Send(db, told.Choice, drill: false, by: null, ct, key);
            // What follows looks the page up.
            await db.SaveChangesAsync(ct);
        }
        var lifts = told.LiftedAt is not null && alert.IsLive;
        if (lifts) await alerting.Lift(db, alert, null, ct);
        if (first || lifts) Journal.Note(db, clock, Actor.Program, Taken, Alert.Subject, alert.Id);
        return true;
    }
}
