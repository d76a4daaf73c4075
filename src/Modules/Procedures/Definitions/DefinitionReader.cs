using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>Reads the JSON of a definition; finds every fault, each with its path, before anybody can meet it.</summary>
public sealed partial class DefinitionReader(CityWords city, Faults faults)
{
    Names nameable = Names.None;
    Circles rounds = Circles.None;
    Identity needed;
    DateOnly? firstDay;

    /// <summary>The definition, or null when <paramref name="faults"/> holds why not.</summary>
    public static Definition? Read(string json, CityWords city, Faults faults)
    {
        var before = faults.All.Count;
        if (Section.Read(Persons.Whole(json), faults) is not { } root) return null;
        var definition = new DefinitionReader(city, faults).Whole(root);
        if (faults.All.Count > before) return null;
        DeadPaths.Find(definition, faults);
        return faults.All.Count > before ? null : definition;
    }

    Definition Whole(Section root)
    {
        root.Only(["$schema", "format", "code", "validFrom", "validUntil", "title", "lead", "who", "needs", "cost", "time", "after",
            "lifeEvents", "words", "department", "identity",
            "dueDays", "decision", "fee", "grant", "payout", "owes", "capacity", "budget", "pages", "checks", "result", "record", "summary",
            "elsewhere", "unconfirmed", "limits", "tells", "notes", "absent", "forEach", .. Persons.Properties]);
        if (root.Whole("format") != Expression.Version) root.Fault("format", $"この版のけやきが読めるのは {Expression.Version} です。");
        faults.Absent = Notes.Languages(root);
        if (root.Maybe("elsewhere") is { } page) return Signpost(root, page);
        needed = Enum.TryParse<Identity>(root.OneOf("identity", "none", "mail", "account", "register", "card"), true, out var identity)
            ? identity : Identity.None;
        nameable = new(DefinitionNames.Of(root), Surroundings.For(needed)) { Rules = city.Rules };

        rounds = Circles.In(root);
        firstDay = root.Json.TryGetProperty("validFrom", out var word) && word.ValueKind is JsonValueKind.String
            ? CityFile.Day(word.GetString() ?? "") : null;
        var pages = Pages(root);
        var questions = pages.SelectMany(page => page.Questions).Where(question => question.Kind != "explanation").ToList();
        var decision = ReadDecision(root);
        // Their numbers are told by the persons themselves, with their own cards.
        if (questions.Any(q => q.Kind == "mynumber"))
            foreach (var name in new[] { "applicants", "coApplicant", "forEach" }.Where(root.Has))
                root.Fault(name, "個人番号を聞く手続には書けません。");
        return Described(root) with
        {
            Identity = needed,
            Decision = decision,
            ForEach = ForEach.Read(root, questions),
            Persons = Persons.Read(root, questions, decision, needed),
            StandardDays = root.Whole("dueDays"),
            Fee = Money(root, "fee"),
            Grant = Money(root, "grant"),
            Payout = ReadPayout(root, questions),
            Owes = ReadOwes(root, questions),
            Capacity = ReadCapacity(root, questions),
            Budget = ReadBudget(root),
            Pages = pages,
            Checks = [.. pages.SelectMany(page => page.Stops), .. root.List("checks").Select(ReadCheck)],
            Result = ReadResult(root),
            Record = ReadRecord(root),
            Summary = ReadSummary(root, questions),
            Limits = Limits.Read(root),
            Tells = Tells.Read(root),
            Figures = [.. nameable.RowsRead.Select(code => city.Rules[code])],
        };
    }

    /// <summary>What every procedure says of itself.</summary>
    Definition Described(Section root) => new()
    {
        Code = root.Code("code"),
        ValidFrom = root.Date("validFrom") ?? Absent(root, "validFrom", DateOnly.MinValue),
        ValidUntil = Until(root),
        Title = root.Text("title"),
        Lead = root.Text("lead"),
        Who = root.Text("who"),
        Needs = root.Texts("needs"),
        Cost = WithFigures(root, "cost"),
        Time = root.Text("time"),
        After = root.Text("after"),
        LifeEvents = Known(root, "lifeEvents", city.LifeEvents, "ライフイベント"),
        Words = root.Words("words"),
        Department = Known(root, "department", root.Word("department"), city.Departments, "課"),
        Identity = Identity.None, Decision = Decision.Automatic, Pages = [], Checks = [], Record = new(""),
        Rules = city.Rules, Notes = Notes.Read(root), Absent = faults.Absent,
        Unconfirmed = [.. root.List("unconfirmed").Select(each => new Unconfirmed(each.Word("about"), each.Text("text")))],
    };

