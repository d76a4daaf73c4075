using Keyaki.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Staff;

/// <summary>The officers of the story town. They get something to sign in with only in a development build.</summary>
static class StoryOfficers
{
    sealed record Story(IReadOnlyList<Person> Officers);
    sealed record Person(string Id, string Name, string Kana, string Department, string Post, string Mail, bool Told = false);

    internal static async Task Plant(Seeding seeding)
    {
        var story = await StoryFile.Read<Story>(seeding.CityFolder);
        var now = seeding.Clock.GetUtcNow();
        foreach (var p in story.Officers.Where(p => seeding.Told || !p.Told))
        {
            var officer = new Officer
            {
                Id = seeding.Clock.NewId(), Login = p.Id, Name = p.Name, Kana = p.Kana, Department = p.Department,
                Mail = p.Mail, AddedAt = now
            };
            seeding.Db.Add(officer);
            seeding.People[p.Id] = officer.Id;
            seeding.Db.Add(new PostHolding
            {
                Id = seeding.Clock.NewId(), Officer = officer.Id, Post = p.Post, From = StoryFile.Begins,
                GivenAt = now
            });
#if PRACTICE
            seeding.Db.Add(Practice.Credential(officer.Id, ActorKind.Officer, p.Id, p.Id, app: true,
                seeding.Services.GetRequiredService<MasterKey>(), seeding.Clock));
#endif
        }
    }
}
