using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>Why somebody else has to confirm an application: they are named in it beside the applicant (連名), or it is made for them
/// (代理).</summary>
public enum OtherRole { CoApplicant, Represented }

/// <summary>連名の相手: the questions that hold their name and mail address, what they are shown beside these, and how many days they
/// have.</summary>
public sealed record CoApplicant(string Name, string Mail, IReadOnlyList<string> Shows, int Days);

/// <summary>Somebody who is asked to confirm, as the answers name them.</summary>
public sealed record Other(OtherRole Role, string Name, string Mail, int Days);

/// <summary>Where the form asks by itself for whom it is: the question that says who writes, its answer of whoever writes for themselves,
/// and the question for the name of the person concerned.</summary>
public sealed record Behalf(string By, string Self, string Name);

/// <summary>Who may apply for whom, and who else must say yes, as a definition says.</summary>
/// <param name="Applicants">本人, 同一世帯, 法定代理人, 任意代理人 by code; empty where everybody applies for themselves.</param>
/// <param name="LettersToRepresented">Papers go to the person for whom it was asked, and not to who asked.</param>
public sealed record Persons(CoApplicant? Co, IReadOnlyList<string> Applicants, bool LettersToRepresented)
{
    public const string Self = "self", Household = "household", Legal = "legal", Agent = "agent";

    /// <summary>The questions of the first page, which the house writes itself.</summary>
    public const string For = "applyFor", Name = "represented", Kana = "representedKana", Birth = "representedBirth",
        Proof = "mandateBy", Paper = "mandate", Mail = "representedMail", LegalPaper = "legalProof";

    /// <summary>任意代理人 of whom the resident register knows nothing: where an account is linked to it, only an officer types them
    /// in.</summary>
    public const string Outsider = "outsider", AgentName = "agentName", AgentKana = "agentKana", AgentAddress = "agentAddress",
        AgentTie = "agentTie", Shown = "mandateShown";
    const string ByMail = "mail", OnPaper = "paper";
    const int Days = 7, MostDays = 30;

    public static Persons None { get; } = new(null, [], false);

    internal static IReadOnlyList<string> Properties { get; } = ["coApplicant", "applicants", "represented", "lettersTo"];

    /// <summary>The form asks in words of its own for whom it is.</summary>
    public Behalf? Behalf { get; init; }

    /// <summary>An officer may type in what an agent brings of whom the register knows nothing.</summary>
    public bool TakesOutsiders { get; init; }

    /// <summary>Whether this answer to the question for whom it is can be chosen: an outsider by who is one, and by nobody else.</summary>
    internal static bool Offers(string question, string answer, bool outside) => question != For || answer == Outsider == outside;

    /// <summary>Whether somebody may write whom the person has given a 委任状.</summary>
    public bool TakesMandate { get; init; }

    internal static Persons Read(Section root, IReadOnlyList<Question> questions, Decision decision, Identity identity)
    {
        var applicants = root.Words("applicants");
        foreach (var unknown in applicants.Where(a => a is not (Self or Household or Legal or Agent)))
            root.Fault("applicants", $"「{unknown}」はありません。self、household、legal、agent から選んでください。");
        var letters = root.Has("lettersTo") ? root.OneOf("lettersTo", "applicant", "represented") : "applicant";
        var behalf = root.Maybe("represented") is { } own ? ReadBehalf(own, questions) : null;
        if (behalf is not null && applicants.Count > 0) root.Fault("represented", "applicants のない手続にだけ書きます。");
        if (applicants.Count == 0 && behalf is null && letters != "applicant")
            root.Fault("lettersTo", "applicants か represented のある手続にだけ書きます。");
        // Who is proven by the register can still ask for somebody else; what is read there, or shown by a card, is the applicant's own.
        if (applicants.Count > 0 && (identity is Identity.Card || Surroundings.ReadRegister(questions, root.Json.GetRawText())))
            root.Fault("applicants", "カードで確かめる手続と、住民票の世帯を読む手続は、本人だけが申し込めます。");
        var co = root.Maybe("coApplicant") is { } section ? ReadCo(section, questions) : null;
        if ((co is not null || applicants.Contains(Agent)) && decision.Kind is DecisionKind.Automatic)
            root.Fault(co is null ? "applicants" : "coApplicant", "ほかの方の確認を待つ手続は、決まりだけでは決められません（decision.kind）。");
        return new(co, applicants, letters == "represented")
        {
            Behalf = behalf, TakesOutsiders = questions.Any(q => q.Name == AgentName),
            TakesMandate = applicants.Contains(Agent) || behalf is not null && questions.Any(q => q.Name == Paper),
        };
    }

