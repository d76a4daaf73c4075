using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>Adds a day that the city's table does not have, with its places: an extra collection, a screening more.</summary>
public sealed partial class AddDay
{
    public sealed record Page(Form Form, Definition Definition, int Closes, int Opens);

    internal static Form Build(string procedure, Actor actor, DaySheets sheets)
    {
        var definition = sheets.Find(procedure, actor);
        var pools = sheets.Pools(definition);
        return new Form([
            new Ui.Question("day", new DateKind(), "加える日"),
            new("pool", new ChoiceKind(), "場所") { Options = [.. pools.Select(p => new Ui.Option(p, sheets.Title(definition, p)))] },
            new("count", new NumberKind(1, ChangePlaces.Most, 0, "件"), "この日の枠の数"),
            new("reason", new LongTextKind(3), "理由") { MaxLength = 500 },
        ]);
    }

    internal static IResult Ask(string procedure, Form form, Actor actor, DaySheets sheets)
    {
        var definition = sheets.Find(procedure, actor);
        return Show(new(form, definition, definition.Capacity?.ClosesDaysBefore ?? 0, definition.Capacity?.OpensDaysBefore ?? 0));
    }

    internal static async Task<Answer> Accept(string procedure, Form form, CityDb db, Actor actor, DaySheets sheets, Journal journal,
        TimeProvider clock, CancellationToken ct)
    {
        var definition = sheets.Find(procedure, actor);
        var (day, pool, count) = ((DateOnly)(form.Value("day") ?? default(DateOnly)), form["pool"], (int)(long)(form.Value("count") ?? 0L));
        if (day <= clock.Today()) throw new Rule("day", "明日からあとの日にしてください。");
        if ((await sheets.Days(db, definition, day, day, ct)).Exists(s => s.Pool == pool))
            throw new Rule("day", "この日は、この場所にもうあります。日ごとの予約から枠を変えてください。");
        db.Add(new DayPlaces
        {
            Id = clock.NewId(), Pool = pool, Day = day, Places = count, Reason = form["reason"]
            .Trim(), By = actor.Account ?? throw new NotHere(), At = clock.GetUtcNow()
        });
        journal.Fact("day", day).Fact("places", count);
        return Answer.See($"{ShowDays.Path}?from={day:yyyy-MM-dd}");
    }
}
