using System.Diagnostics;
using System.Text.Json.Nodes;
using Keyaki.Kernel;
using Keyaki.Procedures;

namespace Keyaki.Bench;

/// <summary>A procedure of 700 questions, each of which is asked only by an answer before it, as it is sent: laid open, checked, and
/// what is kept of it.</summary>
static class Logic
{
    const int Pages = 70, Each = 10, Runs = 300;

    static JsonObject Say(string word) => new() { ["ja"] = word, ["easy"] = word, ["en"] = word };

    static Definition Definition()
    {
        var pages = new JsonArray();
        for (var p = 0; p < Pages; p++)
        {
            var questions = new JsonArray();
            for (var q = 0; q < Each; q++)
            {
                var at = p * Each + q;
                var question = new JsonObject { ["name"] = $"q{at}", ["kind"] = "yesno", ["label"] = Say($"質問{at}") };
                if (at > 0) question["when"] = new JsonArray("and", $"$q{at - 1}",
                    new JsonArray("or", $"$q{at / 2}", new JsonArray("not", $"$q{at / 3}")));
                questions.Add(question);
            }
            pages.Add(new JsonObject { ["title"] = Say($"ページ{p}"), ["questions"] = questions });
        }
        var json = new JsonObject
        {
            ["format"] = 1, ["code"] = "logic", ["validFrom"] = "2026-04-01", ["title"] = Say("条件の多い手続"),
            ["lead"] = Say("測るためのもの"),
            ["who"] = Say("だれでも"), ["needs"] = new JsonArray(), ["cost"] = Say("無料"), ["time"] = Say("長い"), ["after"] = Say("なし"),
            ["lifeEvents"] = new JsonArray(), ["words"] = new JsonArray("測る"), ["department"] = "none", ["identity"] = "none",
            ["decision"] = new JsonObject { ["kind"] = "automatic" }, ["pages"] = pages, ["record"] = new JsonObject { ["class"] = "none" },
        };
        var faults = new Faults("logic");
        return DefinitionReader.Read(json.ToJsonString(), new(null, null, null, null, null), faults)
            ?? throw new InvalidOperationException(string.Join('\n', faults.All));
    }

    public static void Measure()
    {
        var begun = Stopwatch.GetTimestamp();
        var definition = Definition();
        Figures.Note($"{Pages * Each} questions were read and proved in {Stopwatch.GetElapsedTime(begun).TotalMilliseconds:0} ms");
        var setting = new FormSetting(new Dictionary<string, Value> { ["today"] = Value.Of(new DateOnly(2026, 11, 24)) });
        var answers = Enumerable.Range(0, Pages * Each).ToDictionary(at => $"q{at}", _ => "yes");
        var (times, allocated) = (new List<double>(), 0L);
        // As every other figure: what is measured is code that has run before.
        for (var run = -Runs; run < Runs; run++)
        {
            if (run == 0)
            {
                var cold = times.Order().ToList();
                Figures.Note($"before it was warm: p50 {cold[Runs / 2]:0.00} ms, p95 {cold[Runs * 95 / 100]:0.00} ms");
                times.Clear();
                allocated = GC.GetAllocatedBytesForCurrentThread();
            }
            var from = Stopwatch.GetTimestamp();
            var form = new DefinitionForm(definition, setting, answers).Form;
            if (!form.Check() || form.Kept().Count != Pages * Each) throw new InvalidOperationException("All 700 are asked and answered.");
            times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }
        Figures.Note($"{(GC.GetAllocatedBytesForCurrentThread() - allocated) / Runs / 1024} KB are allocated for each");
        times.Sort();
        Figures.Say("700 conditional questions of a submission, p95", $"{times[Runs * 95 / 100]:0.00} ms (p50 {times[Runs / 2]:0.00} ms)",
            times[Runs * 95 / 100], 5, atLeast: false);
    }
}
