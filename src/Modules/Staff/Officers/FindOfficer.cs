using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>Officers in 庁内検索, by name, kana, department and post. Who holds which post follows from the calendar and from no record, so
/// all of them are asked: a city hall has some hundreds.</summary>
sealed class FindOfficer(IStaff staff) : IFindable
{
    public string Label => "職員";
    public MenuGroup Part => MenuGroup.Internal;
    public Permission Who => Permission.Officer;

    public async Task<IReadOnlyList<Hit>> Find(Look look, Words words, int most)
    {
        var today = look.Today;
        var posts = (await look.Db.Set<PostHolding>().On(today).Select(h => new { h.Officer, h.Post }).ToListAsync(look.Stop))
            .ToLookup(h => h.Officer, h => staff.PostTitle(h.Post, today));
        var officers = await look.Db.Set<Officer>().AsNoTracking().Where(o => o.LeftOn == null || o.LeftOn >= today)
            .OrderBy(o => o.Kana).ThenBy(o => o.Id).Select(o => new { o.Id, o.Name, o.Kana, o.Department }).ToListAsync(look.Stop);
        var mayOpen = look.Actor.Can(StaffModule.CanManage);
        return
        [
            .. (from o in officers
                let department = staff.DepartmentName(o.Department, today)
                let held = string.Join("、", posts[o.Id])
                where words.In(SearchGrams.Name(o.Name), SearchGrams.Name(o.Kana), department, held)
                select new Hit(o.Name, $"{o.Kana}・{department}{(held.Length > 0 ? $"・{held}" : "")}",
                    mayOpen ? OfficerPage.Url(o.Id) : null))
                .OrderByDescending(h => words.Are(h.Title)).Take(most),
        ];
    }
}
