using System.Net;
using System.Text.Json;
using Keyaki.Contracts.Procedures;
using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>Writes down what goes into which channel, in the turn that publishes, and rings for it.</summary>
sealed class Dispatching(Outbox outbox, IEnumerable<IChannel> channels, ToldPages telling, TimeProvider clock)
{
    /// <summary>One row for each channel of the edition. A correction goes to every channel that took (or may have taken) an earlier
    /// edition.</summary>
    public async Task Write(CityDb db, SitePage page, Edition edition, CancellationToken ct)
    {
        var purpose = page.Drill ? Purpose.Drill : edition.Corrects ? Purpose.Correction : Purpose.Real;
        var codes = edition.ChannelCodes.ToList();
        if (edition.Corrects)
            codes.AddRange(await db.Set<Dispatch>().Where(d => d.Page == page.Id && d.Purpose != Purpose.Test
                && (d.State == DispatchState.Sent || d.State == DispatchState.Unknown || d.State == DispatchState.Handed))
                .Select(d => d.Channel).Distinct().ToListAsync(ct));
        // What waits to say the wrong thing says nothing any more.
        foreach (var old in await db.Set<Dispatch>().AsTracking().Where(d => d.Page == page.Id && d.Edition != edition.Id
            && d.State == DispatchState.Waiting && d.Purpose != Purpose.Test).ToListAsync(ct)) old.Cancel(clock.GetUtcNow());
        await Write(db, page, edition, purpose, codes.Distinct(), ct);
    }

    public async Task Write(CityDb db, SitePage page, Edition edition, Purpose purpose, IEnumerable<string> codes, CancellationToken ct)
    {
        var (content, told) = (edition.Content, await telling.Of(db, page, edition, purpose, ct));
        foreach (var channel in channels.Where(c => codes.Contains(c.Code)))
        {
            var byHand = purpose is Purpose.Correction ? null : content.Forms.GetValueOrDefault(channel.Code)?.Words;
            var dispatch = Dispatch.Of(clock, page.Id, edition.Id, channel.Code, purpose, channel.Compose(told, byHand).Words);
            db.Add(dispatch);
            Ring(db, dispatch);
        }
    }

    /// <summary>It is looked at when its time has come; each state of it has an errand of its own.</summary>
    public void Ring(CityDb db, Dispatch dispatch) => outbox.Add(db, CarryDispatch.WorkKind, $"{dispatch.Id:N}-{dispatch.Version}",
        new DispatchErrand(dispatch.Id), dispatch.DueAt);
}

/// <summary>What a page tells the channels, looked up.</summary>
sealed class ToldPages(BlockKinds kinds, IProcedures procedures, CityProfile city, Feeds feeds, TimeProvider clock)
{
    public async Task<Told> Of(CityDb db, SitePage page, Edition edition, Purpose purpose, CancellationToken ct)
    {
        var today = clock.Today();
        var procedure = edition.Content.Facts?.Apply.Procedure is { } code ? await procedures.Face(db, code, today, ct) : null;
        return Derived.Of(page, edition, purpose, procedure, city.ContactOf(page.Owner, today), kinds, city, today, feeds.Root) with
        {
            Picture = await Picture(db, edition.Content.Facts?.Picture, ct),
        };
    }

    async Task<ToldPicture?> Picture(CityDb db, Pictured? told, CancellationToken ct)
    {
        if (told is null || Materials.Id(told.Picture) is not { } id) return null;
        return (await Materials.Load(db, [id], ct)).GetValueOrDefault(told.Picture)?.Largest is { } file
            ? new(feeds.Root + Materials.Public + file.Path, told.Alt ?? new(""), file.Width, file.Height) : null;
    }
}

sealed record DispatchErrand(Guid Dispatch);

