using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>The guides of a city, in the order of its events of life.</summary>
public sealed record Guides(IReadOnlyList<Guide> All)
{
    internal static readonly CityFiles Files = new CityFiles<Guides>("guides", "*.json", "guide.json", r =>
    {
        var events = r.City.Files<LifeEvents>().All.Select(e => e.Code).ToList();
        return new([.. r.Files.Select(f => Read(f, r.City, events)).OfType<Guide>().OrderBy(g => events.IndexOf(g.LifeEvent))]);
    });

    static Guide? Read(CityFile file, CityProfile city, IReadOnlyList<string> events)
    {
        if (file.Open("code", "lifeEvent", "title", "lead", "day", "questions", "entries") is not { } root) return null;
        var code = root.Code("code");
        if (root.Date("validFrom") is { } from) file.IsNamed(code, from);
        var life = root.Word("lifeEvent");
        if (life.Length > 0 && !events.Contains(life)) root.Fault("lifeEvent", $"「{life}」というライフイベントは、この市の設定にありません。");
        var answers = root.List("questions").Select(q => q.MaybeWord("name")).OfType<string>().Distinct()
            .ToDictionary(name => name, _ => new AnswerType(ValueKind.Flag));
        var (seen, read) = (new HashSet<string>(), new HashSet<string>());
        var questions = root.List("questions").Select(each =>
        {
            each.Only("name", "label", "hint", "when");
            var when = When(each);
            foreach (var name in when?.Reads ?? [])
                if (!seen.Contains(name)) each.Fault("when", $"「{name}」は、この質問より後で聞きます。");
            if (!seen.Add(each.Word("name"))) each.Fault("name", "この名前の質問が、もうあります。");
            return new GuideQuestion(each.Word("name"), each.Text("label"), each.MaybeText("hint"), when);
        }).ToList();
        if (questions.Count == 0) root.Fault("questions", "質問が一つもありません。");
        var codes = new HashSet<string>();
        var entries = root.List("entries").Select(each =>
        {
            each.Only("code", "title", "reason", "deadline", "belongings", "basis", "when", "procedure", "department", "elsewhere",
                "unconfirmed", "fill");
            if (!codes.Add(each.Code("code"))) each.Fault("code", "このコードは、もうあります。");
            var procedure = each.MaybeWord("procedure");
            if (procedure is not null && city.Files<Definitions>().All.All(v => v.Code != procedure))
                each.Fault("procedure", $"「{procedure}」という手続は、この市にありません。");
            if (!each.Has("department") && !each.Has("elsewhere")) each.Fault("department", "どこでするか（課か、市の外の場所）を書いてください。");
            return new GuideEntry(each.Code("code"), each.Text("title"), each.Text("reason"), each.Text("deadline"),
                each.Texts("belongings"), each.Word("basis"), When(each), procedure,
                each.Has("department") ? each.Department(city.Departments) : null,
                each.Maybe("elsewhere") is { } place ? Elsewhere.Read(place) : null, each.Flag("unconfirmed", false))
            { Fill = Filled(each, root, city.Files<Definitions>().All.Where(v => v.Code == procedure).Select(v => v.Definition)) };
        }).ToList();
        if (entries.Count == 0) root.Fault("entries", "一つも書かれていません。");
        foreach (var unread in seen.Except(read).Where(name => name.Length > 0))
            root.Fault("questions", $"「{unread}」の答えは、どこにも使われていません。");
        var guide = new Guide(code, life, root.Text("title"), root.Text("lead"), questions, entries, file.Examples.FirstOrDefault()?.Text)
        { Day = root.MaybeText("day") };
        if (file.Faults.All.Count == 0) Reached(guide, root);
        return guide;

        Expression? When(Section section)
        {
            if (!section.Has("when")) return null;
            var when = Expression.ParseCondition(section.Json.GetProperty("when"), section.At("when"),
                new(answers, new Dictionary<string, ValueKind>()), file.Faults);
            read.UnionWith(when?.Reads ?? []);
            return when;
        }
    }

    /// <summary>What it answers of the procedure's questions; each version of the procedure must ask so.</summary>
    static IReadOnlyList<(string, string)> Filled(Section each, Section root, IEnumerable<Definition> definitions)
    {
        if (each.Maybe("fill") is not { } section) return [];
        var fill = section.Json.EnumerateObject().Select(p => (p.Name, Said: section.Word(p.Name))).ToList();
        foreach (var (name, said) in fill)
            foreach (var question in definitions.Select(d => d.Find(name)))
                if (question is null) section.Fault(name, "この名前の質問は、手続にありません。");
                else if (!(question.Kind switch
                {
                    "date" or "birth" => said == GuideEntry.Day && root.Has("day"),
                    "yesno" => said is "yes" or "no",
                    "choice" => question.Options.Any(o => o.Code == said),
                    "many" => said.Split(' ').All(s => question.Options.Any(o => o.Code == s)),
                    _ => false,
                })) section.Fault(name, $"「{said}」は、この質問の答えになりません。");
        return fill;
    }

    /// <summary>Answers the questions in every way that somebody can; a question or an entry to which none leads is a fault.</summary>
    static void Reached(Guide guide, Section root)
    {
        var (questions, entries, tried) = (new HashSet<int>(), new HashSet<string>(), new Tried());
        void Try(int at)
        {
            if (at == guide.Questions.Count)
            {
                entries.UnionWith(guide.Entries.Where(e => e.When?.Holds(tried) ?? true).Select(e => e.Code));
                return;
            }
            var question = guide.Questions[at];
            if (!(question.When?.Holds(tried) ?? true)) { Try(at + 1); return; }
            questions.Add(at);
            foreach (var said in new[] { true, false })
            {
                tried.Said[question.Name] = said;
                Try(at + 1);
            }
            tried.Said.Remove(question.Name);
        }
        if (guide.Questions.Count > Most) root.Fault("questions", $"質問は{Most}個までです。");
        else Try(0);
        for (var at = 0; at < guide.Questions.Count; at++)
            if (!questions.Contains(at)) root.Fault($"questions[{at}].when", "この質問は、どう答えても出ません。");
        foreach (var (at, entry) in guide.Entries.Index())
            if (!entries.Contains(entry.Code)) root.Fault($"entries[{at}].when", "この手続は、どう答えても出ません。");
    }

    /// <summary>Answers as somebody may give them; what is not asked is missing.</summary>
    sealed class Tried : IFacts
    {
        public Dictionary<string, bool> Said { get; } = [];
        public Value Answer(string name) => Said.TryGetValue(name, out var said) ? Value.Of(said) : Value.Missing;
        public Value Context(string name) => Value.Missing;
        public Value Data(string name, string key) => Value.Missing;
    }

    /// <summary>More than a person answers with patience.</summary>
    const int Most = 10;
}
