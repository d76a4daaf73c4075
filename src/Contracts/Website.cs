using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Contracts.Website;

/// <summary>For whom something is told: everybody; named testers, stamped 【テスト】; a drill, stamped 【訓練】; or those who were told a
/// mistake,
/// stamped 【訂正】.</summary>
public enum Purpose { Real, Test, Drill, Correction }

/// <summary>One fact of a notice in words: 日時, 場所, 費用 ...</summary>
public sealed record ToldFact(string Label, string Words);

/// <summary>What a notice says in one language, before any channel has made its text of it.</summary>
public sealed record ToldIn(string Title, string Summary, IReadOnlyList<ToldFact> Facts, IReadOnlyList<string> Body, string Url);

/// <summary>A picture that everybody can fetch once the page is public.</summary>
/// <param name="Url">Its whole address, a JPEG; its content never changes.</param>
/// <param name="Alt">What it shows, for who does not see it.</param>
public sealed record ToldPicture(string Url, Text Alt, int Width, int Height);

/// <summary>A notice or page as every channel gets it: one record of facts from which each derives its own text.</summary>
/// <param name="Page">The page, whichever edition; Edition: what it says now.</param>
/// <param name="Topics">Codes of the city's topics; Towns: none means the whole city.</param>
public sealed record Told(Guid Page, Guid Edition, Purpose Purpose, ToldIn Ja, ToldIn? Easy, ToldIn? En, IReadOnlyList<string> Topics,
    IReadOnlyList<string> Towns, string Owner, string? Correction)
{
    /// <summary>The picture of a notice, for channels that show one.</summary>
    public ToldPicture? Picture { get; init; }

    public ToldIn In(string language) => language switch { "easy" => Easy ?? Ja, "en" => En ?? Ja, _ => Ja };

    /// <summary>What every text begins with, so that nobody takes it for something else; empty for what is real.</summary>
    public string Stamp(string language = "ja") => (Purpose, language) switch
    {
        (Purpose.Test, "en") => "[TEST] ",
        (Purpose.Test, _) => "【テスト】",
        (Purpose.Drill, "en") => "[DRILL] ",
        (Purpose.Drill, _) => "【訓練】",
        (Purpose.Correction, "en") => "[CORRECTED] ",
        (Purpose.Correction, _) => "【訂正】",
        _ => "",
    };
}

/// <summary>The text of a channel as its receiver sees it.</summary>
/// <param name="Count">How long it is as this channel counts, and the most that it takes; null where it takes any length.</param>
/// <param name="Faults">What keeps it from being handed over, as sentences.</param>
public sealed record Composed(string Words, int Count, int? Most, IReadOnlyList<string> Faults);

/// <summary>What became of handing over: taken; not now (a wait, no failure); refused for good; or nobody knows, and it is asked before it
/// is tried again.</summary>
public enum Handing { Sent, Delayed, Failed, Unknown }

/// <param name="Reference">What the channel calls it.</param>
/// <param name="Reason">Why not, in words without personal data.</param>
/// <param name="Until">Delayed: not before.</param>
public sealed record Handed(Handing Is, string? Reference = null, string? Reason = null, DateTimeOffset? Until = null)
{
    public static Handed As(string reference) => new(Handing.Sent, reference);
}

/// <summary>発信先: a way by which the city speaks beside its own page (feeds, mail, LINE, X). It composes its text from the facts, says
/// its
/// limits, hands over once under a key, and can be asked what became of it.</summary>
public interface IChannel
{
    string Code { get; }

    /// <summary>How officers call it.</summary>
    string Label { get; }

    /// <summary>The text of it, derived; or the one written by hand, with the same counts and faults.</summary>
    Composed Compose(Told told, string? byHand = null);

    /// <summary>Hands the text over. The same key twice is one message. Throws nothing: a lost answer is <see
    /// cref="Handing.Unknown"/>.</summary>
    Task<Handed> HandOver(Guid key, Told told, string words, CancellationToken ct);

    /// <summary>How many people of these parts of the city it reaches now; null where that cannot be counted.</summary>
    /// <param name="towns">Codes; none means the whole city.</param>
    Task<int?> Reach(CityDb db, IReadOnlyList<string> towns, CancellationToken ct) => Task.FromResult<int?>(null);

    /// <summary>What became of that key; <see cref="Handing.Delayed"/> without a time where the channel never got it.</summary>
    Task<Handed> Ask(Guid key, CancellationToken ct);
}

/// <summary>One line of news for the city's front page.</summary>
public sealed record NewsLine(Text Title, string Url, DateOnly Day);

/// <summary>What the front page shows of the site: the newest notices, and the parts of the site.</summary>
public interface ISiteFront
{
    Task<IReadOnlyList<NewsLine>> Newest(CityDb db, int most, CancellationToken ct);
    IReadOnlyList<(Text Title, string Url)> Parts { get; }

    /// <summary>The light page that the front page is while there is an emergency; null in usual times, and for who asks for the usual
    /// one.</summary>
    Task<IResult?> Light(Look look);

