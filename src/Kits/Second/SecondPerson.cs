using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kits;

/// <summary>What is said around a kind of acts of two persons.</summary>
/// <param name="Key">Begins the key of its messages.</param>
/// <param name="Asks">What the second person is asked: この返金を認めますか.</param>
/// <param name="WhyNot">What a no needs: 認めない理由.</param>
/// <param name="Refused">Subject of what the first person is told after a no.</param>
/// <param name="Waiting">On the office's home page, with <paramref name="Hint"/> beneath.</param>
public sealed record SecondWords(string Key, string Asks, string WhyNot, string Refused, string Waiting, string Hint)
{
    public string When { get; init; } = "認めないときに書いてください。申し出た人に伝わります。";
    public string Press { get; init; } = "確かめた結果を記録する";
    public string TakeBack { get; init; } = "申し出を取り下げる";

    /// <summary>What the first person has to do after a no, behind its reason.</summary>
    public string? Then { get; init; }
}

/// <summary>One act as the second person reads it.</summary>
public sealed record SecondFace(string Title, IReadOnlyList<ShellLink> Trail, IReadOnlyList<(string Label, Markup Value)> Facts)
{
    /// <summary>What follows from a yes, before the question.</summary>
    public string? Note { get; init; }
    public RenderFragment? Above { get; init; }
    public RenderFragment? Below { get; init; }
}

/// <summary>
/// What a room brings for a kind of acts of two persons: who knows of one, how it reads, and what is done once the second person has
/// agreed. The page, the rule, the answer, the notice and the line on the office's home page are the kit's.
/// </summary>
public abstract class SecondPerson<T> where T : TwoPersons
{
    public abstract SecondWords Words { get; }

    /// <summary>What a second person must hold.</summary>
    public abstract Permission Who { get; }

    /// <summary>Whom it waits for: those who hold this, in that department (null: in all), and none of these.</summary>
    public virtual Permission Checks(T act) => Who;

    /// <summary>Whether it waits at all.</summary>
    public virtual bool Waits(T act) => act.Agreed is null;
    public virtual ValueTask<string?> Department(CityDb db, T act, CancellationToken ct) => new((string?)null);
    public virtual IReadOnlyList<Guid> NotFor(T act) => [.. new[] { act.By }.OfType<Guid>()];

    /// <summary>The acts that this officer may know of, as far as a query can tell.</summary>
    public virtual IQueryable<T> Visible(Look look) => look.Db.Set<T>();

    /// <summary>The rest of it.</summary>
    public virtual Task<bool> Sees(T act, Look look) => Task.FromResult(true);

    /// <summary>Why this officer cannot be the second person; null when they can.</summary>
    public virtual Task<string?> Bars(T act, Look look) => Task.FromResult(act.Bars(look.Me));

    /// <summary>Its page; posting to it is the second person's word.</summary>
    public abstract string Url(T act);

    /// <summary>Where one goes on afterwards.</summary>
    public abstract string Home(T act);

    /// <summary>Where the second person goes on after a no.</summary>
    public virtual string After(T act) => Home(act);

    /// <summary>Where the first person takes it back.</summary>
    public virtual string TakeBack(T act) => Url(act) + "/take-back";

    public abstract Task<SecondFace> Face(T act, Look look);

    /// <summary>What it is, in the words of the notice.</summary>
    public abstract Task<string> InWords(T act, Look look);

    /// <summary>What the journal says of it, looked at or acted on.</summary>
    public abstract Task Note(T act, Look look);

    /// <summary>Does it, now that both have agreed; says where to go on. Where a yes alone is enough, nothing.</summary>
    /// <exception cref="Rule">what has changed since does not allow it.</exception>
    public virtual Task<string> CarryOut(T act, Turn turn) => Task.FromResult(Home(act));

    /// <summary>Tells the first person of a no.</summary>
    public virtual async Task Tell(T act, Turn turn, IMessages messages)
    {
        if (act.Agreed is false)
            await messages.Send(turn.Db, new Message($"{Words.Key} {act.Id:N}", act.By, null, Words.Refused,
                $"{await InWords(act, turn)}\n\n{Words.WhyNot}：{act.Remark}{(Words.Then is { } then ? $"\n\n{then}" : "")}", Home(act)),
                turn.Stop);
    }

    /// <exception cref="NotHere">there is none, or this officer may not know of it.</exception>
    internal async Task<T> Find(Guid id, Look look) =>
        await Visible(look).AsTracking().FirstOrDefaultAsync(a => a.Id == id, look.Stop) is { } found && await Sees(found, look)
            ? found : throw new NotHere();
}

/// <summary>Each act waits for a second person until somebody has answered.</summary>
[Once]
sealed class SecondTask<T>(SecondPerson<T> second) : TaskSource<T> where T : TwoPersons
{
    protected override Guid Cause(T act) => act.Id;

    protected override async Task<TaskWish?> Wish(CityDb db, T act, CancellationToken ct) => !second.Waits(act) ? null
        : new(TaskKind.Check, second.Words.Waiting, second.Url(act))
        { Department = await second.Department(db, act, ct), Power = second.Checks(act), NotFor = second.NotFor(act) };
}

public static class SecondServices
{
    /// <summary>A room's acts of two persons, with their tile.</summary>
    public static IServiceCollection AddSecond<T, TSecond>(this IServiceCollection services) where T : TwoPersons
        where TSecond : SecondPerson<T> => services.AddScoped<TSecond>()
            .AddScoped<SecondPerson<T>>(s => s.GetRequiredService<TSecond>()).AddTasks<SecondTask<T>>();
}
