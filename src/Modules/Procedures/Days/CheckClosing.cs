using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>A day whose closing takes many bookings away before the second officer: with their yes it is closed, without it the first one
/// is told why not.</summary>
sealed class CheckClosing(DaySheets sheets, DayDesk desk, TimeProvider clock) : SecondPerson<DayClosing>
{
    public static readonly SecondWords Said = new("procedures closing", "この日を閉じますか", "閉じない理由", "日を閉じる申し出が認められませんでした",
        "閉じる確認を待っている日", "ほかの職員が閉じると申し出た日です。なくなる予約の数と理由を確かめてください。")
    { When = "閉じないときに書いてください。申し出た人に伝わります。" };

    public override SecondWords Words => Said;
    public override Permission Who => Office.Handle;
    public override string Url(DayClosing closing) => closing.Url;
    public override string Home(DayClosing closing) => ShowDays.Path;

    public override ValueTask<string?> Department(CityDb db, DayClosing closing, CancellationToken ct) =>
        new(sheets.DepartmentOf(closing.Procedure, clock.Today()));

    public override IQueryable<DayClosing> Visible(Look look)
    {
        var codes = sheets.Of(look.Actor).Select(d => d.Code).ToList();
        return look.Db.Set<DayClosing>().Where(c => codes.Contains(c.Procedure));
    }

    public override async Task<SecondFace> Face(DayClosing closing, Look look)
    {
        var definition = sheets.Find(closing.Procedure, look.Actor);
        var hit = await look.Db.Set<Place>().CountAsync(p => p.Pool == closing.Pool && p.Day == closing.Day && p.HeldUntil == null, look.Stop);
        return new("日を閉じる申し出を確かめる", [new("日ごとの予約", ShowDays.Path)],
        [
            ("手続", Written.Text(definition.Title.Ja)), ("日", Written.Strong(EraDate.Of(closing.Day).Long)),
            ("場所", Written.Text(sheets.Title(definition, closing.Pool))), ("なくなる予約", Written.Strong($"{hit}件")),
            ("理由", Written.Lines(closing.Reason)),
        ])
        { Note = "閉じると、予約していた方に、別の日を選ぶか取り下げるかをお願いするメールを、すぐに送ります。" };
    }

    public override Task<string> InWords(DayClosing closing, Look look) => Task.FromResult(EraDate.Of(closing.Day).Long);

    public override Task Note(DayClosing closing, Look look) => Task.FromResult(look.Journal.Fact("day", closing.Day));

    public override async Task<string> CarryOut(DayClosing closing, Turn turn)
    {
        if (closing.Day < turn.Today) throw new Rule("", "過ぎた日は閉じられません。");
        var (first, day) = (closing.By ?? throw new NotHere(), closing.Day);
        turn.Db.Add(new DayPlaces
        {
            Id = turn.NewId(), Pool = closing.Pool, Day = day, Places = 0, Reason = closing.Reason, By = first, At = turn.Now
        });
        turn.Journal.Fact("told", await desk.Lose(turn.Db, closing.Pool, day, closing.Reason, first, turn.Journal, turn.Stop));
        return Home(closing);
    }
}