    static Behalf ReadBehalf(Section section, IReadOnlyList<Question> questions)
    {
        section.Only("by", "self", "name");
        var (by, self, name) = (section.Word("by"), section.Word("self"), section.Word("name"));
        if (questions.FirstOrDefault(q => q.Name == by) is not { Kind: "choice" } asked)
            section.Fault("by", $"「{by}」という choice の質問がありません。");
        else if (asked.Options.All(o => o.Code != self)) section.Fault("self", $"「{by}」に「{self}」という選択肢がありません。");
        if (questions.FirstOrDefault(q => q.Name == name)?.Kind is not ("text" or "fullname"))
            section.Fault("name", $"「{name}」という text か fullname の質問がありません。");
        return new(by, self, name);
    }

    static CoApplicant ReadCo(Section section, IReadOnlyList<Question> questions)
    {
        section.Only("name", "mail", "shows", "days");
        string Named(string property, string kind)
        {
            var name = section.Word(property);
            if (name.Length > 0 && questions.FirstOrDefault(q => q.Name == name)?.Kind != kind)
                section.Fault(property, $"「{name}」という {kind} の質問がありません。");
            return name;
        }
        var shows = section.Words("shows");
        foreach (var name in shows)
            if (questions.FirstOrDefault(q => q.Name == name) is not { } shown) section.Fault("shows", $"「{name}」という質問がありません。");
            else if (shown.TellsHome) section.Fault("shows", $"「{name}」は住んでいる所がわかるので、連名の相手に見せられません。");
        var days = section.Whole("days") ?? Days;
        if (days is < 1 or > MostDays) section.Fault("days", $"1 から {MostDays} までで書いてください。");
        return new(Named("name", "text"), Named("mail", "mail"), shows, days);
    }

    /// <summary>Those whose yes these answers need.</summary>
    public IReadOnlyList<Other> Asked(IReadOnlyDictionary<string, string> answers)
    {
        string? Said(string name) => answers.GetValueOrDefault(name) is { Length: > 0 } said ? said : null;
        var asked = new List<Other>();
        if (Co is { } co && Said(co.Mail) is { } mail) asked.Add(new(OtherRole.CoApplicant, Said(co.Name) ?? "", mail, co.Days));
        if (Said(For) == Agent && Said(Proof) == ByMail && Said(Mail) is { } own)
            asked.Add(new(OtherRole.Represented, Said(Name) ?? "", own, Days));
        return asked;
    }

    /// <summary>Those of them who are shown something that reads otherwise now.</summary>
    public IReadOnlyList<Other> AskedAgain(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now)
    {
        var changed = before.Keys.Union(now.Keys).Where(k => before.GetValueOrDefault(k, "") != now.GetValueOrDefault(k, ""))
            .Select(k => k.Split('.')[0]).ToHashSet();
        return [.. Asked(now).Where(o => changed.Overlaps(o.Role is OtherRole.CoApplicant && Co is { } co ? [co.Name, co.Mail, .. co.Shows]
            : [For, Name, Kana, Birth, Proof, Mail]))];
    }

