using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;

namespace Keyaki.Approvals;

/// <summary>決裁区分: which post decides and which review before it; a post with a star in front is the one of the drafting
/// department.</summary>
sealed record DecisionClass(string Code, string Title, string Decides, IReadOnlyList<string> Review, bool Bulk, bool Factor);

/// <summary>A kind of act.</summary>
/// <param name="SplitWithin">Within so many days proposals of one department count together: nobody stays below a sum by cutting
/// it.</param>
sealed record DelegatedAct(string Code, string Title, string Kind, bool HasAmount, bool NoProxy, int SplitWithin);

/// <summary>A line of the table: acts from a sum (以上) to below another (未満), of some departments or of all, decided in a class.</summary>
sealed record DelegationRow(DelegatedAct Act, DecisionClass Class)
{
    public Yen? AtLeast { get; init; }
    public Yen? Below { get; init; }
    public IReadOnlyList<string> Departments { get; init; } = [];

    /// <summary>For what is marked important, unusual, a precedent or disputed; without such a line the class is lifted by one.</summary>
    public bool Flagged { get; init; }
    public IReadOnlyList<string> Concur { get; init; } = [];
    public IReadOnlyList<string> Vet { get; init; } = [];
    public string? Article { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? Until { get; init; }

    public bool Counts(DateOnly day) => !(From > day) && !(Until < day);

    public bool Takes(string department) => Departments.Count == 0 || Departments.Contains(department);

    public bool Takes(Yen? amount) => amount is not { } sum || !(sum < AtLeast) && !(sum >= Below);

    /// <summary>What somebody agrees to who agrees to this line: a post that decides more than before decides something new.</summary>
    public Deciding Agreed
    {
        get
        {
            var limits = Act.HasAmount ? $":{AtLeast?.Amount}-{Below?.Amount}" : "";
            var where = Departments.Count == 0 ? "" : ":" + Convert.ToHexStringLower(
                System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join(' ', Departments))))[..12];
            return new($"{DelegationFile.Path}:{Act.Code}{limits}{where}{(Flagged ? ":flagged" : "")}", Title,
                [.. new[] { Class.Decides }.Concat(Concur).Concat(Vet).Distinct()]);
        }
    }

    string Title => Act.Title + (AtLeast, Below) switch
    {
        ({ } from, { } below) => $"（{from}以上{below}未満）",
        ({ } from, null) => $"（{from}以上）",
        (null, { } below) => $"（{below}未満）",
        _ => "",
    };
}

/// <summary>Who may decide in whose place while an absence is registered: the first, and the second where the first is away, too.</summary>
sealed record ProxyRow(string Post, string First, string? Second, DateOnly? From, DateOnly? Until)
{
    public bool Counts(DateOnly day) => !(From > day) && !(Until < day);

    public IReadOnlyList<string> InOrder => Second is null ? [First] : [First, Second];
}

/// <summary>How long things may lie: open days until the person is reminded, until the post above hears of it, and for a 後閲.</summary>
sealed record Patience(int RemindAfter, int EscalateAfter, int ViewWithin);

/// <summary>The 専決規程 of a city, with all its dated lines.</summary>
sealed class Delegation(CityProfile city) : IDelegation, INameDeciders
{
    /// <summary>From the lowest to the highest.</summary>
    public IReadOnlyList<DecisionClass> Classes { get; init; } = [];
    public IReadOnlyList<DelegatedAct> Kinds { get; init; } = [];
    public IReadOnlyList<DelegationRow> Rows { get; init; } = [];
    public IReadOnlyList<ProxyRow> Proxies { get; init; } = [];
    public Patience Patience { get; init; } = new(2, 5, 5);

    /// <summary>The post of a department that is asked where a drafter asks the department for 合議.</summary>
    public string ConcurBy { get; init; } = "";

    IEnumerable<Deciding> INameDeciders.Deciders => Rows.Select(r => r.Agreed).Concat(Classes.Select(Chain))
        .Concat(Proxies.Select(p => new Deciding($"{DelegationFile.Path}:proxy:{p.Post}", "代決", p.InOrder)))
        .GroupBy(d => d.Source).Select(g => g.First() with { Posts = [.. g.SelectMany(d => d.Posts).Distinct()] });

    static Deciding Chain(DecisionClass of) =>
        new($"{DelegationFile.Path}:class:{of.Code}", of.Title, [of.Decides, .. of.Review]);

    public IReadOnlyList<ActFace> Acts(DateOnly day) =>
        [.. Kinds.Where(k => Rows.Any(r => r.Act == k && r.Counts(day))).Select(k => new ActFace(k.Code, k.Title, k.HasAmount))];

