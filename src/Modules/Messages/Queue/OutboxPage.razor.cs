using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Messages;

/// <summary>送信待ち: what waits to leave the program, and what could not; the latter is done again or given up. Contents are not
/// shown.</summary>
public sealed partial class OutboxPage
{
    public const string Url = "/office/outbox";
    const int Most = 200;
    static readonly Deed Replayed = new("outbox.replay", "送信できなかったものをやり直した");
    static readonly Deed Abandoned = new("outbox.abandon", "送信できなかったものをやめた");

    public sealed record Row(Guid Id, string Kind, DateTimeOffset CreatedAt, DateTimeOffset DueAt, int Tries, string? Error);
    public sealed record Page(IReadOnlyList<Row> Dead, IReadOnlyList<Row> Waiting, int DeadCount, int WaitingCount, int PlannedCount,
        IReadOnlyDictionary<string, string> Labels)
    {
        public string Label(Row row) => Labels.GetValueOrDefault(row.Kind, row.Kind);
    }

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, MessagesModule.OperateOutbox, Deed.None, Ask);
        app.MapAct(Url + "/{id:guid}/replay", MessagesModule.OperateOutbox, Replayed, Replay);
        app.MapAct(Url + "/{id:guid}/abandon", MessagesModule.OperateOutbox, Abandoned, Abandon);
    }

    static async Task<IResult> Ask(Look look, IEnumerable<IOutboxWork> works)
    {
        // What has a day of its own (the day after a booking) does not wait for anything: it is only counted.
        var soon = look.Now.AddDays(1);
        var open = look.Db.Set<OutboxItem>().Where(i => i.DoneAt == null);
        var (dead, living) = (open.Where(i => i.DeadAt != null), open.Where(i => i.DeadAt == null));
        var (waiting, planned) = (living.Where(i => i.DueAt < soon || i.Tries > 0), living.Where(i => i.DueAt >= soon && i.Tries == 0));
        return Show(new(await Rows(dead.OrderBy(i => i.DeadAt), look.Stop), await Rows(waiting.OrderBy(i => i.DueAt), look.Stop),
            await dead.CountAsync(look.Stop), await waiting.CountAsync(look.Stop), await planned.CountAsync(look.Stop),
            works.ToDictionary(w => w.Kind, w => w.Label)));
    }

    static Task<List<Row>> Rows(IQueryable<OutboxItem> items, CancellationToken ct) =>
        items.Take(Most).Select(i => new Row(i.Id, i.Kind, i.CreatedAt, i.DueAt, i.Tries, i.LastError)).ToListAsync(ct);

    static async Task<Answer> Replay(Guid id, Turn turn, OutboxBell bell)
    {
        var item = await Dead(id, turn);
        (item.DeadAt, item.Tries, item.DueAt) = (null, 0, turn.Now);
        bell.Ring(item.Lane);
        return Answer.See(Url);
    }

    static async Task<Answer> Abandon(Guid id, Turn turn, IEnumerable<IOutboxWork> works)
    {
        // It keeps its time of death: done and dead means given up.
        var item = await Dead(id, turn);
        item.DoneAt = turn.Now;
        if (works.FirstOrDefault(w => w.Kind == item.Kind) is { } work)
            await work.Note(turn.Db, item, new OutboxFault("given up", final: true), turn.Now, turn.Stop);
        return Answer.See(Url);
    }

    static async Task<OutboxItem> Dead(Guid id, Turn turn)
    {
        var item = await turn.Take<OutboxItem>(i => i.Id == id);
        if (item.DeadAt is null || item.DoneAt is not null) throw new Rule("", "これは、ほかの人がすでにやり直したか、やめています。一覧を開き直して確かめてください。");
        turn.Journal.About("outbox", id).Fact("kind", item.Kind);
        return item;
    }
}
