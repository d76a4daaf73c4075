using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Plan;

/// <summary>What the plan in force has, in 庁内検索: initiatives, targets, systems, words. An adopted version is in memory, whole.</summary>
sealed class FindInPlan(Library library) : IFindable
{
    public string Label => "推進計画";
    public MenuGroup Part => MenuGroup.Planning;
    public Permission Who => Permission.Officer;

    public async Task<IReadOnlyList<Hit>> Find(Look look, Kits.Words words, int most)
    {
        if (await library.Current(look.Db, look.Stop) is not { Content: var plan }) return [];
        IEnumerable<Hit> found =
        [
            .. from i in plan.Initiatives where words.In(i.Code, i.Title)
               select new Hit($"{i.Code} {i.Title}", $"事業・{plan.ClassOf(i)}", ShowInitiative.Url(i.Code)) { Numbers = [i.Code, i.Title] },
            .. from t in plan.Targets where words.In(t.Title) select new Hit(t.Title, $"目標・単位は{t.Unit}", ShowTarget.Url(t.Code)),
            .. from s in plan.Systems where words.In(s.Name, s.Note)
               select new Hit(s.Name, $"情報システム・{string.Join("、", s.Owners)}", $"{Systems.Url}#system-{s.Number}"),
            .. from t in plan.Terms where words.In(t.Name) select new Hit(t.Name, "計画の用語", Words.Url),
        ];
        return [.. found.OrderByDescending(h => h.Numbers.Append(h.Title).Any(words.Are)).Take(most)];
    }
}
