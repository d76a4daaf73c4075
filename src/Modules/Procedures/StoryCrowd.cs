using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>The many cases of a year: drawn beforehand from a fixed seed, and each told by the same steps as one that is written
/// out.</summary>
sealed class StoryCrowd(Telling telling, StoryActs acts, StoryCrowd.Crowd crowd, Func<string, Actor> officer)
{
    internal sealed record Crowd(IReadOnlyList<Shape> Shapes);

    /// <summary>What many ask for: how many of all, the answers and those of them that differ, who examines and who decides, and what may
    /// have to be mended. Within: only in the last so many days.</summary>
    internal sealed record Shape(
        string Procedure,
        int Share,
        Dictionary<string, string> Answers,
        string? Examiner = null,
        string? Decider = null,
        Dictionary<string, IReadOnlyList<string>>? Vary = null,
        Mending? Mend = null,
        string? Refuse = null,
        int Within = 0,
        bool Counter = false);

    /// <summary>An answer that is to be mended: how it reads at first, and then.</summary>
    internal sealed record Mending(string Question, string Wrong, string Right, string Reason);

    /// <summary>How a case goes on: as it is usual, or otherwise.</summary>
    enum Way { Usual, Mended, NeverMended, Refused, Withdrawn, Late }

    sealed record Told(Shape Shape, Guid By, DateTimeOffset At, Way Way, IReadOnlyDictionary<string, string> Answers, TimeSpan First,
        TimeSpan Second);

    const int Seed = 2026, LastDays = 12, LateDays = 75;

    /// <summary>Of a hundred: that come in the last days, are mended, of these never, are refused, are taken back, stay behind.</summary>
    const int Last = 14, Mended = 14, Never = 4, Refused = 5, Withdrawn = 5, Late = 12;

    readonly Random random = new(Seed);
    readonly IReadOnlyList<Guid> people = [.. telling.People.Where(p => p.Key.StartsWith(StoryFile.Crowd, StringComparison.Ordinal))
        .OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Value)];

    public void Bring()
    {
        if (people.Count == 0) return;
        var all = crowd.Shapes.Sum(s => s.Share);
        foreach (var shape in crowd.Shapes)
            for (var n = (telling.Crowd * shape.Share + all - 1) / all; n > 0; n--)
            {
                var one = Draw(shape);
                telling.At(one.At, () => Begin(one));
            }
    }

    Told Draw(Shape shape)
    {
        var days = telling.End.Day().DayNumber - telling.Begin.Day().DayNumber;
        var ago = random.Next(100) < Last ? random.Next(LastDays) : random.Next(days);
        if (shape.Within > 0) ago %= shape.Within;
        var at = telling.End.Day().AddDays(-ago).Midnight() + TimeSpan.FromMinutes(random.Next(7 * 60, 23 * 60));
        var draw = random.Next(100);
        var way = ago < LateDays && random.Next(100) < Late ? Way.Late
            : draw < Never ? Way.NeverMended : draw < Mended ? Way.Mended : (draw -= Mended) < Refused ? Way.Refused
            : draw - Refused < Withdrawn ? Way.Withdrawn : Way.Usual;
        var answers = new Dictionary<string, string>(shape.Answers);
        foreach (var (name, words) in shape.Vary ?? []) answers[name] = words[random.Next(words.Count)];
        if (way is Way.Mended or Way.NeverMended && shape.Mend is { } mend) answers[mend.Question] = mend.Wrong;
        return new(shape, people[random.Next(people.Count)], at, way, answers, TimeSpan.FromHours(random.Next(2, 60)),
            TimeSpan.FromHours(random.Next(4, 90)));
    }

    async Task Begin(Told one)
    {
        // Who is not tied to the register lets somebody else of the town ask for what is read from it.
        if (!await acts.May(one.Shape.Procedure, one.By)) one = one with { By = await Linked(one) };
        if (await acts.Apply(one.Shape.Procedure, one.By, one.Answers) is not { } id) return;
        if (one.Way is Way.Withdrawn)
            telling.Then(one.First / 2, () => acts.Try("taking back", () => acts.Withdraw(id, one.By)));
        if (one.Shape.Examiner is not null) telling.ThenInOffice(one.First, () => Examine(one, id, one.Way));
    }

    async Task<Guid> Linked(Told one)
    {
        foreach (var other in people.SkipWhile(p => p != one.By)) if (await acts.May(one.Shape.Procedure, other)) return other;
        return one.By;
    }

    async Task Examine(Told one, Guid id, Way way)
    {
        if (way is Way.Late && one.First.TotalHours > 30
            || await acts.State(id) is not (ApplicationState.Submitted or ApplicationState.Resubmitted)) return;
        if (!await acts.Try("examining", () => acts.Examine(id, Examiner(one)))) return;
        if (way is Way.Mended or Way.NeverMended && one.Shape.Mend is { } mend)
        {
            telling.ThenInOffice(TimeSpan.FromHours(1), () => acts.Try("mending", () =>
                acts.AskToMend(id, Examiner(one), mend.Question, mend.Reason)));
            if (way is Way.Mended)
                telling.Then(one.Second * 2, async () =>
                {
                    if (await acts.State(id) is ApplicationState.CorrectionRequested
                        && await acts.Try("answering", () => acts.Answer(id, one.By, mend.Question, mend.Right)))
                        telling.ThenInOffice(one.First, () => Examine(one, id, Way.Usual));
                });
        }
        else if (way is not Way.Late) telling.ThenInOffice(one.Second, () => Decide(one, id, way));
    }

    async Task Decide(Told one, Guid id, Way way)
    {
        if (await acts.State(id) is not ApplicationState.Examining) return;
        var (outcome, reason) = way is Way.Refused && one.Shape.Refuse is { } why ? (Outcome.Refused, why) : (Outcome.Granted, null);
        if (one.Shape.Decider is not { } decider)
        {
            // What the route sends back is put forward once more.
            var words = reason ?? "添えられた書類と要件を確かめました。";
            if (await acts.Try("proposing", () => acts.Propose(id, Examiner(one), outcome, words)))
                telling.ThenInOffice(TimeSpan.FromDays(9), () => Decide(one, id, way));
            return;
        }
        if (await acts.Try("deciding", () => acts.Decide(id, officer(decider), outcome, reason)) && one.Shape.Counter)
            telling.ThenInOffice(one.First, async () =>
            {
                if (await acts.State(id) is ApplicationState.Granted) await acts.Try("handing over", () => acts.Deliver(id, Examiner(one)));
            });
    }

    Actor Examiner(Told one) => officer(one.Shape.Examiner ?? "");
}
