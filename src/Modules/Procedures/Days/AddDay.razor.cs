using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>Adds a day that the city's table does not have, with its places: an extra collection, a screening more.</summary>
public sealed partial class AddDay
{
    public sealed record Page(Form Form, Definition Definition, int Closes, int Opens);

    internal static Form Build(string procedure, Look look, DaySheets sheets)
    {
        var definition = sheets.Find(procedure, look.Actor);
        var pools = sheets.Pools(definition);
        return new Form([
            new Ui.Question("day", new DateKind(), "加える日"),
            new("pool", new ChoiceKind(), "場所") { Options = [.. pools.Select(p => new Ui.Option(p, sheets.Title(definition, p)))] },
            new("count", new NumberKind(1, ChangePlaces.Most, 0, "件"), "この日の枠の数"),
            new("reason", new LongTextKind(3), "理由") { MaxLength = 500 },
        ]);
    }

    internal static IResult Ask(string procedure, Form form, Look look, DaySheets sheets)
    {
        var definition = sheets.Find(procedure, look.Actor);
        return Show(new(form, definition, definition.Capacity?.ClosesDaysBefore ?? 0, definition.Capacity?.OpensDaysBefore ?? 0));
    }

    internal static async Task<Answer> Accept(string procedure, Form form, Turn turn, DaySheets sheets)
    {
        var definition = sheets.Find(procedure, turn.Actor);
        var (day, pool, count) = ((DateOnly)(form.Value("day") ?? default(DateOnly)), form["pool"], (int)(long)(form.Value("count") ?? 0L));
        if (day <= turn.Today) throw new Rule("day", "明日からあとの日にしてください。");
        if ((await sheets.Days(turn.Db, definition, day, day, turn.Stop)).Exists(s => s.Pool == pool))
            throw new Rule("day", "この日は、この場所にもうあります。日ごとの予約から枠を変えてください。");
        turn.Db.Add(new DayPlaces
        {
            Id = turn.NewId(), Pool = pool, Day = day, Places = count, Reason = form["reason"]
            .Trim(), By = turn.Me, At = turn.Now
        });
        turn.Journal.Fact("day", day).Fact("places", count);
        return Answer.See($"{ShowDays.Path}?from={day:yyyy-MM-dd}");
    }
}
