using Keyaki.Contracts.Procedures;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Adds places to a day, takes some away, or closes it; those who had a place on a closed day are told and may choose
/// again.</summary>
public sealed partial class ChangePlaces
{
    public const int Most = 999;

    public sealed record Page(
        Form Form,
        Definition Definition,
        DayFace Day,
        int Promised,
        string Place,
        IReadOnlyList<DayPlaces> Before,
        int Alone,
        DayClosing? Waiting,
        bool Own);

    internal static async Task<Form> Build(string procedure, DateOnly day, string pool, Look look, DaySheets sheets)
    {
        var slot = await SlotOf(look, sheets, sheets.Find(procedure, look.Actor), pool, day);
        return new Form([
            new Ui.Question("count", new NumberKind(0, Most, 0, "件"), "この日の枠の数") { Hint = "0にすると、この日を閉じます。" },
            new Ui.Question("reason", new LongTextKind(3), "理由") { Hint = "日を閉じるときは、予約していた方にも見えます。", MaxLength = 500 },
        ]).Fill("count", (long)slot.Places);
    }

    internal static async Task<IResult> Ask(string procedure, DateOnly day, string pool, Form form, Look look, DaySheets sheets,
        DayDesk desk)
    {
        var definition = sheets.Find(procedure, look.Actor);
        var slot = await SlotOf(look, sheets, definition, pool, day);
        var before = await look.Db.Set<DayPlaces>().AsNoTracking().Where(d => d.Pool == pool && d.Day == day)
            .OrderByDescending(d => d.At).ToListAsync(look.Stop);
        var now = look.Now;
        var seats = await Kept(look.Db, pool, day, now).Select(p => p.HeldUntil).ToListAsync(look.Stop);
        var waiting = await look.Db.Set<DayClosing>().AsNoTracking()
            .FirstOrDefaultAsync(c => c.Pool == pool && c.Day == day && c.Agreed == null, look.Stop);
        return Show(new(form, definition, new(slot, seats.Count), seats.Count(s => s is null), sheets.Title(definition, pool), before,
            desk.CloseAlone, waiting, waiting?.By == look.Actor.Account));
    }

    internal static async Task<Answer> Accept(string procedure, DateOnly day, string pool, Form form, Turn turn, DaySheets sheets,
        DayDesk desk)
    {
        var definition = sheets.Find(procedure, turn.Actor);
        await SlotOf(turn, sheets, definition, pool, day);
        if (day < turn.Today) throw new Rule("", "過ぎた日の枠は変えられません。");
        var (count, reason) = ((int)(long)(form.Value("count") ?? 0L), ((string)(form.Value("reason") ?? "")).Trim());
        var (me, now) = (turn.Me, turn.Now);
        var seats = await Kept(turn.Db, pool, day, now).Select(p => p.HeldUntil).ToListAsync(turn.Stop);
        var promised = seats.Count;
        if (count > 0 && count < promised)
            throw new Rule("count", $"この日は{promised}件が決まっているか、支払いの途中です。{promised}以上にするか、0にしてこの日を閉じてください。");
        turn.Journal.Fact("day", day).Fact("places", count);
        if (count == 0 && seats.Count(s => s is null) > desk.CloseAlone)
        {
            turn.Db.Add(new DayClosing
            {
                Id = turn.NewId(), By = me, At = now, Procedure = procedure, Pool = pool, Day = day,
                Reason = reason
            });
            return Answer.See(ShowDays.PlacesUrl(procedure, day, pool));
        }
        turn.Db.Add(new DayPlaces { Id = turn.NewId(), Pool = pool, Day = day, Places = count, Reason = reason, By = me, At = now });
        if (count == 0) turn.Journal.Fact("told", await desk.Lose(turn.Db, pool, day, reason, me, turn.Journal, turn.Stop));
        return Answer.See(ShowDays.Path);
    }

    /// <summary>The places of the day that somebody has, or holds while paying.</summary>
    static IQueryable<Place> Kept(CityDb db, string pool, DateOnly day, DateTimeOffset now) =>
        db.Set<Place>().AsNoTracking().Where(p => p.Pool == pool && p.Day == day && (p.HeldUntil == null || p.HeldUntil > now));

    static async Task<Slot> SlotOf(Look look, DaySheets sheets, Definition definition, string pool, DateOnly day) =>
        (await sheets.Days(look.Db, definition, day, day, look.Stop)).Find(s => s.Pool == pool) ?? throw new NotHere();
}