    /// <summary>Where all notices stand.</summary>
    string News { get; }

    /// <summary>What of the site belongs to a life event: its parts, and the newest pages and notices in them or about it.</summary>
    Task<SiteOfEvent> Of(CityDb db, string lifeEvent, Language language, int most, CancellationToken ct);
}

/// <summary>What of the site belongs to a life event; addresses are in the language that was asked for.</summary>
public sealed record SiteOfEvent(IReadOnlyList<(Text Title, string Url)> Parts, IReadOnlyList<NewsLine> Pages,
    IReadOnlyList<NewsLine> Notices);

public enum SiteHitKind { Page, Notice, Question }

/// <summary>A page, notice or question of the site that somebody found.</summary>
/// <param name="Say">Its summary, or the answer.</param>
/// <param name="Url">Its address in the reader's language.</param>
/// <param name="Said">The language in which it is written.</param>
public sealed record SiteHit(SiteHitKind Kind, Guid Page, string Title, string Say, string Url, Language Said, DateOnly Day);

/// <summary>Finds what readers see of the site, for the city's one search.</summary>
public interface ISiteSearch
{
    /// <summary>The best first.</summary>
    /// <param name="ways">What was typed, and what means the same: one of them is enough.</param>
    Task<IReadOnlyList<SiteHit>> Find(Look look, Language language, IReadOnlyList<string> ways, int most);
}

/// <summary>Something that happens in the city, as a calendar shows it.</summary>
/// <param name="Last">The last day, where it goes on for several.</param>
public sealed record SiteHappening(DateOnly Day, TimeOnly? From, TimeOnly? Until, DateOnly? Last, Text Title, string Url);

/// <summary>催し: what happens in the city, told by the rooms that know of it. The site tells its notices.</summary>
public interface IHappenings
{
    /// <summary>What happens between two days, both included, also what began before.</summary>
    /// <param name="topic">A code of the city's topics; null for all.</param>
    Task<IReadOnlyList<SiteHappening>> Between(CityDb db, string? topic, DateOnly first, DateOnly last, CancellationToken ct);
}

/// <summary>A line of a list on a page.</summary>
/// <param name="Note">What is said behind it (until when, where); null for nothing.</param>
public sealed record SiteListLine(Text Title, string Url, Text? Note = null);

/// <summary>一覧: a list that a room keeps and pages of the site show, as it stands today.</summary>
public interface ISiteList
{
    /// <summary>The word in the data of a page.</summary>
    string Code { get; }

    /// <summary>How writers call it.</summary>
    string Label { get; }

    /// <summary>By what it can be narrowed: a code, and how writers call it.</summary>
    IReadOnlyList<(string Code, string Label)> Parts(DateOnly today);

    /// <param name="part">One of its parts; empty for all.</param>
    Task<IReadOnlyList<SiteListLine>> Lines(CityDb db, string part, DateOnly today, CancellationToken ct);
}

/// <summary>One emergency that holds now: its title, and where it is read in each language.</summary>
public sealed record EmergencyLine(Text Title, Text Url);

/// <summary>緊急情報 that hold now, for the top of every page; the newest first, none in usual times.</summary>
public interface IEmergency
{
    EmergencyNow Now { get; }
}

/// <summary>What holds, at most a second old.</summary>
/// <param name="Of">The count of changes of the site of which it is: whatever is kept with it is no newer than that.</param>
public sealed record EmergencyNow(long Of, IReadOnlyList<EmergencyLine> Lines);

public enum ShelterState { Closed, Open, Full }

/// <summary>避難所: a place where people are taken in.</summary>
/// <param name="Town">The code of the part of the city that it lies in.</param>
/// <param name="Capacity">How many people it takes; null where the city has not said.</param>
public sealed record Shelter(string Code, Text Name, string Town, string? Address, int? Capacity);

/// <param name="People">How many are there; null where nobody has counted.</param>
/// <param name="At">Since when it is so; null where nothing was ever said.</param>
public sealed record ShelterFace(Shelter Of, ShelterState State, int? People, DateTimeOffset? At)
{
    /// <summary>空き: for how many there is room; null where that is not known.</summary>
    public int? Free => State is ShelterState.Open && People is { } there && Of.Capacity is { } most ? Math.Max(0, most - there) : null;
}

/// <summary>The city's shelters and how each stands: one register for every room that speaks of them.</summary>
public interface IShelters
{
    IReadOnlyList<Shelter> Known { get; }

    /// <summary>All of them, in the order of the city's list.</summary>
    Task<IReadOnlyList<ShelterFace>> Now(CityDb db, CancellationToken ct);
}

/// <summary>控えのサイト: which public addresses of a room stand in the static copy of the site beside the site's own.</summary>
public interface ICopied
{
    /// <summary>Paths of pages that say their language by <c>?lang=</c>, such as <c>/life/moving</c>.</summary>
    Task<IReadOnlyList<string>> Addresses(CityDb db, DateOnly today, CancellationToken ct);
}