    /// <summary>One that somebody else answers: it says what it is, and leads there.</summary>
    Definition Signpost(Section root, Section page)
    {
        foreach (var name in new[] { "identity", "dueDays", "decision", "fee", "grant", "payout", "owes", "capacity", "budget", "pages",
            "checks",
            "result", "record", "summary", "limits", "tells" })
            if (root.Has(name)) root.Fault(name, "ほかの役所の手続（elsewhere）には書けません。");
        nameable = new(new Dictionary<string, AnswerType>(), Surroundings.For(Identity.None)) { Rules = city.Rules };
        return Described(root) with
        {
            Elsewhere = Elsewhere.Read(page),
            Figures = [.. nameable.RowsRead.Select(code => city.Rules[code])],
        };
    }

    /// <summary>A text in which figures stand by the code of their table, in braces.</summary>
    Text WithFigures(Section section, string name)
    {
        var text = section.Text(name);
        foreach (var code in RuleTables.Named(text))
            if (city.Rules.All.ContainsKey(code)) nameable.RowsRead.Add(code);
            else section.Fault(name, $"「{code}」という表はありません。");
        return text;
    }

    static DateOnly? Until(Section root)
    {
        var until = root.Date("validUntil");
        if (until < root.Date("validFrom")) root.Fault("validUntil", "始まる日より後にしてください。");
        return until;
    }

