using System.Text.RegularExpressions;
using Keyaki.Kits;

namespace Keyaki.Website;

/// <summary>Whether what was found only deserves a look, or must be mended before the page is proposed.</summary>
public enum Weight { Warn, Stop }

/// <summary>One button: what it says, and the content with just that place mended. Where there is nothing to mend (any more) the content
/// comes back as it was.</summary>
public sealed record Fix(string Label, Func<Content, Content> Mend);

/// <summary>What a rule found.</summary>
/// <param name="At">A path in the content (<c>ja.title</c>, <c>ja.2.text</c>, <c>facts.fee</c>, <c>facts.times.0</c>), or what the page has
/// beside it: <c>owner</c>, <c>reviewDay</c>, <c>publishes</c>, <c>expires</c>, <c>contact</c>.</param>
/// <param name="Message">What to do.</param>
public sealed record Finding(string Rule, Weight Weight, string At, string Message, string Why, Fix? Fix = null);

/// <summary>A rule for what is published (notes on publishing, section 5). It knows the content and what was looked up around it, and asks
/// neither clock nor database.</summary>
public abstract class CheckRule
{
    public abstract string Code { get; }

    /// <summary>What it is about, and which case of it stops where not all do.</summary>
    public abstract string Title { get; }

    /// <summary>For whom or for what it matters.</summary>
    public abstract string Why { get; }

    public abstract IEnumerable<Finding> Look(Checked page);

    protected Finding Stop(string at, string message, Fix? fix = null) => new(Code, Weight.Stop, at, message, Why, fix);
    protected Finding Warn(string at, string message, Fix? fix = null) => new(Code, Weight.Warn, at, message, Why, fix);
}

/// <summary>A page or notice with what must be known to judge it. Its texts and the days that they name are read once.</summary>
public sealed record Checked(Content Content, CheckSurroundings Around)
{
    readonly Dictionary<Passage, IReadOnlyList<DayNamed>> days = [];

    /// <summary>All texts, in the order in which they are read.</summary>
    public IReadOnlyList<Passage> Passages => field ??= [.. Passage.Of(Content)];

    internal IEnumerable<Passage> In(string language) => Passages.Where(s => s.Language == language);

    /// <summary>The blocks of all languages with the paths under which they stand.</summary>
    internal IReadOnlyList<(string At, string Language, int Index, Block Block)> Blocks => field ??= [..
        from wording in Content.Written from block in wording.Wording.Blocks.Index()
        select ($"{wording.Code}.{block.Index}", wording.Code, block.Index, block.Item)];

    internal IEnumerable<(string At, string Language, int Index, Block Block)> Of(string kind) => Blocks.Where(b => b.Block.Kind == kind);

    /// <summary>The links in its texts.</summary>
    internal IReadOnlyList<(Passage Passage, LinkRun Link)> Links => field ??= [..
        from passage in Passages where passage.Inlined && passage.Raw.Contains("](", StringComparison.Ordinal)
        from link in Inline.Links(passage.Raw) select (passage, link)];

    internal IReadOnlyList<DayNamed> Days(Passage passage) =>
        days.TryGetValue(passage, out var known) ? known : days[passage] = DayNamed.In(passage, Around.Base);
}

/// <summary>All rules, and what they find.</summary>
public static class Checker
{
    /// <summary>In milliseconds: a machine may stand still for a second, but a pattern that takes so long has run away.</summary>
    internal const int TimeLimit = 10_000;

    internal const RegexOptions AnyCase = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    public static IReadOnlyList<CheckRule> Rules { get; } =
    [
        new PictureUntold(), new PictureBadlyTold(), new PosterAlone(), new HeadingOrder(), new StrongParagraph(), new LinkWords(),
        new LinkTargets(), new LinkInside(), new FileLinks(), new TableShape(), new Spaces(), new Widths(), new PlatformSigns(),
        new SignsReadBadly(), new WrongWeekday(), new NoSuchDay(), new DayWriting(), new DayPassed(), new Clocks(), new Phones(),
        new Amounts(), new AgainstProcedure(), new RecordMissing(), new Titles(), new Summaries(), new FileAlone(), new FileFaults(),
        new SilentVideo(), new ColourAlone(), new TermsUnexplained(), new WordsToAvoid(), new ForeignWords(), new PersonalData(),
        new EasyLength(), new EasyNegation(), new EasyVague(), new EasyVerbs(), new EasyKatakana(), new EasyOnomatopoeia(),
        new EasyDisaster(), new EasyPolite(), new EasyReading(), new EasySheet(), new EasyApart(), new EasyMap(), new EasyFirst(),
    ];

    /// <summary>What is found, rule by rule.</summary>
    public static IReadOnlyList<Finding> Look(Checked page) => [.. Rules.SelectMany(rule => rule.Look(page))];

    /// <summary>Whether nothing stops it from being proposed.</summary>
    public static bool MayGo(this IEnumerable<Finding> findings) => findings.All(f => f.Weight is Weight.Warn);
}