/// <summary>Carries a text into its channel: only when the page itself answers; written down before the channel hears of it; and what
/// nobody knows is asked before anything is tried again.</summary>
sealed class CarryDispatch(IDatabase database, Turns turns, Outbox outbox, IEnumerable<IChannel> channels, ToldPages telling, Feeds feeds,
    IHttpClientFactory http, TimeProvider clock) : IOutboxWork
{
    public const string WorkKind = "website.dispatch", Client = "website";
    public string Kind => WorkKind;
    public string Label => "お知らせを発信先に渡す";

    public async Task Do(OutboxItem item, CancellationToken ct)
    {
        var id = (JsonSerializer.Deserialize<DispatchErrand>(item.Payload) ?? throw new InvalidDataException(item.Payload)).Dispatch;
        Dispatch dispatch;
        Told told;
        string url;
        await using (var db = database.OpenReader())
        {
            dispatch = await db.Set<Dispatch>().AsNoTracking().FirstAsync(d => d.Id == id, ct);
            if (!dispatch.IsOpen || dispatch.DueAt > clock.GetUtcNow() && dispatch.State is not DispatchState.Handed) return;
            var page = await db.Pages().AsNoTracking().FirstAsync(p => p.Id == dispatch.Page, ct);
            var edition = await db.Editions().AsNoTracking().FirstAsync(e => e.Id == dispatch.Edition, ct);
            (told, url) = (await telling.Of(db, page, edition, dispatch.Purpose, ct), page.Url());
        }
        if (channels.FirstOrDefault(c => c.Code == dispatch.Channel) is not { } channel)
            throw new OutboxFault("この発信先は、今のプログラムにありません。", final: true);
        if (dispatch.State is DispatchState.Handed) await Change(id, d => d.Lose(clock.GetUtcNow()), ring: false);
        if (dispatch.State is DispatchState.Handed or DispatchState.Unknown)
        {
            var asked = await channel.Ask(id, ct);
            await Change(id, d => d.Answered(asked, clock.GetUtcNow()));
            return;
        }
        if (dispatch.Purpose is not Purpose.Test && !await Answers(url, ct))
            throw new OutboxFault("ページがまだ開けないため、ほかの発信先には出していません。");
        await Change(id, d => d.HandOver(clock.GetUtcNow()), ring: false);
        var said = await channel.HandOver(id, told, dispatch.Words, ct);
        await Change(id, d => d.Answered(said, clock.GetUtcNow()));
    }

    /// <summary>In a turn of its own; what stays open rings again when its time has come.</summary>
    Task<bool> Change(Guid id, Action<Dispatch> change, bool ring = true) => turns.Run(async (_, db, stop) =>
    {
        var dispatch = await db.Set<Dispatch>().AsTracking().FirstAsync(d => d.Id == id, stop);
        change(dispatch);
        if (ring && dispatch.IsOpen) outbox.Add(db, WorkKind, $"{id:N}-{dispatch.Version}", new DispatchErrand(id), dispatch.DueAt);
        return true;
    });

    /// <summary>Whether the public address of the page answers 200, as readers would see it.</summary>
    async Task<bool> Answers(string url, CancellationToken ct)
    {
        try
        {
            using var answer = await http.CreateClient(Client).GetAsync(new Uri(feeds.Root + url), HttpCompletionOption.ResponseHeadersRead,
                ct);
            return answer.StatusCode is HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested) { return false; }
    }
}

/// <summary>Dispatches that no errand stands for any more: the program ended between a turn and its errand, or a backup was
/// restored.</summary>
sealed class LostDispatches(Dispatching dispatching) : IJob
{
    public string Code => "website.lost";
    public string Label => "渡しかけのお知らせを調べる";
    public When When => When.Daily(new(4, 0));

    public async Task Do(CityDb db, Due due, CancellationToken ct)
    {
        var before = due.Now.AddHours(-1);
        foreach (var dispatch in await db.Set<Dispatch>().AsNoTracking().Where(d => d.DueAt < before && (d.State == DispatchState.Handed
            || d.State == DispatchState.Unknown || d.State == DispatchState.Waiting)).Take(200).ToListAsync(ct))
            dispatching.Ring(db, dispatch);
    }
}
