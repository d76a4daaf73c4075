using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>Finds pages, notices and questions for readers: those whose title holds the words first, then questions, then texts, the newest
/// first. What is not written in the reader's language is found in Japanese, after the rest.</summary>
sealed class FindSite(Search search) : ISiteSearch
{
    /// <summary>Of the newest that hold the words so many are looked at.</summary>
    const int Titles = 20, Texts = 20, Questions = 10, Recent = 300;

    public async Task<IReadOnlyList<SiteHit>> Find(Look look, Language language, IReadOnlyList<string> ways, int most)
    {
        var (hits, found) = (new List<(int Rank, SiteHit Hit)>(), new HashSet<Guid>());
        Language[] spoken = language.IsPlain ? [language] : [language, Language.Japanese];
        var folded = ways.Select(w => JapaneseText.Fold(w, removeSpaces: true)).Where(w => w.Length > 0).ToList();
        foreach (var (later, l) in spoken.Index())
        {
            if (search.Newest(look.Db, SiteIndex.Titles(l), null, ways, Titles, Recent) is not { } titles
                || search.Newest(look.Db, SiteIndex.Texts(l), null, ways, Texts, Recent) is not { } texts) return [];
            var ids = titles.Concat(texts);
            var pages = await look.Db.Readable().AsNoTracking().Where(p => ids.Contains(p.Id)).OrderByDescending(p => p.PublishedAt)
                .ThenByDescending(p => p.Id).ToListAsync(look.Stop);
            foreach (var page in pages.Where(p => found.Add(p.Id)))
            {
                var title = page.TitleIn(l).Words;
                var named = JapaneseText.Fold(title, removeSpaces: true);
                hits.Add((later * 10 + (folded.Any(w => named.Contains(w, StringComparison.Ordinal)) ? 0 : 2),
                    new(page.Kind is PageKind.Notice ? SiteHitKind.Notice : SiteHitKind.Page, page.Id, title, "", page.Url(language), l,
                    (page.PublishedAt ?? default).Day())));
            }
        }
        if (search.Newest(look.Db, SiteIndex.Questions, [.. spoken.Select(l => l.Code)], ways, Questions, Recent) is { } asked)
        {
            var questions = await look.Db.Set<SiteQuestion>().AsNoTracking().Where(q => asked.Contains(q.Id))
                .Join(look.Db.Readable(), q => q.Page, p => p.Id, (q, p) => new { q, p })
                .OrderByDescending(x => x.p.PublishedAt).ThenBy(x => x.q.Spot).ToListAsync(look.Stop);
            hits.AddRange(questions.Select(x => (x.q.Language == language.Code ? 1 : 11, new SiteHit(SiteHitKind.Question, x.p.Id,
                x.q.Question, string.Join(' ', Inline.Paragraphs(x.q.Answer).Select(Inline.Words)), x.p.Url(language), new(x.q.Language),
                (x.p.PublishedAt ?? default).Day()))));
        }
        return await WithSummaries(look, [.. hits.OrderBy(h => h.Rank).Take(most).Select(h => h.Hit)]);
    }

    static async Task<IReadOnlyList<SiteHit>> WithSummaries(Look look, List<SiteHit> hits)
    {
        var pages = hits.Where(h => h.Kind is not SiteHitKind.Question).Select(h => h.Page).ToList();
        if (pages.Count == 0) return hits;
        var said = await look.Db.Pages().Where(p => pages.Contains(p.Id))
            .Join(look.Db.Editions().AsNoTracking(), p => p.Live, e => (Guid?)e.Id, (p, e) => e)
            .ToDictionaryAsync(e => e.Page, e => e.Content, look.Stop);
        return hits.ConvertAll(h => h.Kind is not SiteHitKind.Question && said.TryGetValue(h.Page, out var content)
            ? h with { Say = content[h.Said.Code].Summary } : h);
    }
}
