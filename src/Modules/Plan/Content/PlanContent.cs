using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Keyaki.Kernel;

namespace Keyaki.Plan;

/// <summary>One version of the plan as a whole: what its pages, its paper and its open data are made of.</summary>
public sealed record PlanContent(Book Book, IReadOnlyList<Initiative> Initiatives, IReadOnlyList<Target> Targets,
    IReadOnlyList<RenewalSystem> Systems,
    IReadOnlyList<FormerResult> Former, IReadOnlyList<Term> Terms, IReadOnlyList<Slip> Slips)
{
    /// <summary>Strict: a word that is not known or a value that is missing is an error with its place, never silently dropped.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.Strict,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public Initiative? Initiative(string code) => Initiatives.FirstOrDefault(i => i.Code == code);
    public Target? Target(string code) => Targets.FirstOrDefault(t => t.Code == code);

    /// <summary>What the class of an initiative is called in this version's book; an initiative keeps the name of the day on which it
    /// was written.</summary>
    public string ClassOf(Initiative initiative) =>
        Book.Classes.FirstOrDefault(c => c.Code == initiative.Class)?.Title ?? initiative.ClassName;
    public Slip? Slip(string code) => Slips.FirstOrDefault(s => s.Code == code);

    /// <summary>Reads the plan files of a city's folder; null (with faults) when something does not fit, or when the city has no
    /// plan.</summary>
    internal static PlanContent? Read(IReadOnlyDictionary<string, string> files, List<Fault> faults)
    {
        if (files.Count == 0) return null;
        T? One<T>(string name) where T : class
        {
            var file = $"plan/{name}.json";
            if (!files.TryGetValue(file, out var json)) { faults.Add(new(file, "", "ファイルがありません。")); return null; }
            try { return JsonSerializer.Deserialize<T>(json, Json); }
            catch (JsonException e) { faults.Add(new(file, e.Path ?? "", Said(e))); return null; }
        }
        var (book, initiatives, targets, systems) = (One<Book>("plan"), One<List<Initiative>>("initiatives"), One<List<Target>>("targets"),
            One<List<RenewalSystem>>("systems"));
        var (former, terms, slips) = (One<List<FormerResult>>("former"), One<List<Term>>("glossary"), One<List<Slip>>("slips"));
        if (book is null || initiatives is null || targets is null || systems is null || former is null || terms is null || slips is null)
            return null;
        var content = new PlanContent(book, initiatives, targets, systems, former, terms, slips);
        faults.AddRange(PlanRules.Faults(content));
        return faults.Count == 0 ? content : null;
    }

    // What .NET says of a file is English and names types; a person who writes the file needs the place and a hint.
    static string Said(JsonException e) => e.Message.Contains("could not be mapped", StringComparison.Ordinal)
        ? "知らない項目です。つづりを確かめてください。"
        : e.Message.Contains("missing required", StringComparison.Ordinal) ? "書かれていない項目があります。" : e.InnerException is null
            && !e.Message.Contains(" is ", StringComparison.Ordinal) ? e.Message
                : "形が合いません。数、文字、並びのどれかを確かめてください。";
}

/// <summary>What must hold in every version of a plan, whoever wrote it.</summary>
static class PlanRules
{
    public static IEnumerable<Fault> Faults(PlanContent plan)
    {
        var (known, goals, slips) = (plan.Initiatives.Select(i => i.Code).ToHashSet(), plan.Book.Goals.Select(g => g.Code)
            .ToHashSet(), plan.Slips.Select(s => s.Code).ToHashSet());
        foreach (var i in plan.Initiatives)
            foreach (var breach in Broken(i, plan.Book, known, goals)) yield return new("plan/initiatives.json", i.Code, breach.Sentence);
        foreach (var t in plan.Targets)
            foreach (var breach in Broken(t, known, goals)) yield return new("plan/targets.json", t.Code, breach.Sentence);
        foreach (var s in plan.Systems)
            foreach (var breach in Broken(s)) yield return new("plan/systems.json", $"{s.Number}", breach.Sentence);
        foreach (var breach in Broken(plan.Book)) yield return new("plan/plan.json", "", breach.Sentence);
        foreach (var (file, code, named) in Named(plan))
            foreach (var slip in named.Where(s => !slips.Contains(s))) yield return new(file, code,
                $"「{slip}」という食い違いは slips.json にありません。");
        foreach (var twice in plan.Initiatives.GroupBy(i => i.Code).Where(g => g.Count() > 1))
            yield return new("plan/initiatives.json", twice.Key, "同じ番号の事業が2つあります。");
        foreach (var twice in plan.Targets.GroupBy(t => t.Code).Where(g => g.Count() > 1))
            yield return new("plan/targets.json", twice.Key, "同じ記号の目標が2つあります。");
    }

