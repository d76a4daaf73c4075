using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>The second officer's word about a day whose closing takes many bookings away: with it the day is closed, without it the
/// first one is told why not.</summary>
public sealed partial class CheckClosing
{
    public sealed record Input(
        [Ask("この日を閉じますか")] bool Agreed,
        [Ask("閉じない理由", Kind = "longtext", Hint = "閉じないときに書いてください。申し出た人に伝わります。", MaxLength = TwoPersons.LongestRemark)] string? Remark =
            null) : IForm<Input>;

    public sealed record Page(Form Form, DayClosing Closing, Definition Definition, string Place, int Hit, string Who, string? Barred);

    public static string Url(DayClosing closing, string? below = null) =>
        $"{ShowDays.Path}/{closing.Procedure}/closings/{closing.Id}{below}";

    internal static async Task<IResult> Ask(string procedure, Guid closing, Form form, CityDb db, Actor actor, DaySheets sheets,
        IStaff staff, CancellationToken ct)
    {
        var (definition, found) = (sheets.Find(procedure, actor), await Find(db, procedure, closing, ct));
        var hit = await db.Set<Place>().CountAsync(p => p.Pool == found.Pool && p.Day == found.Day && p.HeldUntil == null, ct);
        var who = found.By is { } by ? (await staff.Faces(db, [by], ct)).NameOf(by) : "";
        return Show(new(form, found, definition, sheets.Title(definition, found.Pool), hit, who,
            found.Bars(actor.Account ?? throw new NotHere())));
    }

    internal static async Task<Answer> Accept(string procedure, Guid closing, Input input, CityDb db, Actor actor, DaySheets sheets,
        DayDesk desk, IMessages messages,
        Journal journal, TimeProvider clock, CancellationToken ct)
    {
        sheets.Find(procedure, actor);
        var (found, now) = (await Find(db, procedure, closing, ct), clock.GetUtcNow());
        found.Check(actor.Account ?? throw new NotHere(), input.Agreed, input.Remark, now);
        journal.Fact("day", found.Day).Fact("agreed", input.Agreed ? "yes" : "no");
        var first = found.By ?? throw new NotHere();
        if (!input.Agreed)
        {
            await messages.Send(db, new Message($"procedures closing {closing:N}", first, null, "日を閉じる申し出が認められませんでした",
                $"{EraDate.Of(found.Day).Long}\n\n閉じない理由：{found.Remark}", ShowDays.Path), ct);
            return Answer.See(ShowDays.Path);
        }
        if (found.Day < clock.Today()) throw new Rule("", "過ぎた日は閉じられません。");
        db.Add(new DayPlaces
        {
            Id = clock.NewId(), Pool = found.Pool, Day = found.Day, Places = 0, Reason = found.Reason, By = first,
            At = now
        });
        journal.Fact("told", await desk.Lose(db, found.Pool, found.Day, found.Reason, first, journal, ct));
        return Answer.See(ShowDays.Path);
    }

    internal static async Task<Answer> TakeBack(string procedure, Guid closing, CityDb db, Actor actor, DaySheets sheets, Journal journal,
        TimeProvider clock, CancellationToken ct)
    {
        sheets.Find(procedure, actor);
        var found = await Find(db, procedure, closing, ct);
        found.TakeBack(actor.Account, clock.GetUtcNow());
        journal.Fact("day", found.Day);
        return Answer.See(ShowDays.Path);
    }

    static async Task<DayClosing> Find(CityDb db, string procedure, Guid closing, CancellationToken ct) =>
        await db.Set<DayClosing>().AsTracking().FirstOrDefaultAsync(c => c.Id == closing && c.Procedure == procedure, ct)
            ?? throw new NotHere();
}

/// <summary>Days that wait for this officer as the second person, on the office's home page; nothing while none does.</summary>
sealed class ClosingTile(DaySheets sheets) : IOfficeTiles
{
    public async Task<IReadOnlyList<OfficeTile>> Tiles(CityDb db, Actor actor, CancellationToken ct)
    {
        if (!actor.Can(Office.Handle) || sheets.Of(actor).Select(d => d.Code).ToList() is not { Count: > 0 } codes) return [];
        var waiting = await db.Set<DayClosing>().AsNoTracking()
            .Where(c => c.Agreed == null && c.By != actor.Account && codes.Contains(c.Procedure)).OrderBy(c => c.Day).ToListAsync(ct);
        return waiting is [var first, ..]
            ? [new("閉じる確認を待っている日", CheckClosing.Url(first), waiting.Count, "ほかの職員が閉じると申し出た日です。なくなる予約の数と理由を確かめてください。")] : [];
    }
}