    public IReadOnlyList<string> Deciders(string act, string department) =>
        [.. Rows.Where(r => r.Act.Code == act && r.Takes(department)).SelectMany(r => Ladder(r.Class, department, DateOnly.MaxValue)
            .Concat(Posts(r.Concur.Concat(r.Vet), department, DateOnly.MaxValue))).Distinct()];

    public RouteFace Route(Matter matter, DateOnly day)
    {
        var act = Kinds.FirstOrDefault(k => k.Code == matter.Act) ?? throw new Rule("", $"「{matter.Act}」という種類の決裁は、専決規程の表にありません。");
        if (act.HasAmount && matter.Amount is null) throw new Rule("", $"「{act.Title}」は金額で決裁区分が決まります。金額を入れてください。");
        var lines = Rows.Where(r => r.Act == act && r.Counts(day) && r.Takes(matter.Department) && r.Takes(matter.Amount))
            .OrderByDescending(r => r.Departments.Count > 0).ToList();
        var own = matter.Flagged ? lines.Find(r => r.Flagged) : null;
        var row = own ?? lines.Find(r => !r.Flagged)
            ?? throw new Rule("", $"「{act.Title}」{(matter.Amount is { } sum ? $"（{sum}）" : "")}の行が、専決規程の表にありません。");
        var chosen = matter.Flagged && own is null ? Above(row.Class) : row.Class;
        var (department, asked) = (matter.Department, Posts(row.Concur, matter.Department, day));
        var ladder = Ladder(chosen, department, day);
        if (ladder is not [.. var review, var decider] || Resolve(chosen.Decides, department, day) != decider)
            throw new Rule("", $"「{chosen.Title}」で決裁する職が、{city.Department(department, day)?.Name ?? department}にありません。");
        var superior = Classes.SkipWhile(c => c != chosen).FirstOrDefault(c => AboveAll(c.Decides, day));
        return new(chosen.Title, row.Article,
            [.. Steps(StepKind.Review, review), .. Steps(StepKind.Concur, asked.Except(ladder)),
                .. Steps(StepKind.Vet, Posts(row.Vet, department, day).Except(ladder)), new(StepKind.Decide, decider)])
        {
            Kind = act.Kind, NoProxy = act.NoProxy, Bulk = chosen.Bulk, Factor = chosen.Factor,
            Agreed = [row.Agreed, Chain(chosen)],
            Superior = superior is null || superior == chosen ? [] : Beyond([.. Ladder(superior, department, day).Except(ladder)]),
        };
    }

    static RouteStep[] Beyond(string[] more) =>
        [.. Steps(StepKind.Review, more.SkipLast(1)), .. Steps(StepKind.Decide, more.TakeLast(1))];

    /// <summary>The post that answers for a department when it is asked for 合議; null where it has none.</summary>
    public string? Concurring(string department, DateOnly day) => Resolve(ConcurBy, department, day);

    /// <summary>The posts that act in the place of this one, in order.</summary>
    /// <param name="department">The one that drafted: whose post acts for one above all departments.</param>
    public IReadOnlyList<string> ProxiesOf(Post post, string department, DateOnly day) =>
        Proxies.Where(p => p.Counts(day) && Fits(p.Post, post)).OrderBy(p => p.Post.StartsWith('*')).FirstOrDefault() is { } row
            ? Posts(row.InOrder, post.Department ?? department, day) : [];

    DecisionClass Above(DecisionClass of) => Classes.SkipWhile(c => c != of).Skip(1).FirstOrDefault() ?? of;

    bool AboveAll(string post, DateOnly day) => !post.StartsWith('*') && city.Post(post, day) is { Department: null };

    static IEnumerable<RouteStep> Steps(StepKind kind, IEnumerable<string> posts) => posts.Select(p => new RouteStep(kind, p));

    /// <summary>Who reviews and at the end decides; a department that has no such post is reviewed by one fewer.</summary>
    string[] Ladder(DecisionClass of, string department, DateOnly day) => Posts([.. of.Review, of.Decides], department, day);

    string[] Posts(IEnumerable<string> written, string department, DateOnly day) =>
        [.. written.Select(p => Resolve(p, department, day)).OfType<string>().Distinct()];

    string? Resolve(string written, string department, DateOnly day) => !written.StartsWith('*') ? written
        : Seats(day).Where(p => p.Department == department && Fits(written, p)).OrderBy(p => p.Rank)
            .ThenBy(p => p.Code, StringComparer.Ordinal).FirstOrDefault()?.Code;

    IEnumerable<Post> Seats(DateOnly day) => day == DateOnly.MaxValue ? city.Posts.Concat(city.PostsKnown(day))
        : city.PostsKnown(day).Where(p => p.CountsOn(day));

    internal static bool Fits(string written, Post post) => written == post.Code
        || written.StartsWith('*') && post.Department is not null && post.Code.EndsWith(written[1..], StringComparison.Ordinal);
}
