using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>The kinds of letters that the rooms have.</summary>
public sealed class LetterKinds(IEnumerable<LetterKind> all, CityProfile city)
{
    readonly Dictionary<string, LetterKind> byCode = all.ToDictionary(k => k.Code);

    public LetterKind? Find(string code) => byCode.GetValueOrDefault(code);

    public string Title(LetterKind kind) => kind.Template(city).Title;

    public string Title(string code) => Find(code) is { } kind ? Title(kind) : code;

    /// <summary>The kinds that an officer prints.</summary>
    public List<string> Of(Actor actor) => [.. byCode.Values.Where(k => actor.Can(k.Who)).Select(k => k.Code)];

    /// <summary>Those of them that they print for all departments.</summary>
    public List<string> OfAll(Actor actor) =>
        [.. byCode.Values.Where(k => actor.Can(k.Who) && k.All is { } all && actor.Can(all)).Select(k => k.Code)];
}

/// <summary>A letter as a room wishes it.</summary>
/// <param name="Key">The room's own: the same letter wished twice is one.</param>
/// <param name="About">The page that shows what it is about.</param>
/// <param name="Person">Whom it concerns, for the journal.</param>
public sealed record LetterWish(string Department, string Key, LetterContent Content, string About, Guid? Person);

/// <summary>A letter for the page of what it is about.</summary>
public sealed record LetterFace(Guid Id, string Title, DateTimeOffset At, LetterState State)
{
    public string Url => ShowLetter.Url(Id);
}

/// <summary>手紙を出す: a room writes letters in its turn; officers print them, post them, and look after what comes back.</summary>
public sealed class PaperLetters(LetterKinds kinds, MasterKey key, TimeProvider clock)
{
    /// <summary>Wishes letters; one that was wished before under its key is not wished again.</summary>
    /// <exception cref="InvalidOperationException">no such kind, or a fact that the kind has not.</exception>
    public async Task Write(CityDb db, string code, IReadOnlyList<LetterWish> wishes, CancellationToken ct)
    {
        var kind = kinds.Find(code) ?? throw new InvalidOperationException($"There is no letter {code}.");
        if (wishes.SelectMany(w => w.Content.Facts.Keys).FirstOrDefault(k => kind.Facts.All(f => f.Code != k)) is { } unknown)
            throw new InvalidOperationException($"The letter {code} has no fact {unknown}.");
        var keys = wishes.Select(w => w.Key).ToList();
        var there = await db.Set<PaperLetter>().Where(l => l.Code == code && keys.Contains(l.Key)).Select(l => l.Key).ToHashSetAsync(ct);
        foreach (var wish in wishes.Where(w => there.Add(w.Key)))
            db.Add(PaperLetter.Of(wish, code, key, clock.NewId(), clock.GetUtcNow()));
    }

    /// <summary>The letters with these keys.</summary>
    public async Task<IReadOnlyDictionary<string, LetterFace>> Of(CityDb db, string code, IReadOnlyList<string> keys,
        CancellationToken ct) =>
        (await db.Set<PaperLetter>().Where(l => l.Code == code && keys.Contains(l.Key)).Select(l => new { l.Key, l.Id, l.At, l.State })
            .ToListAsync(ct)).ToDictionary(l => l.Key, l => new LetterFace(l.Id, kinds.Title(code), l.At, l.State));

    /// <summary>The letters that were written about a record, the newest first, for its page.</summary>
    public async Task<IReadOnlyList<LetterFace>> About(CityDb db, string url, CancellationToken ct) =>
        [.. (await db.Set<PaperLetter>().Where(l => l.About == url).OrderByDescending(l => l.At)
            .Select(l => new { l.Id, l.Code, l.At, l.State }).ToListAsync(ct))
            .Select(l => new LetterFace(l.Id, kinds.Title(l.Code), l.At, l.State))];
}

static class LetterSets
{
    extension(Look look)
    {
        /// <summary>May see where somebody under protection lives: those letters are theirs, of whatever kind and department.</summary>
        public bool Guards => look.Actor.Can(ProtectedAddress.Seeing);

        /// <summary>Letters of the kinds and departments of this officer.</summary>
        public IQueryable<PaperLetter> Letters(LetterKinds kinds)
        {
            var (codes, all, own, guards) = (kinds.Of(look.Actor), kinds.OfAll(look.Actor), look.Departments, look.Guards);
            return look.Db.Set<PaperLetter>().Where(l => l.Guarded && guards
                || !l.Guarded && codes.Contains(l.Code) && (own.Contains(l.Department) || all.Contains(l.Code)));
        }

        public IQueryable<PrintBatch> Batches(LetterKinds kinds)
        {
            var (codes, all, own, guards) = (kinds.Of(look.Actor), kinds.OfAll(look.Actor), look.Departments, look.Guards);
            return look.Db.Set<PrintBatch>().Where(b => b.Guarded && guards
                || !b.Guarded && codes.Contains(b.Code) && (own.Contains(b.Department) || all.Contains(b.Code)));
        }
    }
}
