using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Staff;

/// <summary>`keyaki officer confirm`: where nobody is there who could be the second person. Journaled, and mailed to everybody who
/// could have been it.</summary>
static class ConfirmChange
{
    internal static readonly Command Command = new("officer confirm", "確認を待っている権限の変更を一覧にする。番号を付けると、二人目の確認なしに認める：officer confirm 番号", Run);

    static async Task<int> Run(IServiceProvider services, IReadOnlyList<string> args, TextWriter output)
    {
        services.GetRequiredService<Deeds>().Declare(StaffDeeds.AgreedOnMachine);
        try
        {
            var said = await services.GetRequiredService<Turns>().Run(async (turn, db, ct) =>
            {
                var (second, clock) = (turn.GetRequiredService<Second>(), turn.GetRequiredService<TimeProvider>());
                var waiting = await db.Set<PowerChange>().AsTracking().Where(c => c.Agreed == null).OrderBy(c => c.At).ToListAsync(ct);
                var lines = new List<string>();
                foreach (var each in waiting.Where(_ => args.Count == 0)) lines.Add($"{each.Id:N}\t{await second.InWords(db, each, ct)}");
                if (args.Count == 0) return lines.Count == 0 ? "確認を待っているものはありません。" : string.Join('\n', lines);
                var change = Guid.TryParse(args[0], out var id) ? waiting.FirstOrDefault(c => c.Id == id) : null;
                if (change is null) throw new Rule("", "その番号で確認を待っているものはありません。");
                change.CheckOnMachine(clock.GetUtcNow());
                var words = await second.InWords(db, change, ct);
                await second.TellHolders(db, change.Id, words, ct);
                var number = await second.CarryOut(db, change, ct);
                await second.Tell(db, change, ct);
                Journal.Note(db, clock, Actor.Program, StaffDeeds.AgreedOnMachine, PowerChange.Record, change.Id);
                return words + (number is null ? "" : $"\n本人に、次の番号を直接伝えてください：{WelcomeLink.Words(number)}");
            });
            await output.WriteLineAsync(said);
            return 0;
        }
        catch (Rule rule)
        {
            await output.WriteLineAsync(rule.Sentence);
            return 1;
        }
    }
}
