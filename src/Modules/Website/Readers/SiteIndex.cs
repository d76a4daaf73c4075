using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Keyaki.Website;

/// <summary>What readers find of a page: it follows the page in the turn that publishes, corrects or ends it, whoever does that. Its title
/// and its text stand in the index apart, because a word in a title says more; each language is a kind of its own.</summary>
sealed class SiteIndex(Search search, BlockKinds kinds, CityProfile city, TimeProvider clock) : IBeforeSaving
{
    public const string Questions = "site-question";
    public static string Titles(Language language) => $"site-title.{language.Code}";
    public static string Texts(Language language) => $"site-text.{language.Code}";

    /// <summary>More of a page is not looked through.</summary>
    const int LongestText = 20_000;

    public async Task Saving(CityDb db, CancellationToken ct)
    {
        foreach (var entry in db.ChangeTracker.Entries<SitePage>().Where(Moves).ToList())
            await Keep(db, entry.Entity, entry.State is EntityState.Added, ct);
    }

    static bool Moves(EntityEntry<SitePage> entry) => entry.State switch
    {
        EntityState.Added => entry.Entity.Live is not null,
        EntityState.Modified => entry.Property(p => p.Live).IsModified || entry.Property(p => p.Ended).IsModified,
        _ => false,
    };

    async Task Keep(CityDb db, SitePage page, bool first, CancellationToken ct)
    {
        if (!first) await Forget(db, page, ct);
        if (page is not { IsLive: true, Drill: false, Live: { } live }) return;
        var edition = db.ChangeTracker.Entries<Edition>().FirstOrDefault(e => e.Entity.Id == live)?.Entity
            ?? await db.Editions().AsNoTracking().FirstAsync(e => e.Id == live, ct);
        var content = edition.Content;
        foreach (var (code, wording) in content.Written)
        {
            var l = new Language(code);
            search.Add(db, Titles(l), page.Id, wording.Title);
            search.Add(db, Texts(l), page.Id, PlainText.Cut(string.Join('\n', Said(page, content, wording, l)), LongestText));
            foreach (var (spot, block) in wording.Blocks.Where(b => b.Kind == "faq" && b["question"].Length > 0).Index())
            {
                var question = new SiteQuestion
                {
                    Id = clock.NewId(), Page = page.Id, Language = code, Spot = spot,
                    Question = PlainText.Cut(block["question"], SiteQuestion.Longest), Answer = block["answer"],
                };
                db.Add(question);
                search.Add(db, Questions, question.Id, question.Question, code);
            }
        }
    }

    IEnumerable<string> Said(SitePage page, Content content, Wording wording, Language l)
    {
        var (place, plan) = (new BlockPlace(l, city, clock.Today()) { Owner = page.Owner }, city.Files<SitePlan>());
        return
        [
            wording.Title, wording.Summary, $"{page.Number:0000000}",
            .. Derived.FactsOf(content, l, null, city.ContactOf(page.Owner, clock.Today())).Select(f => f.Words),
            .. content.Topics.Select(t => l.Say(plan.Topic(t))), .. content.Towns, .. kinds.Say(wording.Blocks, place),
        ];
    }

    async Task Forget(CityDb db, SitePage page, CancellationToken ct)
    {
        foreach (var (l, _) in Language.All)
        {
            await search.Forget(db, Titles(l), page.Id);
            await search.Forget(db, Texts(l), page.Id);
        }
        var mine = db.Set<SiteQuestion>().Where(q => q.Page == page.Id);
        foreach (var id in await mine.Select(q => q.Id).ToListAsync(ct)) await search.Forget(db, Questions, id);
        await mine.ExecuteDeleteAsync(ct);
    }
}
