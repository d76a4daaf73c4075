using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;

namespace Keyaki.Approvals;

/// <summary>Reads `approvals/delegation.json`; a kind of act without a line for every sum and department is a fault at start.</summary>
sealed class DelegationFile(Section root, CityProfile city)
{
    public const string Path = "approvals/delegation.json";
    static readonly string[] Kinds = ["documents", "applications", "expenditure", "slips"];

    public static CityFiles<IDelegation> Files { get; } = new("approvals", "delegation.json", "approvals/*.json", Read);

    /// <summary>The same as the room itself sees it.</summary>
    public static Delegation Of(CityProfile city) => (Delegation)city.Files<IDelegation>();

    static IDelegation Read(CityReading reading) =>
        reading.File.Open("classes", "acts", "rows", "proxies", "patience", "concurBy") is { } root
            ? new DelegationFile(root, reading.City).Whole() : new Delegation(reading.City);

    Delegation Whole()
    {
        var classes = root.List("classes").Select(ReadClass).ToList();
        var acts = root.List("acts").Select(ReadAct).ToList();
        Once("classes", classes.Select(c => c.Code));
        Once("acts", acts.Select(a => a.Code));
        if (classes.Count == 0) root.Fault("classes", "一つも書かれていません。");
        var rows = root.List("rows").Select(s => ReadRow(s, classes, acts)).OfType<DelegationRow>().ToList();
        foreach (var (act, index) in acts.Select((a, i) => (a, i))) Covered(act, index, [.. rows.Where(r => r.Act == act)]);
        var patience = root.Maybe("patience");
        patience?.Only("remindAfter", "escalateAfter", "viewWithin");
        return new(city)
        {
            Classes = classes, Kinds = acts, Rows = rows,
            Proxies = [.. root.List("proxies").Select(ReadProxy)],
            ConcurBy = Seat(root, "concurBy", root.Word("concurBy")),
            Patience = patience is { } p ? new(p.NeededWhole("remindAfter"), p.NeededWhole("escalateAfter"), p.NeededWhole("viewWithin"))
                : new(2, 5, 5),
        };
    }

    DecisionClass ReadClass(Section s)
    {
        s.Only("code", "title", "decides", "review", "bulk", "factor");
        return new(s.Code("code"), s.Word("title"), Seat(s, "decides", s.Word("decides")), Seats(s, "review"), s.Flag("bulk", false),
            s.Flag("factor", false));
    }

    static DelegatedAct ReadAct(Section s)
    {
        s.Only("code", "title", "kind", "amount", "noProxy", "splitWithin");
        return new(s.Code("code"), s.Word("title"), s.OneOf("kind", Kinds), s.Flag("amount", false), s.Flag("noProxy", false),
            s.Whole("splitWithin") ?? 0);
    }

    DelegationRow? ReadRow(Section s, List<DecisionClass> classes, List<DelegatedAct> acts)
    {
        s.Only("act", "class", "atLeast", "below", "departments", "flagged", "concur", "vet", "article", "from", "until");
        var (act, of) = (acts.Find(a => a.Code == s.Word("act")), classes.Find(c => c.Code == s.Word("class")));
        if (act is null) s.Fault("act", $"「{s.Word("act")}」という種類は acts にありません。");
        if (of is null) s.Fault("class", $"「{s.Word("class")}」という区分は classes にありません。");
        if (act is { HasAmount: false } && (s.Has("atLeast") || s.Has("below"))) s.Fault("act", $"「{act.Title}」は金額で分けません。");
        return act is null || of is null ? null : new(act, of)
        {
            AtLeast = Sum(s, "atLeast"), Below = Sum(s, "below"), Departments = s.Departments(city.Departments),
            Flagged = s.Flag("flagged", false), Concur = Seats(s, "concur"), Vet = Seats(s, "vet"), Article = s.MaybeWord("article"),
            From = s.Date("from"), Until = s.Until(),
        };
    }

    ProxyRow ReadProxy(Section s)
    {
        s.Only("post", "first", "second", "from", "until");
        return new(Seat(s, "post", s.Word("post")), Seat(s, "first", s.Word("first")),
            s.MaybeWord("second") is { } second ? Seat(s, "second", second) : null, s.Date("from"), s.Until());
    }

    static Yen? Sum(Section s, string name) => s.Has(name) ? new(s.NeededWhole(name)) : null;

    IReadOnlyList<string> Seats(Section s, string name) => [.. s.Words(name).Select((w, i) => Seat(s, $"{name}[{i}]", w))];

    string Seat(Section s, string name, string post)
    {
        if (post.Length > 0 && city.Posts.Count > 0 && !city.Posts.Any(p => Delegation.Fits(post, p)))
            s.Fault(name, $"「{post}」という職は、この市の設定にありません。");
        // Whoever is asked and cannot answer would keep a case waiting for ever.
        else if (city.Posts.FirstOrDefault(p => Delegation.Fits(post, p) && !MayDecide(p)) is { } mute)
            s.Fault(name, $"「{mute.Title}」（{mute.Code}）には決裁する権限（{ApprovalsModule.Decide.Code}）がありません。powers.jsonで与えてください。");
        return post;
    }

    bool MayDecide(Post post) => city.Powers.Any(power => power.Posts.Any(p => Power.Fits(p, post.Code))
        && power.Permissions.Any(p => Power.Fits(p, ApprovalsModule.Decide.Code)));

    void Once(string list, IEnumerable<string> codes)
    {
        foreach (var twice in codes.Where(c => c.Length > 0).GroupBy(c => c).Where(g => g.Count() > 1))
            root.Fault(list, $"「{twice.Key}」が二つあります。");
    }

    /// <summary>On every day on which a line begins, every sum of every department has a line. That the department has such a
    /// post is asked when something is put to decision: posts are also made on a page.</summary>
    void Covered(DelegatedAct act, int index, List<DelegationRow> rows)
    {
        if (rows.Count == 0)
        {
            root.Fault($"acts[{index}]", $"「{act.Title}」の行が rows にありません。");
            return;
        }
        foreach (var day in rows.Select(r => r.From ?? DateOnly.MinValue).Distinct().Order())
            foreach (var department in city.DepartmentsKnown(day).Select(d => d.Code))
            {
                var lines = rows.Where(r => r.Counts(day) && !r.Flagged && r.Takes(department)).ToList();
                if (Gap(act, lines) is not { } gap) continue;
                root.Fault($"acts[{index}]", $"「{act.Title}」（{department}）の{gap}行が rows にありません。");
                return;
            }
    }

    static string? Gap(DelegatedAct act, List<DelegationRow> lines)
    {
        if (!act.HasAmount) return lines.Count > 0 ? null : "";
        var next = Yen.Zero;
        while (lines.Where(r => !(r.AtLeast > next) && !(next >= r.Below)).ToList() is var here)
        {
            if (here.Count == 0) return $"{next}からの";
            if (here.Exists(r => r.Below is null)) return null;
            next = here.Max(r => r.Below ?? Yen.Zero);
        }
        return null;
    }
}
