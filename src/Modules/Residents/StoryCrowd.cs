using System.Globalization;
using Keyaki.Kernel;

namespace Keyaki.Residents;

/// <summary>The many of the story town: households over all of its parts, with names that are made of words of a landscape. Nobody signs
/// in as one of them.</summary>
sealed record StoryCrowd(IReadOnlyList<string[]> Families, IReadOnlyList<string[]> Women, IReadOnlyList<string[]> Men)
{
    /// <summary>So many applications come from one home; and each part of the city has a home at least.</summary>
    const int CasesOfAHome = 5, Seed = 43;

    internal IEnumerable<StoryResidents.Entry> People(IReadOnlyList<TownAddress> towns, int cases, DateOnly today)
    {
        var random = new Random(Seed);
        var number = 0;
        for (var home = 0; home < Math.Max(towns.Count, cases / CasesOfAHome); home++)
        {
            var (town, family) = (towns[home % towns.Count], Families[random.Next(Families.Count)]);
            var place = new StoryResidents.Home(town.Postal, town.Town,
                string.Create(CultureInfo.InvariantCulture, $"{900 + home / towns.Count}番地{1 + random.Next(30)}"), null);
            var woman = random.Next(2) == 0;
            var age = random.Next(26, 84);
            yield return One("head", woman, age, account: true);
            if (random.Next(10) < 6)
                yield return One(woman ? "husband" : "wife", !woman, Math.Max(22, age + random.Next(-6, 7)), random.Next(3) == 0);
            if (age is > 28 and < 60)
                for (var child = random.Next(3); child > 0; child--)
                    yield return One("child", random.Next(2) == 0, random.Next(Math.Max(0, age - 45), age - 24), account: false);
            if (age is > 40 and < 62 && random.Next(6) == 0)
                yield return One("mother", woman: true, age + random.Next(22, 32), account: false);

            StoryResidents.Entry One(string relationship, bool woman, int years, bool account)
            {
                var given = (woman ? Women : Men)[random.Next((woman ? Women : Men).Count)];
                var id = string.Create(CultureInfo.InvariantCulture, $"{StoryFile.Crowd}{++number:D4}");
                return new(id, $"{family[0]} {given[0]}", $"{family[1]} {given[1]}", today.AddYears(-years).AddDays(-random.Next(1, 360)),
                    woman ? "female" : "male", place, $"{StoryFile.Crowd}{home}", relationship, account ? $"{id}@example.jp" : null,
                    account ? string.Create(CultureInfo.InvariantCulture, $"090-0000-{1000 + number:D4}") : null, account,
                    Linked: random.Next(7) > 0, null, null);
            }
        }
    }
}