    /// <summary>For whom it is asked; null where the applicant asks for themselves.</summary>
    public string? RepresentedIn(IReadOnlyDictionary<string, string> answers)
    {
        var (by, self, name) = Behalf ?? new(For, Self, Name);
        string Said(string key) => answers.GetValueOrDefault(key, "").Trim();
        if (Said(by) is "" || Said(by) == self) return null;
        return Said(name) is { Length: > 0 } whole ? whole
            : $"{Said(name + ".family")} {Said(name + ".given")}".Trim() is { Length: > 0 } parts ? parts : null;
    }

    /// <summary>To whom papers are addressed.</summary>
    public string Addressee(Application application) =>
        LettersToRepresented && RepresentedIn(AnswersJson.Read(application.Answers)) is { } represented ? represented : application.Name;

    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The definition with the page that asks who applies for whom laid in before its own; as it is where it needs none, or has
    /// it already.</summary>
    public static string Whole(string json)
    {
        if (!json.Contains("\"applicants\"", StringComparison.Ordinal)) return json;
        try
        {
            if (JsonNode.Parse(json, documentOptions: Strict) is not JsonObject root
                || root["applicants"] is not JsonArray { Count: > 0 } list
                || root["pages"] is not JsonArray { Count: > 0 } pages) return json;
            var codes = list.Select(c => c?.GetValueKind() is JsonValueKind.String ? c.GetValue<string>() : "").ToList();
            if (pages[0] is JsonObject page && page["questions"] is JsonArray { Count: > 0 } asked && asked[0] is JsonObject question
                && question["name"] is JsonValue first && first.TryGetValue<string>(out var name) && name == For) return json;
            pages.Insert(0, Page(codes, codes.Contains(Agent) && root["identity"]?.ToString() == "register"));
            return root.ToJsonString(Plain);
        }
        catch (JsonException) { return json; }
    }

    static JsonNode Page(IReadOnlyList<string> codes, bool outsiders)
    {
        JsonNode notSelf = JsonNode.Parse($"""["!=", "${For}", "{Self}"]""") ?? "", agent = Is(For, Agent);
        var questions = new JsonArray { Asked(For, "choice", new("だれの申し込みですか", "だれの もうしこみ ですか", "For whom do you apply?"),
            ("options", new JsonArray([.. codes.Concat(outsiders ? [Outsider] : []).Select(Choice)]))) };
        void Add(string name, string kind, Text label, JsonNode when, params (string Name, JsonNode Value)[] more) =>
            questions.Add(Asked(name, kind, label, [("when", when.DeepClone()), .. more]));
        Add(Name, "text", new("本人の氏名", "本人の 名前", "Name of the person concerned"), notSelf, ("maxLength", 100));
        Add(Kana, "kana", new("本人のフリガナ", "本人の フリガナ", "Reading of the name (katakana)"), notSelf);
        Add(Birth, "birth", new("本人の生年月日", "本人の 生まれた日", "Date of birth of the person concerned"), notSelf);
        if (outsiders) AddOutsider(Add);
        if (codes.Contains(Legal))
            Add(LegalPaper, "file", new("法定代理人であることがわかる書類", "法定代理人だと わかる 紙", "Proof that you are the legal representative"),
                Is(For, Legal), Files(), Hint(new("戸籍謄本、登記事項証明書などの写し", "戸籍謄本や 登記事項証明書の しゃしん",
                "A copy of the family register or the certificate of guardianship")));
        if (!codes.Contains(Agent)) return Titled(questions);
        Add(Proof, "choice", new("本人から頼まれたことを、どう確かめますか", "たのまれた ことを どう たしかめますか", "How can we see that you were asked to?"), agent,
            ("options", new JsonArray(
                Option(OnPaper, new("委任状を付ける", "委任状を つける", "I attach a power of attorney"), new("このページの下から、用紙を印刷できます。",
                    "この ページの 下で 紙を いんさつ できます。", "You can print a form at the bottom of this page.")),
                Option(ByMail, new("本人にメールで確かめてもらう", "本人に メールで きく", "The person confirms by mail"), new(
                    $"送信すると、本人にリンクを送ります。{Days}日以内に確認されると、審査が始まります。", $"おくると 本人に メールが 行きます。{Days}日の うちに へんじが いります。",
                    $"We send them a link. It is examined once they confirm within {Days} days.")))));
        Add(Paper, "file", new("委任状", "委任状", "Power of attorney"), Both(agent, Is(Proof, OnPaper)), Files());
        Add(Mail, "mail", new("本人のメールアドレス", "本人の メールアドレス", "Mail address of the person concerned"), Both(agent, Is(Proof, ByMail)));
        return Titled(questions);
    }

