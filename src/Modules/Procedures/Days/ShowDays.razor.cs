using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>日ごとの一覧: the coming days of bookings, how many of their places are taken, and the way to each list.</summary>
public sealed partial class ShowDays
{
    public const string Path = "/office/days";

    /// <summary>How far ahead the page looks.</summary>
    const int Ahead = 28;

    /// <summary>So many years around today it looks at all.</summary>
    const int Farthest = 20;

    public sealed record Line(DayFace Day, string Place, string? Closed);

    public sealed record Part(Definition Definition, IReadOnlyList<Line> Lines);

    public sealed record Page(IReadOnlyList<Part> Parts, DateOnly From, DateOnly Until);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Path, Office.Handle, Deed.None, Ask);
        app.MapPage(Path + "/{procedure}/{day}", Office.Handle, DayDeeds.Look, ShowDay.Ask);
        app.MapPage(Path + "/{procedure}/{day}/csv", Office.Handle, DayDeeds.Export, ShowDay.Csv);
        app.MapForm(Path + "/{procedure}/{day}/places/{pool}", Office.Handle, DayDeeds.Places, ChangePlaces.Build, ChangePlaces.Ask,
            ChangePlaces.Accept);
        app.MapForm(Path + "/{procedure}/add", Office.Handle, DayDeeds.Add, AddDay.Build, AddDay.Ask, AddDay.Accept);
        app.MapSecond<DayClosing>(Path + "/{procedure}/closings/{act}", Path + "/{procedure}/closings/{act}/take-back", Office.Handle,
            DayDeeds.CheckClosing, DayDeeds.TakeBackClosing);
        app.MapForm(WorkList.Path + "/{id}/day", Office.Handle, DayDeeds.Move, MoveDay.Build, MoveDay.Ask, MoveDay.Accept,
            OfficeDeeds.LookAtCase);
        app.MapForm<CancelCase.Input>(WorkList.Path + "/{id}/cancel", Office.Handle, DayDeeds.Cancel, CancelCase.Ask, CancelCase.Accept,
            OfficeDeeds.LookAtCase);
    }

    /// <summary>The address of a day's list.</summary>
    public static string Url(string procedure, DateOnly day, string? below = null) => $"{Path}/{procedure}/{day:yyyy-MM-dd}{below}";

    /// <summary>Where the places of a day are changed.</summary>
    public static string PlacesUrl(string procedure, DateOnly day, string pool) =>
        Url(procedure, day, $"/places/{Uri.EscapeDataString(pool)}");

    static async Task<IResult> Ask(Look look, DaySheets sheets, DateOnly? from = null)
    {
        var (today, asked) = (look.Today, from ?? look.Today);
        // The calendar has ends, and nobody books there.
        var first = asked < today.AddYears(-Farthest) ? today.AddYears(-Farthest) : asked > today.AddYears(Farthest)
            ? today.AddYears(Farthest)
            : asked;
        var (last, parts, now) = (first.AddDays(Ahead), new List<Part>(), look.Now);
        foreach (var definition in sheets.Of(look.Actor))
        {
            var days = await sheets.Days(look.Db, definition, first, last, look.Stop);
            var pools = sheets.Pools(definition);
            var changed = await Places.Changed(look.Db, pools, first, last, look.Stop);
            var taken = await look.Db.Set<Place>().AsNoTracking()
                .Where(p => pools.Contains(p.Pool) && p.Day >= first && p.Day <= last && (p.HeldUntil == null || p.HeldUntil > now))
                .GroupBy(p => new { p.Pool, p.Day }).Select(g => new { g.Key.Pool, g.Key.Day, Count = g.Count() })
                .ToDictionaryAsync(g => (g.Pool, g.Day), g => g.Count, look.Stop);
            var lines = from s in days
                        let at = (s.Pool, s.Day)
                        let closed = s.Places == 0 ? changed.GetValueOrDefault(at)?.Reason : null
                        select new Line(new(s, taken.GetValueOrDefault(at)), sheets.Title(definition, s.Pool), closed);
            parts.Add(new(definition, [.. lines]));
        }
        return Show(new(parts, first, last));
    }
}

/// <summary>The journal texts of days.</summary>
static class DayDeeds
{
    public static readonly Deed Look = Deed.Look("office.day.look", "ある日の予約の一覧を見た", "その日の よやくを 見た", "looked at the bookings of a day");
    public static readonly Deed Export = Deed.Look("office.day.export", "ある日の予約の一覧をファイルに出した",
        "その日の よやくを ファイルに した", "exported the bookings of a day to a file");
    public static readonly Deed Places = new("office.day.places", "ある日の枠の数を変えた",
        "その日に うけつける 数を かえた", "changed how many places a day has");
    public static readonly Deed Add = new("office.day.add", "予約を受け付ける日を加えた", "うけつける 日を ふやした", "added a day that can be booked");
    public static readonly Deed CheckClosing = new("office.day.closing", "日を閉じる申し出を確かめた",
        "その日を やすみに して よいか 見た", "checked the wish to close a day");
    public static readonly Deed TakeBackClosing = new("office.day.closing-back", "日を閉じる申し出を取り下げた",
        "その日を やすみに するのを やめた", "took back the wish to close a day");
    public static readonly Deed Move = new("office.case.day", "申し込みの日を変えた", "もうしこみの 日を かえた", "changed the day of your application");
    public static readonly Deed Cancel = new("office.case.cancel", "本人に代わって申し込みを取りやめた",
        "あなたの かわりに もうしこみを やめに した", "cancelled your application on your behalf");
    public static readonly Deed Choose = new("procedures.day", "別の日を選んだ", "ほかの 日を えらんだ", "chose another day");
}
