using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Procedures;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Bench;

/// <summary>A form with 300 questions, half of them asked only by an answer before, is asked to be published, agreed to by a second person,
/// and found by whoever applies: all that the two presses do, each in a durable turn of its own.</summary>
static class Publishing
{
    const int Runs = 12, Warm = 2, Pages = 30, Each = 10;

    public static async Task Measure(string folder, string city, int mail)
    {
        using var server = await Server.Open(folder, city, mail, slow: false);
        var times = (await server.Ask("publish")).Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).Order().ToArray();
        Figures.Say("publishing a form with 300 questions, the slowest of ten",
            $"{times[^1]:0} ms (the middle one {times[times.Length / 2]:0} ms)", times[^1], 1000, atLeast: false);
    }

    /// <summary>In the server: the milliseconds of each run.</summary>
    public static async Task<string> Run(IServiceProvider services)
    {
        var (turns, clock, catalogue) = (services.GetRequiredService<Turns>(), services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<Catalogue>());
        Actor Who(string name) => new(ActorKind.Officer, clock.NewId(), name, "kankyo-shuji", "kankyo")
        {
            Posts = ["kankyo-shuji"], Departments = ["kankyo"],
            Permissions = new HashSet<string> { DraftedProcedures.Build.Code, DraftedProcedures.Publish.Code },
        };
        var (first, second, times) = (Who("作る人"), Who("確かめる人"), new List<double>());
        for (var run = 0; run < Runs; run++)
        {
            var (code, from) = ($"large-{run}", clock.Today());
            var json = Form(code, from);
            var draft = await turns.Run((scope, db, stop) =>
            {
                var turn = new Turn(scope, first, null, stop);
                var file = new DraftedFile { Id = turn.NewId(), Kind = "procedures", Department = "kankyo", By = turn.Me, At = turn.Now };
                file.Write(code, code, json, turn.Me, turn.Now);
                db.Add(file);
                return Task.FromResult(file.Id);
            });
            var begun = Stopwatch.GetTimestamp();
            var asked = await turns.Run(async (scope, _, stop) =>
            {
                var (turn, room) = (new Turn(scope, first, null, stop), scope.GetRequiredService<DraftedProcedures>());
                return room.Propose(turn, await room.Take(turn, draft), from, json).Id;
            });
            await turns.Run(async (scope, _, stop) =>
            {
                var (turn, kit) = (new Turn(scope, second, null, stop), scope.GetRequiredService<SecondPerson<DraftedVersion>>());
                var version = await turn.Take(kit.Visible(turn).Where(v => v.Id == asked));
                // What the second person reads before they agree is made once more, as on the page.
                await kit.Face(version, turn);
                version.Check(turn.Me, true, null, turn.Now);
                return await kit.CarryOut(version, turn);
            });
            if (catalogue.Online(code, from) is null) throw new InvalidOperationException("What was published is offered.");
            if (run >= Warm) times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
        return string.Join(' ', times.Select(t => t.ToString(CultureInfo.InvariantCulture)));
    }

    static JsonObject Say(string word) => new() { ["ja"] = word, ["easy"] = word, ["en"] = word };

    static string Form(string code, DateOnly from) => new JsonObject
    {
        ["format"] = 1, ["code"] = code, ["validFrom"] = from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["title"] = Say(code),
        ["lead"] = Say("測るためのもの"), ["who"] = Say("だれでも"), ["needs"] = new JsonArray(), ["cost"] = Say("無料"),
        ["time"] = Say("長い"), ["after"] = Say("なし"),
        ["lifeEvents"] = new JsonArray(), ["words"] = new JsonArray("測る"), ["department"] = "kankyo",
        ["identity"] = "none", ["decision"] = new JsonObject { ["kind"] = "automatic" },
        ["notes"] = new JsonObject { ["privacy"] = Say("測るだけです。") }, ["record"] = new JsonObject { ["class"] = "shimin-shomei" },
        ["pages"] = new JsonArray([.. Enumerable.Range(0, Pages).Select(p => (JsonNode)new JsonObject
        {
            ["title"] = Say($"ページ{p}"),
            ["questions"] = new JsonArray([.. Enumerable.Range(0, Each).Select(q => Question(p * Each + q))]),
        })]),
    }.ToJsonString();

    static JsonNode Question(int at)
    {
        var question = new JsonObject
        {
            ["name"] = $"q{at}", ["kind"] = at % 2 == 0 ? "yesno" : "text", ["label"] = Say($"質問{at}"),
            ["hint"] = Say("書類にあるとおりに書いてください。"),
        };
        if (at % 2 == 1) (question["when"], question["maxLength"]) = (new JsonArray("=", $"$q{at - 1}", true), 100);
        return question;
    }
}
