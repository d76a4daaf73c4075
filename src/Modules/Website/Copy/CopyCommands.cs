using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Website;

/// <summary>`keyaki website export` writes the copy; `keyaki website alert` says an emergency in it with neither program nor
/// database.</summary>
static class CopyCommands
{
    public static readonly Command Export = new("website export",
        "公開しているサイトのすべてを、ファイルとしてフォルダーに写す（控えのサイト）", Write);

    public static readonly Command Alert = new("website alert",
        "プログラムもデータベースも動いていないときに、控えのサイトに緊急情報を出す、解除する（--copy フォルダー）", Tell, Bare: true,
            Apart: true);

    static async Task<int> Write(IServiceProvider services, IReadOnlyList<string> args, TextWriter output)
    {
        if (args is not [{ Length: > 0 } path])
        {
            await output.WriteLineAsync("keyaki website export <フォルダー>");
            return 2;
        }
        using var folder = CopyFolder.Open(path);
        await using var scope = services.CreateAsyncScope();
        var from = System.Diagnostics.Stopwatch.GetTimestamp();
        var done = await services.GetRequiredService<SiteCopy>().Export(folder, verify: true, default);
        await output.WriteLineAsync($"{done.Files:#,0}ファイルを写しました（変わったもの{done.Changed:#,0}、"
            + $"壊れていて直したもの{done.Mended:#,0}）。"
            + $"{System.Diagnostics.Stopwatch.GetElapsedTime(from).TotalSeconds:0.0}秒。");
        return 0;
    }

    static async Task<int> Tell(IServiceProvider services, IReadOnlyList<string> args, TextWriter output)
    {
        var (city, clock) = (services.GetRequiredService<CityProfile>(), services.GetRequiredService<TimeProvider>());
        var (plan, shelters) = (city.Files<EmergencyPlan>(), city.Files<ShelterPlan>().All);
        var asked = Asked.Of(args);
        if (asked is null || asked.Copy.Length == 0 || !Directory.Exists(CopyFolder.SiteOf(asked.Copy)))
        {
            await output.WriteLineAsync(Usage(plan, shelters));
            return 2;
        }
        var told = CopyAlert.Told(asked.Copy);
        if (asked.Lift)
        {
            if (!told.Any(t => t.LiftedAt is null)) return await Refuse("ここから出した緊急情報はありません。");
            foreach (var t in told.Where(t => t.LiftedAt is null)) await output.WriteLineAsync(AlertText.Title(plan, t.Choice,
                Kind(t.Choice).Lifted).Ja);
            if (!asked.Yes) return await Refuse("まだ解除していません。よければ、同じ命令に --yes を付けます。", 1);
            CopyAlert.Tell(asked.Copy, [.. told.Select(t => t with { LiftedAt = t.LiftedAt ?? clock.GetUtcNow() })], plan, shelters);
            await output.WriteLineAsync("解除しました。プログラムが動き始めると引き継ぎ、後閲の仕事になります。");
            return 0;
        }
        AlertChoice choice;
        try
        {
            choice = asked.Choice(plan, shelters);
            choice.Checked(plan, [.. shelters.Select(s => s.Code)]);
        }
        catch (Rule rule) { return await Refuse($"{rule.Sentence}\n\n{Usage(plan, shelters)}"); }
        foreach (var (l, _) in Language.All)
        {
            await output.WriteLineAsync($"\n■{AlertText.Title(plan, choice, Kind(choice).Live).In(l.Code).Words}");
            foreach (var p in AlertText.Paragraphs(plan, choice, Kind(choice).Live, l)) await output.WriteLineAsync(p);
        }
        if (!asked.Yes) return await Refuse("\nまだ出していません。よければ、同じ命令に --yes を付けます。", 1);
        CopyAlert.Tell(asked.Copy, [.. told, new(clock.NewId(), clock.GetUtcNow(), choice, Environment.UserName, null)], plan, shelters);
        await output.WriteLineAsync("\n控えのサイトのすべてのページの上と、トップページに出しました。"
            + "プログラムが動き始めると引き継ぎ、後閲の仕事になります。");
        return 0;

        AlertKind Kind(AlertChoice of) => plan.Kind(of.Kind) ?? throw new InvalidDataException(of.Kind);
        async Task<int> Refuse(string words, int code = 2)
        {
            await output.WriteLineAsync(words);
            return code;
        }
    }

    static string Usage(EmergencyPlan plan, IReadOnlyList<Shelter> shelters) => $"""
        keyaki website alert --copy <フォルダー> --kind <種類> [--level <レベル>] --town <地区> ... [--shelter <避難所>] ... [--yes]
        keyaki website alert --copy <フォルダー> --lift [--yes]
        種類：{string.Join("、", plan.Kinds.Select(k => $"{k.Code}（{k.Name.Ja}）"))}
        レベル：{string.Join("、", plan.Levels.Select(l => $"{l.Code}（{l.Call.Ja}）"))}
        地区：{EmergencyPlan.All}（{plan.Everywhere.Ja}）、{string.Join("、", plan.Towns.Select(t => t.Name.Ja))}
        避難所：{string.Join("、", shelters.Select(s => s.Name.Ja))}
        """;

    /// <summary>What was typed behind the command: codes or names, whichever is at hand.</summary>
    sealed record Asked(string Copy, string Kind, string? Level, IReadOnlyList<string> Towns, IReadOnlyList<string> Shelters, bool Lift,
        bool Yes)
    {
        public static Asked? Of(IReadOnlyList<string> args)
        {
            var (found, towns, shelters) = (new Dictionary<string, string>(), new List<string>(), new List<string>());
            var (lift, yes) = (false, false);
            for (var i = 0; i < args.Count; i++)
                switch (args[i])
                {
                    case "--lift": lift = true; break;
                    case "--yes": yes = true; break;
                    case "--town" when i + 1 < args.Count: towns.Add(args[++i]); break;
                    case "--shelter" when i + 1 < args.Count: shelters.Add(args[++i]); break;
                    case "--copy" or "--kind" or "--level" when i + 1 < args.Count: found[args[i]] = args[++i]; break;
                    default: return null;
                }
            return new(found.GetValueOrDefault("--copy", ""), found.GetValueOrDefault("--kind", ""), found.GetValueOrDefault("--level"),
                towns,
                shelters, lift, yes);
        }

        public AlertChoice Choice(EmergencyPlan plan, IReadOnlyList<Shelter> known) => new(
            plan.Kinds.FirstOrDefault(k => k.Code == Kind || k.Name.Ja == Kind)?.Code ?? Kind, Level,
            [.. Towns.Select(t => t == plan.Everywhere.Ja ? EmergencyPlan.All : plan.Towns.FirstOrDefault(k => k.Name.Ja == t)?.Code ?? t)],
            [.. Shelters.Select(s => known.FirstOrDefault(k => k.Name.Ja == s)?.Code ?? s)]);
    }
}
