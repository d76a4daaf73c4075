using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kits;

/// <summary>Where a block is shown: the language, what is looked up for it (<see cref="BlockKind.Load"/>), and how deep its headings
/// begin.</summary>
public sealed class BlockPlace(Language language, CityProfile city, DateOnly today)
{
    readonly Dictionary<(Type, string), object> found = [];

    public Language Language => language;
    public CityProfile City => city;
    public DateOnly Today => today;

    /// <summary>The page has an h1 of its own, and a heading of the second level is an h2.</summary>
    public int Deeper { get; init; }

    /// <summary>The department whose page it is.</summary>
    public string? Owner { get; init; }

    /// <summary>Shown for somebody who writes: what is missing is said instead of left out.</summary>
    public bool Draft { get; init; }

    /// <summary>The address before pictures and files; who writes sees them at another one, before readers may.</summary>
    public string Media { get; init; } = "/media";

    public void Keep<T>(string key, T thing) where T : notnull => found[(typeof(T), key)] = thing;
    public T? Kept<T>(string key) where T : class => found.GetValueOrDefault((typeof(T), key)) as T;
}

/// <summary>A kind of blocks (見出し, 表, 手続 ...): what is asked for one, and how it is shown, read aloud and compared. One class each,
/// without state.</summary>
public abstract class BlockKind
{
    /// <summary>The word in the data.</summary>
    public abstract string Code { get; }

    /// <summary>How writers call it.</summary>
    public abstract string Label { get; }

    /// <summary>When one takes it, in a line.</summary>
    public abstract string Use { get; }

    /// <summary>What is asked for one. All of it may be empty in a draft.</summary>
    public abstract IReadOnlyList<Question> Questions(BlockPlace place);

    /// <summary>A new one of what was picked for it.</summary>
    public virtual Block Begin(string pick) => new(Code);

    /// <summary>What its form begins with.</summary>
    public virtual IReadOnlyDictionary<string, string> Answers(Block block, BlockPlace place) =>
        Questions(place).ToDictionary(q => q.Name, q => block[q.Name], StringComparer.Ordinal);

    /// <summary>What was typed, as a block.</summary>
    public virtual Block Taken(Form form) => new(Code, form.Questions.ToDictionary(q => q.Name,
        q => form[q.Name].ReplaceLineEndings("\n"), StringComparer.Ordinal));

    /// <summary>Fields with inline marks (<see cref="Inline"/>): there are links and readings in them.</summary>
    public virtual IReadOnlyList<string> Inlined => [];

    /// <summary>What it shows is another room's, or moves on with the day: the page is not the same tomorrow, though nobody wrote on
    /// it.</summary>
    public virtual bool Moves => false;

    /// <summary>Looks up what blocks of this kind show, for all of a page at once.</summary>
    public virtual Task Load(IReadOnlyList<Block> mine, BlockPlace place, CityDb db, CancellationToken ct) => Task.CompletedTask;

    public abstract void Write(Block block, HtmlWriter html, BlockPlace place);

    /// <summary>What it says in lines of text: for search, for differences, for who listens.</summary>
    public abstract IEnumerable<string> Say(Block block, BlockPlace place);

    protected static Question Line(string name, string label, string? hint = null, int most = 200) =>
        new(name, new TextKind(), label) { Hint = hint, Required = false, MaxLength = most };

    protected static Question Lines(string name, string label, string? hint = null, int rows = 5, int most = 10_000) =>
        new(name, new LongTextKind(rows), label) { Hint = hint, Required = false, MaxLength = most };

    protected static Question Choice(string name, string label, params IReadOnlyList<Option> options) =>
        new(name, new ChoiceKind(), label) { Options = options, Required = false };
}

/// <summary>The kinds that this program knows, in the order in which they are offered.</summary>
public sealed class BlockKinds(IEnumerable<BlockKind> kinds)
{
    public IReadOnlyList<BlockKind> All { get; } = [.. kinds];

    /// <summary>The kind with that code; null where a page of another version of the program has one that is not known here.</summary>
    public BlockKind? Find(string code) => All.FirstOrDefault(k => k.Code == code);

    /// <summary>Looks up what the blocks show.</summary>
    public async Task Load(IReadOnlyList<Block> blocks, BlockPlace place, CityDb db, CancellationToken ct)
    {
        foreach (var kind in blocks.GroupBy(b => b.Kind))
            if (Find(kind.Key) is { } known) await known.Load([.. kind], place, db, ct);
    }

    /// <summary>All of them as HTML, one after the other.</summary>
    public void Write(IEnumerable<Block> blocks, HtmlWriter html, BlockPlace place)
    {
        foreach (var block in blocks) Find(block.Kind)?.Write(block, html, place);
    }

    /// <summary>What they say, a line each.</summary>
    public IEnumerable<string> Say(IEnumerable<Block> blocks, BlockPlace place) =>
        blocks.SelectMany(b => Find(b.Kind)?.Say(b, place) ?? []);
}

public static class BlockServices
{
    /// <summary>The kinds of blocks that need no room.</summary>
    public static IServiceCollection AddPlainBlocks(this IServiceCollection services) => services
        .AddSingleton<BlockKinds>().AddBlock<HeadingBlock>().AddBlock<TextBlock>().AddBlock<ListBlock>().AddBlock<StepsBlock>()
        .AddBlock<TableBlock>().AddBlock<CalloutBlock>().AddBlock<DisclosureBlock>().AddBlock<FaqBlock>();

    public static IServiceCollection AddBlock<T>(this IServiceCollection services) where T : BlockKind =>
        services.AddSingleton<BlockKind, T>();
}
