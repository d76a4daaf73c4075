using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kernel;

/// <summary>A story while it is told: the modules bring scenes, each for its moment, and they are played in one order of time, forwards
/// only. A scene may bring others that follow from it.</summary>
public sealed class Telling(IServiceProvider services, StoryClock clock, string cityFolder, IReadOnlyDictionary<string, Guid> people,
    DateTimeOffset begin, DateTimeOffset end)
{
    static readonly TimeOnly Opens = new(9, 0), Closes = new(17, 0);
    readonly PriorityQueue<Func<Task>, (DateTimeOffset At, int Brought)> scenes = new();
    readonly List<Func<Task>> listeners = [];
    int brought;

    /// <summary>The hall's services, the clock that they go by, the city's profile folder, and the accounts of the story's people by
    /// their id there.</summary>
    public IServiceProvider Services => services;
    public StoryClock Clock => clock;
    public string CityFolder => cityFolder;
    public IReadOnlyDictionary<string, Guid> People => people;

    /// <summary>Nothing is told of before the one moment, nor of after the other, which is now.</summary>
    public DateTimeOffset Begin => begin;
    public DateTimeOffset End => end;

    /// <summary>How many applications are told beside those that are written out.</summary>
    public int Crowd { get; init; }

    BusinessDays Calendar => services.GetRequiredService<CityProfile>().Calendar;

    /// <summary>The day so many open days before the story ends; the last day itself for none.</summary>
    public DateOnly Day(int openDays)
    {
        var day = end.Day();
        for (var left = openDays; left > 0 && day > StoryFile.Begins;) if (Calendar.IsOpen(day = day.AddDays(-1))) left--;
        return day;
    }

    /// <summary>Brings a scene; one that lies outside of the story is not played.</summary>
    public void At(DateTimeOffset at, Func<Task> scene)
    {
        if (at >= begin && at < end) scenes.Enqueue(scene, (at, brought++));
    }

    /// <summary>Brings a scene so many open days before the end. Those of the last day happen within the last hour, so that they have
    /// happened at whatever time the story is told.</summary>
    public void On(int days, int hour, int minute, Func<Task> scene) =>
        At(days == 0 ? end.AddMinutes(-55) : Day(days).Midnight() + new TimeSpan(hour, minute, 0), scene);

    /// <summary>Brings a scene that follows from the one that is played.</summary>
    public void Then(TimeSpan after, Func<Task> scene) => At(clock.GetUtcNow() + after, scene);

    /// <summary>The same, at a time at which the city hall is open: what would come after closing comes the next morning.</summary>
    public void ThenInOffice(TimeSpan after, Func<Task> scene)
    {
        var (at, day) = ((clock.GetUtcNow() + after).Local(), (clock.GetUtcNow() + after).Day());
        if (Calendar.IsOpen(day) && TimeOnly.FromTimeSpan(at.TimeOfDay) is var time && time < Closes)
        {
            At(time < Opens ? day.Midnight() + Opens.ToTimeSpan() : at, scene);
            return;
        }
        do day = day.AddDays(1); while (!Calendar.IsOpen(day));
        At(day.Midnight() + Opens.ToTimeSpan() + TimeSpan.FromMinutes(at.Minute), scene);
    }

    /// <summary>Brings a scene for each open day of the story, at this time.</summary>
    public void EachDay(TimeOnly time, Func<Task> scene)
    {
        for (var day = begin.Day(); day <= end.Day(); day = day.AddDays(1))
            if (Calendar.IsOpen(day)) At(day.Midnight() + time.ToTimeSpan(), scene);
    }

    /// <summary>Looks after each scene at what came of it.</summary>
    public void Listen(Func<Task> listener) => listeners.Add(listener);

    /// <summary>Plays all scenes; before the first of a new day its night, each night of the story once and in order.</summary>
    public async Task Play(Func<DateOnly, Task> night)
    {
        var day = begin.Day();
        while (scenes.TryDequeue(out var scene, out var when))
        {
            await Sleep(when.At);
            clock.Put(when.At);
            await scene();
            foreach (var listener in listeners) await listener();
        }
        await Sleep(end);
        clock.Put(end);

        async Task Sleep(DateTimeOffset until)
        {
            while (day < until.Day())
            {
                day = day.AddDays(1);
                clock.Put(day.Midnight());
                await night(day);
            }
        }
    }

    /// <summary>A paper that somebody of the town attaches, in plain sight an invention.</summary>
    public async Task<StoredFile> Paper(string title, string to, Guid? owner, IServiceProvider turn, CancellationToken ct)
    {
        var sheet = new Paper(turn.GetRequiredService<PaperFonts>(), title);
        sheet.Text(title, sheet.Plain with { Points = 20, Align = Align.Center });
        sheet.Skip(12);
        sheet.Text($"{to} 様");
        sheet.Skip(6);
        sheet.Paragraph($"これは、練習用のまちの{title}です。書いてあることは、すべて架空です。");
        return await turn.GetRequiredService<FileStore>().Put(sheet.Finish().Pdf, title + ".pdf", FileBytes.Pdf, ct, owner);
    }

    /// <summary>Does something as this person, in a turn of its own and with its journal entry; what a form would post is told from the
    /// database.</summary>
    public Task As(Actor actor, Deed deed, Func<Turn, IServiceProvider, Task> work,
        Func<IServiceProvider, CityDb, Task<FormCollection>>? post = null) =>
        services.GetRequiredService<Turns>().Run(async (inside, db, stop) =>
        {
            var turn = new Turn(inside, actor, null, stop, post is null ? null : await post(inside, db));
            await work(turn, inside);
            turn.Journal.Write(db, clock, actor, deed);
            return true;
        });

    /// <summary>Asks the database.</summary>
    public Task<T> Ask<T>(Func<CityDb, CancellationToken, Task<T>> question) =>
        services.GetRequiredService<Turns>().Run((_, db, ct) => question(db, ct));
}