    List<Page> Pages(Section root)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pages = new List<Page>();
        var sections = root.List("pages").ToList();
        var names = Routing.Names(sections);
        foreach (var section in sections)
        {
            section.Only("name", "title", "lead", "when", "questions", "next", "stop");
            var when = Condition(section, "when", seen);
            var questions = section.List("questions").Select(each => ReadQuestion(each, seen, inGroup: false)).ToList();
            if (questions.Count == 0) section.Fault("questions", "質問が一つもありません。");
            pages.Add(new(section.Text("title"), section.MaybeText("lead"), when, questions)
            {
                Routes = [.. section.List("next").Select(each => Routing.Read(each, pages.Count, names, Needed(each, seen)))],
                Stops = [.. section.List("stop").Select(each => ReadStop(each, Needed(each, seen), questions))],
            });
        }
        if (pages.Count == 0) root.Fault("pages", "ページが一つもありません。");
        return pages;
    }

    Expression Needed(Section section, HashSet<string> seen) => Condition(section, "when", seen) ?? Absent(section, "when", Always);

    /// <summary>Where it ends for some: said at the last question of the page that the condition reads.</summary>
    Check ReadStop(Section section, Expression when, IReadOnlyList<Question> questions)
    {
        section.Only("when", "title", "message", "next", "department");
        var read = when.Reads.Select(name => name.Split('.')[0]).ToHashSet();
        var about = questions.LastOrDefault(question => read.Contains(question.Name)) ?? questions.FirstOrDefault();
        if (about is not null && !read.Contains(about.Name)) section.Fault("when", "このページの質問の答えを使ってください。");
        var next = section.Texts("next");
        if (next.Count == 0) section.Fault("next", "次にできることを1つ以上書いてください。");
        return new(Never, about?.Name ?? "", section.Text("message"), when)
        {
            Instead = new(section.Text("title"), next, null)
            {
                Department = section.MaybeWord("department") is { } whom ? Known(section, "department", whom, city.Departments, "課")
                    : null,
            },
        };
    }

    Question ReadQuestion(Section section, HashSet<string> seen, bool inGroup)
    {
        section.Only("name", "kind", "label", "hint", "required", "when", "options", "groups", "otherwise", "maxLength", "least", "most",
            "earliest", "latest", "questions", "rowName", "prefill", "files", "tellsPlace", "text", "value", "as", "law", "mayLeaveOut");
        var (name, kind) = (section.Word("name"), section.Word("kind"));
        if (name.Length > 0 && !NameWord().IsMatch(name))
            section.Fault("name", $"「{name}」は、英小文字で始め、英数字だけで、50文字までで書いてください。");
        if (kind == "mynumber" && needed is not Identity.Card)
            section.Fault("kind", "個人番号は、マイナンバーカードで本人を確かめる手続（identity が card）でだけ聞けます。");
        if (kind.Length > 0 && !Question.Kinds.ContainsKey(kind)) section.Fault("kind", $"「{kind}」という種類の質問はありません。");
        if (kind == "members" && !needed.KnowsRegister())
            section.Fault("kind", "世帯の方を選ぶ質問は、identity が register か card の手続にだけ置けます。");
        if (inGroup && (kind is "group" or "slot" or "members" or "calculated" or "mynumber")) section.Fault("kind",
            "繰り返しの中には置けません。");
        if (inGroup && section.Has("when")) section.Fault("when", "繰り返しの中の質問には条件を付けられません。");

        var typed = kind is not ("explanation" or "calculated");
        if (!typed && section.Has("required")) section.Fault("required", "答える欄のない質問には書かないでください。");
        var question = new Question(name, kind, section.Text("label"))
        {
            Hint = section.MaybeText("hint"),
            Required = typed && section.Flag("required", true),
            Paragraphs = Paragraphs(section, kind),
            Value = Counted(section, kind, seen),
            As = kind == "calculated" ? section.OneOf("as", "yen", "number", "date") : null,
            When = inGroup ? null : Condition(section, "when", seen),
            Options = kind == "sex" ? Sexes(section) : Options(section, kind, seen),
            Law = Law(section, kind),
            Groups = [.. section.List("groups").Select(each => (each.Code("code"), each.Text("label")))],
            Otherwise = section.MaybeText("otherwise"),
            MaxLength = section.Whole("maxLength"),
            Least = section.Number("least"),
            Most = section.Number("most"),
            Earliest = Day(section, "earliest", seen),
            Latest = Day(section, "latest", seen),
            RowName = section.MaybeText("rowName"),
            Prefill = Prefill(section),
            Files = section.Words("files"),
            TellsPlace = section.Flag("tellsPlace", false),
            Questions = kind == "group" ? Rows(section) : [],
        };
        foreach (var option in question.Options.Where(option => question.Groups.Count > 0
            && question.Groups.All(group => group.Code != option.Data.GetValueOrDefault("group").Text)))
            section.Fault("options", $"選択肢「{option.Code}」の group がありません。");
        if (question.Least > question.Most) section.Fault("least", "least が most より大きくなっています。");
        if (kind == "file" && question.Files.Count == 0) section.Fault("files", "受け取るファイルの種類を書いてください。");
        foreach (var type in question.Files.Where(type => type is not ("pdf" or "jpeg" or "png")))
            section.Fault("files", $"「{type}」は受け取れません。pdf、jpeg、png から選んでください。");
        if (name.Length > 0 && !seen.Add(name)) section.Fault("name", $"「{name}」という名前の質問が、もうあります。");
        return question;
    }

    static IReadOnlyList<Text> Paragraphs(Section section, string kind)
    {
        var said = section.Texts("text");
        if (kind is "explanation" or "consent" && said.Count == 0) section.Fault("text", "読んでいただく文を書いてください。");
        if (kind is not ("explanation" or "consent") && section.Has("text")) section.Fault("text", "この種類の質問に文はありません。");
        return said;
    }

    /// <summary>Nobody is asked for their sex or their number without a law that says so.</summary>
    static Text? Law(Section section, string kind)
    {
        if (kind is not "sex" && section.Has("mayLeaveOut")) section.Fault("mayLeaveOut", "sex の質問にだけ書きます。");
        if (kind is "sex" or "mynumber") return section.Text("law");
        if (section.Has("law")) section.Fault("law", "sex と mynumber の質問にだけ書きます。");
        return null;
    }

    static List<Option> Sexes(Section section)
    {
        if (section.Has("options")) section.Fault("options", "この種類の質問の選択肢は決まっています。");
        return [.. SexKind.Answers(section.Flag("mayLeaveOut", false)).Select(sex => new Option(sex.Code, sex.Label))];
    }

    Expression? Counted(Section section, string kind, HashSet<string> seen)
    {
        if (kind != "calculated")
        {
            foreach (var name in new[] { "value", "as" }.Where(section.Has)) section.Fault(name, "calculated の質問にだけ書きます。");
            return null;
        }
        if (!section.Has("value")) return Absent<Expression?>(section, "value", null);
        var expression = Expression.Parse(section.Json.GetProperty("value"), section.At("value"), nameable, faults);
        var wanted = Question.TypeOf(kind, section.MaybeWord("as"));
        if (expression is { Kind: var found and not ValueKind.Unknown } && found != wanted)
            section.Fault("value", wanted is ValueKind.Date ? "ここには日付になる式が要ります。" : "ここには数になる式が要ります。");
        return Earlier(section, "value", seen, expression);
    }

    List<Question> Rows(Section section)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var questions = section.List("questions").Select(each => ReadQuestion(each, seen, inGroup: true)).ToList();
        if (questions.Count == 0) section.Fault("questions", "質問が一つもありません。");
        if (section.Number("most") is null) section.Fault("most", "行の数の上限を書いてください。");
        return questions;
    }

    List<Option> Options(Section section, string kind, HashSet<string> seen)
    {
        var codes = new HashSet<string>(StringComparer.Ordinal);
        var options = new List<Option>();
        foreach (var each in section.List("options"))
        {
            var code = each.Code("code");
            if (code.Length > 0 && !codes.Add(code)) each.Fault("code", $"「{code}」という選択肢が、もうあります。");
            var (data, figures) = (new Dictionary<string, Value>(), new Dictionary<string, Figure>());
            foreach (var property in each.Json.EnumerateObject().Where(p => p.Name is not ("code" or "label" or "hint" or "when")))
            {
                if (DefinitionNames.Scalar(property.Value) is { } value) data[property.Name] = value;
                else if (DefinitionNames.Row(property.Value) is not { } row)
                    each.Fault(property.Name, "選択肢のデータは、文字、数、true、false、[\"row\", 表] で書いてください。");
                else if (Dated(each, property.Name, row) is { } figure) figures[property.Name] = figure;
            }
            options.Add(new(code, WithFigures(each, "label"))
            {
                Hint = each.MaybeText("hint"), When = Condition(each, "when", seen), Data = data, Figures = figures,
            });
        }
        if (kind is "choice" or "many" && options.Count < 2) section.Fault("options", "選択肢を2つ以上書いてください。");
        if (kind is not ("choice" or "many") && section.Has("options")) section.Fault("options", "この種類の質問に選択肢はありません。");
        return options;
    }

    Figure? Dated(Section option, string name, string code)
    {
        if (!city.Rules.All.TryGetValue(code, out var figure)) option.Fault(name, $"「{code}」という表はありません。");
        else if (figure.Axis is not Axis.Day) option.Fault(name, $"「{code}」は年ごとの表です。ここでは日ごとの表を使ってください。");
        else if (firstDay is { } begins && !figure.Knows(begins)) option.Fault(name, $"「{code}」に、この版が始まる日の行がありません。");
        else nameable.RowsRead.Add(code);
        return figure;
    }

    // What is asked later cannot decide what is asked now: a person would see pages change behind them.
    Expression? Condition(Section section, string name, HashSet<string> seen) =>
        section.Has(name) ? Earlier(section, name, seen,
            Expression.ParseCondition(section.Json.GetProperty(name), section.At(name), nameable, faults)) : null;

    Expression? Day(Section section, string name, HashSet<string> seen)
    {
        if (!section.Has(name)) return null;
        var expression = Expression.Parse(section.Json.GetProperty(name), section.At(name), nameable, faults);
        if (expression is { Kind: not (ValueKind.Date or ValueKind.Unknown) }) section.Fault(name, "ここには日付になる式が要ります。");
        return Earlier(section, name, seen, expression);
    }

    Expression? Earlier(Section section, string name, HashSet<string> seen, Expression? expression)
    {
        foreach (var read in expression?.Reads.Where(read => !seen.Contains(read.Split('.')[0])) ?? [])
            if (rounds.Of(section, read.Split('.')[0]) is { } circle)
                section.Fault(name, $"条件が一回りしています（{circle}）。前の質問だけを使えます。");
            else section.Fault(name, $"「{read}」は、この後で聞く質問です。前の質問だけを使えます。");
        return expression;
    }

    string? Prefill(Section section)
    {
        if (section.MaybeWord("prefill") is not { } name) return null;
        if (!name.StartsWith('@') || !Surroundings.Known.ContainsKey(name[1..]) || Surroundings.OfRegister.Contains(name[1..]))
            section.Fault("prefill", $"「{name}」という値はありません。");
        return name.TrimStart('@');
    }

    Decision ReadDecision(Section root)
    {
        if (root.Maybe("decision") is not { } section) return Absent(root, "decision", Decision.Automatic);
        switch (section.OneOf("kind", "automatic", "officer", "route"))
        {
            case "officer": return ByTable(root, section, DecisionKind.Officer);
            case "route": return ByTable(root, section, DecisionKind.Route);
            default:
                section.Only("kind");
                return Decision.Automatic;
        }
    }

    /// <summary>The kind of act must have a line in the 専決規程 for the department, and alone decides only whom nobody reviews.</summary>
    Decision ByTable(Section root, Section section, DecisionKind kind)
    {
        section.Only("kind", "act", "amount");
        var act = section.Word("act");
        var which = section.Has("amount") ? section.OneOf("amount", "grant", "fee") : "";
        var sum = which switch { "grant" => SumOf.Grant, "fee" => SumOf.Fee, _ => SumOf.None };
        if (sum is not SumOf.None && !root.Has(which))
            section.Fault("amount", $"この手続には {which} が書かれていません。");
        if (city.Delegation is not { } table || act.Length == 0) return new(kind, act, sum);
        var (department, day) = (root.MaybeWord("department") ?? "", firstDay ?? DateOnly.MinValue);
        if (table.Acts(day).FirstOrDefault(a => a.Code == act) is not { } known)
            section.Fault("act", $"「{act}」という種類の決裁は、専決規程の表（approvals/delegation.json）にありません。");
        else if (known.HasAmount != sum is not SumOf.None)
            section.Fault("amount", known.HasAmount ? $"「{known.Title}」は金額で決裁区分が決まります。grant か fee を書いてください。"
                : $"「{known.Title}」は金額で分かれません。");
        else if (city.Departments?.Contains(department) != false)
            try
            {
                var route = table.Route(new(act, department, sum is SumOf.None ? null : Yen.Zero), day);
                if (route.Steps.Count > 1 && kind is DecisionKind.Officer)
                    section.Fault("kind", $"「{known.Title}」は、一人では決裁できません。route にしてください。");
            }
            catch (Rule wrong) { section.Fault("act", wrong.Sentence); }
        return new(kind, act, sum);
    }

    Amount? Money(Section root, string name)
    {
        if (root.Maybe(name) is not { } section) return null;
        section.Only(name == "fee" ? ["label", "yen", "parts", "backWhenRefused"] : ["label", "yen"]);
        var label = section.Text("label");
        if (section.Has("parts")) return InParts(section, label);
        if (!section.Has("yen")) return Absent<Amount?>(section, "yen", null);
        return Expression.ParseAmount(section.Json.GetProperty("yen"), section.At("yen"), nameable, faults) is { } yen
            ? new(label, yen) { BackWhenRefused = section.Flag("backWhenRefused", false) } : null;
    }

    /// <summary>A fee that is made of several: the sum is what its parts make.</summary>
    Amount? InParts(Section section, Text label)
    {
        if (section.Has("yen")) section.Fault("yen", "parts があるときは書きません。合計は parts の和です。");
        var parts = section.List("parts");
        if (parts.Count < 2) section.Fault("parts", "二つ以上書いてください。一つのときは yen に書きます。");
        var read = new List<(Text, Expression)>();
        var sum = new JsonArray("+");
        foreach (var part in parts)
        {
            part.Only("label", "yen");
            if (!part.Has("yen")) Absent<Amount?>(part, "yen", null);
            else if (Expression.ParseAmount(part.Json.GetProperty("yen"), part.At("yen"), nameable, faults) is { } yen)
            {
                read.Add((WithFigures(part, "label"), yen));
                sum.Add(JsonNode.Parse(part.Json.GetProperty("yen").GetRawText()));
            }
        }
        if (read.Count < parts.Count || read.Count < 2) return null;
        using var whole = JsonDocument.Parse(sum.ToJsonString());
        return Expression.ParseAmount(whole.RootElement.Clone(), section.At("parts"), nameable, faults) is { } all
            ? new(label, all) { Parts = read, Rules = city.Rules, BackWhenRefused = section.Flag("backWhenRefused", false) } : null;
    }

    static Summary? ReadSummary(Section root, List<Question> questions)
    {
        if (root.Maybe("summary") is not { } section) return null;
        section.Only("title", "questions");
        var names = section.Words("questions");
        foreach (var (name, index) in names.Select((name, index) => (name, index)))
            if (questions.TrueForAll(q => q.Name != name)) section.Fault($"questions[{index}]", $"「{name}」という質問はありません。");
        return new(section.MaybeText("title"), names);
    }

    Capacity? ReadCapacity(Section root, List<Question> questions)
    {
        var days = questions.FindAll(question => question.Kind == "slot");
        if (root.Maybe("capacity") is not { } section)
        {
            if (days.Count > 0) root.Fault("capacity", "日を選ぶ質問があるのに、定員が書かれていません。");
            return null;
        }
        section.Only("slots", "day", "keys", "opensDaysBefore", "closesDaysBefore", "list", "unpaidPerPerson");
        var day = section.Word("day");
        if (day.Length > 0 && days.TrueForAll(question => question.Name != day)) section.Fault("day",
            $"「{day}」という、日を選ぶ質問（slot）はありません。");
        var keys = new List<Expression>();
        if (section.Has("keys") && section.Json.GetProperty("keys") is { ValueKind: JsonValueKind.Array } list)
            foreach (var (element, index) in list.EnumerateArray().Select((element, index) => (element, index)))
                if (Expression.Parse(element, $"{section.At("keys")}[{index}]", nameable, faults) is { } key) keys.Add(key);
        if (keys.Count == 0) section.Fault("keys", "どの枠を使うかを決める質問を書いてください。");
        var listed = section.Words("list");
        foreach (var name in listed)
            if (questions.TrueForAll(q => q.Name != name)) section.Fault("list", $"「{name}」という質問はありません。");
        return new(Known(section, "slots", section.Word("slots"), city.Slots, "枠の表"), day, keys, section.Whole("opensDaysBefore") ?? 60,
            section.Whole("closesDaysBefore") ?? 1)
        {
            UnpaidPerPerson = section.Whole("unpaidPerPerson") ?? 2,
            List = listed,
        };
    }

    static PayoutWay? ReadPayout(Section root, List<Question> questions)
    {
        if (root.Maybe("payout") is not { } section) return null;
        section.Only("kind", "account");
        if (!root.Has("grant")) root.Fault("payout", "支払い方があるのに、支払う額（grant）が書かれていません。");
        var (kind, account) = (section.Code("kind"), section.Word("account"));
        if (account.Length > 0 && questions.All(q => q.Name != account || q.Kind != "bank"))
            section.Fault("account", $"「{account}」という、口座の質問（bank）はありません。");
        return new(kind, account);
    }

    OwedFee? ReadOwes(Section root, List<Question> questions)
    {
        if (root.Maybe("owes") is not { } section) return null;
        section.Only("item", "label", "yen", "monthsFrom", "dueDays");
        var (item, label, from) = (section.Code("item"), section.Text("label"), section.MaybeWord("monthsFrom"));
        if (from is not null && questions.All(q => q.Name != from || q.Kind != "date"))
            section.Fault("monthsFrom", $"「{from}」という、日付の質問（date）はありません。");
        if (section.Has("dueDays") == (from is not null))
            section.Fault("dueDays",
                "毎月のものなら monthsFrom に始まりの日の質問を、一度のものなら dueDays に日数を、どちらか一つだけ書いてください。");
        if (!section.Has("yen")) return Absent<OwedFee?>(section, "yen", null);
        return Expression.ParseAmount(section.Json.GetProperty("yen"), section.At("yen"), nameable, faults) is { } yen
            ? new(item, new(label, yen), from, section.Whole("dueDays") ?? 0) : null;
    }

    Budget? ReadBudget(Section root)
    {
        if (root.Maybe("budget") is not { } section) return null;
        section.Only("label", "table");
        if (!root.Has("grant")) root.Fault("budget", "予算があるのに、支払う額（grant）が書かれていません。");
        var (label, code) = (section.Text("label"), section.Word("table"));
        if (code.Length == 0) return null;
        if (!city.Rules.All.TryGetValue(code, out var table)) section.Fault("table", $"「{code}」という表はありません。");
        else if (table.Axis is not Axis.FiscalYear) section.Fault("table", $"「{code}」は年度ごとの表ではありません。");
        else if (firstDay is { } begins && !table.Knows(begins)) section.Fault("table",
            $"「{code}」に、この版が始まる年度の行がありません。");
        else return new(label, table);
        return null;
    }

    Check ReadCheck(Section section)
    {
        section.Only("rule", "about", "message", "when", "instead");
        var about = section.Word("about");
        if (about.Length > 0 && !nameable.Answers.ContainsKey(about)) section.Fault("about", $"「{about}」という質問はありません。");
        Expression? Read(string name) =>
            section.Has(name) ? Expression.ParseCondition(section.Json.GetProperty(name), section.At(name), nameable, faults) : null;
        var rule = Read("rule") ?? (section.Has("rule") ? Always : Absent(section, "rule", Always));
        return new(rule, about, section.Text("message"), Read("when"))
        {
            Instead = section.Maybe("instead") is { } instead
            ? ReadInstead(instead) : null
        };
    }

    Instead ReadInstead(Section section)
    {
        section.Only("title", "next", "from");
        var from = section.Has("from") ? Expression.Parse(section.Json.GetProperty("from"), section.At("from"), nameable, faults) : null;
        if (from is { Kind: not (ValueKind.Date or ValueKind.Unknown) }) section.Fault("from", "ここには日付になる式が要ります。");
        var next = section.Texts("next");
        if (next.Count == 0) section.Fault("next", "次にできることを1つ以上書いてください。");
        if (from is null && next.Any(each => each.Ja.Contains(Instead.Day, StringComparison.Ordinal)))
            section.Fault("from", $"{Instead.Day} に入れる日付の式を書いてください。");
        return new(section.Text("title"), next, from);
    }

    Result? ReadResult(Section root)
    {
        if (root.Maybe("result") is not { } section) return null;
        section.Only("document", "granted", "refused", "download", "delivery");
        var delivery = section.Has("delivery") ? section.Word("delivery") : null;
        if (delivery is not null && !nameable.Answers.ContainsKey(delivery)) section.Fault("delivery",
            $"「{delivery}」という質問がありません。");
        return new(section.OneOf("document", "certificate", "notice", "confirmation"),
            section.Maybe("granted") is { } granted ? ReadLetter(granted) : Absent(section, "granted", Letter.Empty),
            section.Maybe("refused") is { } refused ? ReadLetter(refused) : null,
            section.Flag("download", true), delivery);
    }

    Letter ReadLetter(Section section)
    {
        section.Only("title", "body", "instruction");
        var letter = new Letter(section.Text("title"), section.Words("body"), section.Words("instruction"));
        foreach (var name in letter.Reads)
            if (!(name.StartsWith('@') ? Surroundings.OfDocuments.Contains(name[1..]) || Surroundings.Known.ContainsKey(name[1..])
                : nameable.Answers.ContainsKey(name)))
                section.Fault("body", $"「{{{name}}}」に入れる値がありません。");
        return letter;
    }

    Keeping ReadRecord(Section root)
    {
        if (root.Maybe("record") is not { } section) return Absent(root, "record", new Keeping(""));
        section.Only("class");
        return new(Known(section, "class", section.Word("class"), city.RecordClasses, "文書分類"));
    }

    static string Known(Section section, string name, string word, IReadOnlySet<string>? known, string what)
    {
        if (word.Length > 0 && known?.Contains(word) == false) section.Fault(name, $"「{word}」という{what}は、この市の設定にありません。");
        return word;
    }

    static IReadOnlyList<string> Known(Section section, string name, IReadOnlySet<string>? known, string what)
    {
        var words = section.Words(name);
        for (var i = 0; i < words.Count; i++)
            if (known?.Contains(words[i]) == false) section.Fault($"{name}[{i}]",
                $"「{words[i]}」という{what}は、この市の設定にありません。");
        return words;
    }

    static T Absent<T>(Section section, string name, T otherwise)
    {
        if (!section.Has(name)) section.Fault(name, "書かれていません。");
        return otherwise;
    }

    static Expression Always { get; } = Constant(true);
    static Expression Never { get; } = Constant(false);

    static Expression Constant(bool flag) =>
        Expression.Parse(JsonSerializer.SerializeToElement(flag), "", Names.None, new Faults(""))
        ?? throw new InvalidOperationException();

    [GeneratedRegex(@"^[a-z][A-Za-z0-9]{0,49}\z")]
    private static partial Regex NameWord();
}