    static void AddOutsider(Action<string, string, Text, JsonNode, (string Name, JsonNode Value)[]> add)
    {
        var here = Is(For, Outsider);
        add(AgentName, "text", new("代理人の氏名", "たのまれた 人の 名前", "Name of the agent"), here, [("maxLength", 100)]);
        add(AgentKana, "kana", new("代理人のフリガナ", "たのまれた 人の フリガナ", "Reading of the agent's name (katakana)"), here, []);
        add(AgentAddress, "text", new("代理人の住所", "たのまれた 人の じゅうしょ", "Address of the agent"), here,
            [("maxLength", 200), Hint(new("本人確認の書類にあるとおりに書いてください。", "カードに ある とおりに 書いて ください。",
                "As it stands on their identity document."))]);
        add(AgentTie, "text", new("本人との関係", "本人との かんけい", "Relation to the person concerned"), here,
            [("maxLength", 100), Hint(new("別に住む子、行政書士など", "べつに すむ 子どもなど", "A child who lives elsewhere, a lawyer"))]);
        add(Shown, "choice", new("委任状", "委任状", "Power of attorney"), here, [("options", new JsonArray(
            Option("kept", new("受け取った", "うけとった", "Received")),
            Option("seen", new("見て確かめ、返した", "見て かえした", "Seen and given back"))))]);
    }

    static JsonObject Titled(JsonArray questions) => new()
    {
        ["title"] = Said(new("だれの申し込みか", "だれの もうしこみか", "For whom it is")), ["questions"] = questions,
    };

    static JsonNode Is(string question, string value) => JsonNode.Parse($"""["=", "${question}", "{value}"]""") ?? "";
    static JsonNode Both(JsonNode one, JsonNode other) => new JsonArray("and", one.DeepClone(), other.DeepClone());
    static (string, JsonNode) Files() => ("files", new JsonArray("pdf", "jpeg", "png"));
    static (string, JsonNode) Hint(Text text) => ("hint", Said(text));
    static JsonObject Said(Text text) => new() { ["ja"] = text.Ja, ["easy"] = text.Easy, ["en"] = text.En };

    static JsonObject Asked(string name, string kind, Text label, params (string Name, JsonNode Value)[] more)
    {
        var asked = new JsonObject { ["name"] = name, ["kind"] = kind, ["label"] = Said(label) };
        foreach (var (property, value) in more) asked[property] = value;
        return asked;
    }

    static JsonObject Option(string code, Text label, Text? hint = null)
    {
        var option = new JsonObject { ["code"] = code, ["label"] = Said(label) };
        if (hint is not null) option["hint"] = Said(hint);
        return option;
    }

    static JsonNode Choice(string code) => code switch
    {
        Self => Option(code, new("自分のこと（本人）", "じぶんの こと", "For myself")),
        Household => Option(code, new("同じ世帯の家族のこと", "いっしょに すんで いる かぞくの こと", "For a member of my household")),
        Legal => Option(code, new("法定代理人として（親権者、成年後見人など）", "法定代理人として（親、成年後見人など）",
            "As a legal representative (parent, guardian)")),
        Outsider => Option(code, new("本人から頼まれた代理人として（住民記録にいない方）", "たのまれた 人として（市の 人では ない）",
            "As an agent who is not in the resident register")),
        _ => Option(code, new("本人から頼まれた代理人として", "たのまれた 人として", "As an agent whom the person asked")),
    };
}
