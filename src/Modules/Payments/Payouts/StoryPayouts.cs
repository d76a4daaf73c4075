using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Payments;

/// <summary>What the story town grants is paid each month: an officer freezes a list, the route decides it, the bank pays.</summary>
sealed class StoryPayouts(Telling telling, StoryPayouts.Pays pays, Actor by)
{
    sealed record Story(Pays? Payouts, IReadOnlyList<Sent> Officers);
    sealed record Sent(string Id, string Name, string Department, string Post);

    /// <param name="Day">Of each month.</param>
    internal sealed record Pays(string By, string Kind, int Day);

    static readonly TimeSpan Decided = TimeSpan.FromHours(6), Later = TimeSpan.FromDays(1), Answered = TimeSpan.FromDays(5);

    public static async Task Scenes(Telling telling)
    {
        var story = await StoryFile.Read<Story>(telling.CityFolder);
        if (story.Payouts is not { } pays) return;
        var sent = story.Officers.First(o => o.Id == pays.By);
        var told = new StoryPayouts(telling, pays, new(ActorKind.Officer, telling.People[sent.Id], sent.Name, sent.Post, sent.Department)
        { Departments = [sent.Department] });
        for (var day = telling.Begin.Day(); day < telling.End.Day(); day = day.AddDays(1))
            if (day.Day == pays.Day) telling.At(day.Midnight().AddHours(10), told.Freeze);
    }

    async Task Freeze()
    {
        var absent = await Before((look, register) => Absent.Of(look, register, Open(look).Select(l => l.Payee)));
        Guid? frozen = null;
        await telling.As(by, PayoutDeeds.Freeze, async (turn, services) =>
        {
            var found = await services.GetRequiredService<Inspection>().Of(turn.Db, await Open(turn).AsTracking().ToListAsync(turn.Stop),
                absent, turn.Stop);
            var chosen = found.Where(c => c.Snags.Count == 0).ToList();
            if (chosen.Count > 0)
                frozen = (await FreezeRun.Freeze(turn, turn.KindOf(pays.Kind), chosen, turn.City.Calendar.Add(turn.Today, 2), null,
                    services.GetRequiredService<IApprovals>())).Id;
            else turn.Journal.Nothing();
        });
        if (frozen is { } run) telling.ThenInOffice(Decided, () => Send(run));
    }

    async Task Send(Guid run)
    {
        var state = await telling.Ask((db, ct) => db.PaymentRuns().Where(r => r.Id == run).Select(r => r.State).FirstAsync(ct));
        if (state is RunState.Proposed) telling.ThenInOffice(Later, () => Send(run)); // Who decides is not there every day.
        if (state is not RunState.Decided) return;
        var absent = await Before((look, register) => Absent.Of(look, register, look.Db.PayoutLines().Where(l => l.Run == run)
            .Select(l => l.Payee)));
        await telling.As(by, PayoutDeeds.Send, async (turn, services) => await SendRun.Accept(run,
            (await SendRun.Build(run, turn)).Fill("day", turn.City.Calendar.Add(turn.Today, 1)), turn, absent,
            services.GetRequiredService<Inspection>(), services.GetRequiredService<RunSteps>()));
        telling.ThenInOffice(Answered, () => telling.As(by, PayoutDeeds.Result, async (turn, services) => await TakeResult.Accept(run,
            TakeResult.Build(turn).Fill("rest", true), new(null, null), turn, services.GetRequiredService<Inspection>(),
            services.GetRequiredService<PayoutBooks>(), services.GetRequiredService<RunSteps>())));
    }

    IQueryable<PayoutLine> Open(Look look) => look.Payouts().Where(l => l.Kind == pays.Kind && l.State == PayoutState.Waiting).OrderBy(l =>
        l.At);

    /// <summary>What is asked of the register is asked before the turn.</summary>
    async Task<T> Before<T>(Func<Look, IRegister, Task<T>> ask)
    {
        await using var page = telling.Services.CreateAsyncScope();
        return await ask(new(page.ServiceProvider, by, null, default), page.ServiceProvider.GetRequiredService<IRegister>());
    }
}
