using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>What became of a file of the old site.</summary>
public sealed record OldLine(string File, string Result, int? Number, string Url, string Title, string Left)
{
    public const string Taken = "取り込みました", Before = "前に取り込みました", Refused = "取り込めません";

    public static readonly IReadOnlyList<string> Heads = ["ファイル", "結果", "ページ番号", "新しいアドレス", "題", "理由・残っていること"];
    public IReadOnlyList<string?> Cells => [File, Result, Number?.ToString("0000000", CultureInfo.InvariantCulture), Url, Title, Left];
}

/// <summary>旧サイトの取込み: a folder of HTML becomes drafts, which nobody sees until each is decided; its links lead to the new pages,
/// and the old addresses, too. Done again it goes on where it stood, and what is there stays as it is.</summary>
sealed class OldSiteImport(IDatabase database, Turns turns, CityProfile city, BlockKinds kinds, FileStore store, Outbox outbox,
    TimeProvider clock)
{
    const int Slice = 200;

    /// <summary>A file that becomes a page now: where, whose, and under which number.</summary>
    sealed record Coming(OldFile File, PastedPage Page, string Title, string Place, string Owner, int Number)
    {
        public string Url => SitePage.Address(Place, Number);
    }

    /// <param name="root">The address of the old site, where its pages write it out.</param>
    /// <exception cref="Rule">map.csv cannot be read.</exception>
    public async Task<IReadOnlyList<OldLine>> Take(string folder, Uri? root, CancellationToken ct)
    {
        var map = new PlaceMap(folder, city, clock.Today());
        var names = OldFile.All(folder);
        var files = names.AsParallel().AsOrdered().WithCancellation(ct).Select(name => OldFile.Read(folder, name)).ToList();
        var common = OldTitle.Common([.. files.Select(f => f.Page?.Title ?? "").Where(t => t.Length > 0)]);
        var (lines, good, keys) = (new Dictionary<string, OldLine>(),
            new List<(OldFile File, PastedPage Page, string Title, string Owner)>(), new HashSet<string>());
        foreach (var file in files)
        {
            var title = file.Page is { } page ? TitleOf(file, page, common) : "";
            var owner = map.OwnerOf(file.Key, file.Page?.Words ?? "");
            var fault = file.Fault ?? (!keys.Add(file.Key) ? "同じアドレスのファイルが、前にもあります。"
                : owner is null ? $"所管の課が分かりません。{PlaceMap.Name} に書いてください。" : null);
            if (fault is null && file.Page is { } read && owner is not null) good.Add((file, read, title, owner));
            else lines[file.Name] = new(file.Name, OldLine.Refused, null, "", title, fault ?? "");
        }
        var (numbers, there) = await Reserve([.. good.Select(g => g.File)]);
        var coming = good.Where(g => !there.ContainsKey(g.File.Key))
            .Select(g => new Coming(g.File, g.Page, g.Title, map.PlaceOf(g.File.Key), g.Owner, numbers[g.File.Key])).ToList();
        foreach (var (file, _, title, _) in good)
            if (there.TryGetValue(file.Key, out var before))
                lines[file.Name] = new(file.Name, OldLine.Before, before.Number, before.Url, title,
                    before.Hash == file.Hash ? "" : "ファイルの中身が、取り込んだときと違います。ページは変えていません。");
        var urls = there.ToDictionary(t => t.Key, t => t.Value.Url);
        foreach (var one in coming) urls[one.File.Key] = one.Url;
        var old = root ?? new("http://old.invalid/");
        var (links, materials) = (new OldLinks(kinds, old, urls), new OldMaterials(folder, old, store, outbox, clock));
        foreach (var some in coming.Chunk(Slice))
        {
            foreach (var one in some) await materials.Fetch(one.Page.Blocks, one.File.Address, kinds, ct);
            foreach (var line in await turns.Run((_, db, stop) => Write(db, some, links, materials, stop))) lines[line.File] = line;
        }
        return [.. names.Select(name => lines[name])];
    }

    string TitleOf(OldFile file, PastedPage page, IReadOnlySet<string> common) =>
        PlainText.Cut(new[] { OldTitle.Cut(page.Title, common, city.City.Name), page.Heading,
        Path.GetFileNameWithoutExtension(file.Name) }.First(t => !PlainText.IsBlank(t)), Wording.LongestTitle);

    /// <summary>Sets the numbers of new pages aside, all in one turn; and says which were taken in before.</summary>
    async Task<(Dictionary<string, int> Numbers, Dictionary<string, (int Number, string Url,
        string Hash)> There)> Reserve(IReadOnlyList<OldFile> files)
    {
        var keys = files.Select(f => f.Key).ToList();
        var numbers = await turns.Run(async (_, db, ct) =>
        {
            var known = await db.Set<OldPage>().Where(o => keys.Contains(o.Address)).ToDictionaryAsync(o => o.Address, o => o.Number, ct);
            var fresh = files.Where(f => !known.ContainsKey(f.Key)).ToList();
            var wanted = fresh.Select(f => f.Number).OfType<int>().ToList();
            var used = (await db.Pages().Where(p => wanted.Contains(p.Number)).Select(p => p.Number).Concat(
                db.Set<OldPage>().Where(o => wanted.Contains(o.Number)).Select(o => o.Number)).ToListAsync(ct)).ToHashSet();
            var next = Math.Max(await SitePages.NextNumber(db, ct), wanted.DefaultIfEmpty().Max() + 1);
            foreach (var file in fresh)
            {
                var number = file.Number is { } own && used.Add(own) ? own : next++;
                known[file.Key] = number;
                db.Append(new OldPage { Address = file.Key, Number = number, Hash = file.Hash, At = clock.GetUtcNow() });
            }
            return known;
        });
        await using var db = database.OpenReader();
        var there = await db.Set<OldPage>().Where(o => keys.Contains(o.Address))
            .Join(db.Pages(), o => o.Page, p => p.Id, (o, p) => new { o.Address, o.Hash, p.Number, p.Place }).ToListAsync();
        return (numbers, there.ToDictionary(t => t.Address, t => (t.Number, SitePage.Address(t.Place, t.Number), t.Hash)));
    }

    async Task<List<OldLine>> Write(CityDb db, IReadOnlyList<Coming> some, OldLinks links, OldMaterials materials,
        CancellationToken ct)
    {
        var keys = some.Select(c => c.File.Key).ToList();
        var old = await db.Set<OldPage>().AsTracking().Where(o => keys.Contains(o.Address)).ToDictionaryAsync(o => o.Address, ct);
        var rules = some.ToDictionary(c => c.File.Key, c => Redirect.Begin(clock, c.File.Key, Reach.Exact, c.Url, "旧サイトから取り込んだ",
            null));
        var map = new RedirectMap(await Redirects.Around(db, rules.Values, ct));
        var lines = new List<OldLine>();
        foreach (var one in some.Where(c => old[c.File.Key].Page is null))
        {
            var (lost, untaken) = (new List<string>(), new List<string>());
            var blocks = links.Rewritten(await materials.Placed(db, one.Page.Blocks, one.File.Address, one.Owner, kinds, untaken, ct),
                one.File.Address, lost);
            var page = SitePage.Begin(clock, one.Number, PageKind.Page, drill: false, one.Owner, one.Place, one.Title, Guid.Empty);
            var content = new Content().With("ja", new(one.Title, PlainText.Cut(one.Page.Summary, Wording.LongestSummary), blocks));
            db.Add(page);
            db.Add(Edition.Begin(clock, page.Id, 1, content, "", Guid.Empty));
            old[one.File.Key].Become(page.Id);
            var left = Left(untaken, lost);
            try
            {
                if (rules[one.File.Key] is var rule && SiteAddress.KeyOf(one.Url) != rule.From)
                {
                    map.Add(rule);
                    db.Add(rule);
                }
            }
            catch (Rule refused) { left = $"転送は作っていません：{refused.Sentence} {left}".Trim(); }
            lines.Add(new(one.File.Name, OldLine.Taken, one.Number, one.Url, one.Title, left));
        }
        return lines;
    }

    /// <summary>What somebody has to do by hand: pictures and files that could not be taken in, and links to what was not.</summary>
    static string Left(List<string> untaken, List<string> lost) => string.Join(' ', new[]
    {
        Some("取り込めない画像やファイル", "件", [.. untaken.Distinct()]),
        Some("ファイルへのリンク", "件", [.. lost.Where(IsFile)]), Some("行き先のないリンク", "件", [.. lost.Where(l => !IsFile(l))]),
    }.Where(words => words.Length > 0));

    static bool IsFile(string path) => Path.GetExtension(path) is { Length: > 1 } ending
        && !ending.StartsWith(".htm", StringComparison.OrdinalIgnoreCase);
    static string Some(string what, string count, List<string> all) =>
        all.Count == 0 ? "" : $"{what}{all.Count}{count}：{string.Join('、', all.Take(20))}。";
}