    /// <summary>What is wrong with one initiative, in sentences that say what to do.</summary>
    public static IEnumerable<Breach> Broken(Initiative i, Book book, IReadOnlySet<string> known, IReadOnlySet<string> goals)
    {
        if (i.Title.Length == 0) yield return new("title", "事業の名前を書いてください。");
        // A source that names nobody is a hole that is shown as such, never a silent one.
        if (i.Departments.Count == 0 && i.Slips.Count == 0) yield return new("departments", "関連部署を1つ以上書いてください。");
        if (book.Classes.All(c => c.Code != i.Class)) yield return new("class", $"「{i.Class}」という分類は計画にありません。");
        foreach (var goal in i.Goals.Where(g => !goals.Contains(g))) yield return new("goals",
            $"「{goal}」という目標の柱は計画にありません。");
        foreach (var need in i.Needs.Where(n => !known.Contains(n) || n == i.Code))
            yield return new("needs", $"先に済ませる事業「{need}」が計画にありません。");
        foreach (var bar in i.Bars)
        {
            if (bar.From is { } from && bar.To is { } to && from.CompareTo(to) > 0)
                yield return new("bars", $"「{bar.Label}」の線は、始まりが終わりより後です。");
            if (new[] { bar.From, bar.To }.Any(h => h is { } half && (half.Year < book.From || half.Year > book.To)))
                yield return new("bars",
                    $"「{bar.Label}」の線は、計画の期間（{new FiscalYear(book.From)}から{new FiscalYear(book.To)}）の中に置いてください。");
            if (bar is { Lost: false, From: null, To: null, Since: null })
                yield return new("bars",
                    $"「{bar.Label}」の線に時期がありません。始まりか終わり（以前から続くものは、いつからか）を書いてください。");
        }
        foreach (var m in i.Milestones.Where(m => !Moment.IsOne(m.At)))
            yield return new("milestones",
                $"「{m.Label}」の時期「{m.At}」は、令和7年12月22日 か 令和7年12月 の形で書いてください（1900年から2200年まで）。");
        foreach (var same in i.Milestones.Where(m => Moment.IsOne(m.At)).GroupBy(m => m.Label))
            foreach (var (first, second) in same.SelectMany((a, at) => same.Skip(at + 1).Select(b => (a, b))))
                if (Moment.Overlap(first.At, second.At))
                    yield return new("milestones",
                    $"節目「{same.Key}」が{(first.At == second.At ? "同じ時期に2つあります" : $"重なっています（{Moment.Words(first.At)}と{Moment.Words(second.At)}）")}。1つにまとめるか、時期か名前を変えてください。");
    }

    /// <summary>What is wrong with one system.</summary>
    public static IEnumerable<Breach> Broken(RenewalSystem s)
    {
        if (s.Name.Length == 0) yield return new("name", "システムの名前を書いてください。");
        if (s.ContractEnd is not null && string.IsNullOrEmpty(s.ContractSource))
            yield return new("contractSource", "契約の終わりの日がどこに書かれているか（契約書、台帳など）を書いてください。");
        foreach (var p in s.Phases)
        {
            if (p.Kind is not ("study" or "introduce" or "operate"))
                yield return new("phases", $"「{p.Kind}」は、検討（study）、導入（introduce）、運用（operate）のどれかにしてください。");
            foreach (var at in new[] { p.From, p.To }.OfType<string>().Where(at => at.Length < 7 || !Moment.IsOne(at)))
                yield return new("phases",
                    $"「{p.Words}」の時期「{at}」は、令和7年12月22日 か 令和7年12月 の形で書いてください（1900年から2200年まで）。");
            if (p is { From: { } from, To: { } to } && Moment.IsOne(from) && Moment.IsOne(to) && Moment.First(from) > Moment.First(to))
                yield return new("phases", $"「{p.Words}」は、始まりが終わりより後です。");
        }
    }

    /// <summary>What is wrong with the book around them.</summary>
    public static IEnumerable<Breach> Broken(Book b)
    {
        if (b.From > b.To) yield return new("to", "計画の終わりの年度は、始まりの年度と同じか、それより後にしてください。");
        else if (b.To - b.From > 20) yield return new("to", "計画の期間は20年までにしてください。");
    }

    /// <summary>What is wrong with one target.</summary>
    public static IEnumerable<Breach> Broken(Target t, IReadOnlySet<string> known, IReadOnlySet<string> goals)
    {
        if (t.Title.Length == 0) yield return new("title", "目標の名前を書いてください。");
        if (t.Unit.Length == 0) yield return new("unit", "単位（件、%、枚など）を書いてください。単位のない数は読めません。");
        if (t.Better is not (null or "up" or "down")) yield return new("better",
            "増えるほうがよいか（up）、減るほうがよいか（down）を書いてください。");
        if (t.Goal is { } goal && !goals.Contains(goal)) yield return new("goal", $"「{goal}」という目標の柱は計画にありません。");
        if (t.Initiative is { } initiative && !known.Contains(initiative)) yield return new("initiative",
            $"「{initiative}」という事業は計画にありません。");
        foreach (var p in t.Points)
        {
            if (p.Kind is not ("actual" or "target" or "reference"))
                yield return new("points", $"「{p.Text}」の種類は actual、target、reference のどれかにしてください。");
            if (p.Period is { } period && !Moment.IsOne(period))
                yield return new("points",
                    $"「{p.Text}」の時期「{period}」は、令和8年度 か 令和8年4月 の形で書いてください（1900年から2200年まで）。");
        }
    }

    static IEnumerable<(string File, string Code, IEnumerable<string> Slips)> Named(PlanContent plan)
    {
        foreach (var g in plan.Book.Goals) yield return ("plan/plan.json", g.Code, g.Slips.Concat(g.RelatedSlips));
        foreach (var i in plan.Initiatives)
            yield return ("plan/initiatives.json", i.Code, i.Slips.Concat(i.Bars.SelectMany(b => b.Slips))
            .Concat(i.Milestones.SelectMany(m => m.Slips)));
        foreach (var t in plan.Targets)
            yield return ("plan/targets.json", t.Code, t.Slips.Concat(t.Points.Select(p => p.Slip).OfType<string>()));
        foreach (var s in plan.Systems) yield return ("plan/systems.json", $"{s.Number}", s.Slips);
    }
}

/// <summary>A rule of the plan that a thing breaks: the question that it is about, and the sentence that says what to do.</summary>
sealed record Breach(string Field, string Sentence);
