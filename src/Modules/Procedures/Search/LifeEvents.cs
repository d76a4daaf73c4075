using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>ライフイベント: a way to find procedures, and what the city does there beside them.</summary>
/// <param name="Words">Words that people search by.</param>
/// <param name="Does">What is done at the counter or by phone.</param>
/// <param name="Departments">Whom to ask.</param>
public sealed record LifeEvent(string Code, Text Name, IReadOnlyList<string> Words, Text Does, IReadOnlyList<string> Departments);

/// <summary>The city's life events, and what of them is an example.</summary>
public sealed record LifeEvents(IReadOnlyList<LifeEvent> All, Text? Example)
{
    internal static readonly CityFiles Files = new CityFiles<LifeEvents>("front", "life-events.json", "life-events.json", r => new(
        r.File.Items("events", each =>
        {
            each.Only("code", "name", "words", "does", "departments");
            return new LifeEvent(each.Code("code"), each.Text("name"), each.Words("words"), each.Text("does"),
                each.Departments(r.City.Departments));
        }, e => e.Code), r.File.Examples.FirstOrDefault()?.Text));
}
