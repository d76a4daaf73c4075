using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>Pages by name: what the menu has for this officer.</summary>
sealed class FindPages(IReadOnlyList<IModule> modules) : IFindable
{
    public string Label => "画面";
    public MenuGroup Part => MenuGroup.Settings;
    public Permission Who => Permission.Officer;

    public Task<IReadOnlyList<Hit>> Find(Look look, Words words, int most) => Task.FromResult<IReadOnlyList<Hit>>(
    [
        .. from item in modules.SelectMany(m => m.MenuOf(look.City))
           where item.Url.StartsWith("/office", StringComparison.Ordinal) && look.Actor.Can(item.Permission)
           where words.In(item.Label, item.Group.Label())
           select new Hit(item.Label, $"「{item.Group.Label()}」の画面", item.Url),
    ]);
}
