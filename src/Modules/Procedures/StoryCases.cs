using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>The cases of the story town: those that are written out one by one, and the many.</summary>
sealed class StoryCases(Telling telling, StoryCases.Story told)
{
    internal sealed record Story(IReadOnlyList<Case>? Cases, IReadOnlyList<Sent> Officers, StoryCrowd.Crowd? Crowd);
    internal sealed record Sent(string Id, string Department, string Post);

    /// <summary>One application: by whom, how many open days ago, what was answered, and how far it came (draft, submitted, correction,
    /// proposed, decided by one officer).</summary>
    internal sealed record Case(
        string Procedure,
        string By,
        int Days,
        int Hour,
        Dictionary<string, string> Answers,
        string Until = "submitted",
        string Officer = "",
        string? Mend = null,
        string? Reason = null);

    static readonly TimeSpan Next = TimeSpan.FromHours(20), Meanwhile = TimeSpan.FromMinutes(18);
    readonly StoryActs acts = new(telling);

    public static async Task Scenes(Telling telling)
    {
        var teller = new StoryCases(telling, await StoryFile.Read<Story>(telling.CityFolder));
        foreach (var one in teller.story.Cases ?? []) telling.On(one.Days, one.Hour, 12, () => teller.Begin(one));
        if (teller.story.Crowd is { } crowd) new StoryCrowd(telling, teller.acts, crowd, teller.Officer).Bring();
    }

    readonly Story story = told;

    Actor Officer(string id)
    {
        var officer = story.Officers.First(o => o.Id == id);
        return new(ActorKind.Officer, telling.People[officer.Id], Post: officer.Post, Department: officer.Department)
        { Posts = [officer.Post], Departments = [officer.Department] };
    }

    async Task Begin(Case one)
    {
        if (await acts.Apply(one.Procedure, telling.People[one.By], one.Answers, one.Until is not "draft") is not { } id
            || one.Until is "submitted") return;
        var officer = Officer(one.Officer);
        // What is paid meanwhile is decided by the officer alone.
        if (one.Until is "decided")
            telling.Then(Meanwhile, async () =>
            {
                await acts.Examine(id, officer);
                await acts.Decide(id, officer, Outcome.Granted, null);
            });
        else telling.ThenInOffice(Next, async () =>
        {
            await acts.Examine(id, officer);
            if (one.Until is "correction") await acts.AskToMend(id, officer, one.Mend ?? "", one.Reason ?? "");
            else await acts.Propose(id, officer, Outcome.Granted, one.Reason);
        });
    }
}
