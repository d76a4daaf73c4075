using System.Collections.Frozen;
using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Xunit;

namespace Keyaki.Tests.Rules;

public sealed class DefinitionTests
{
    private static readonly CityWords City = new(Set("kankyo"), new SmallTable(), Set("subsidies"), Set("garbage"),
        Set("pickup"));

    private sealed class SmallTable : IDelegation
    {
        public IReadOnlyList<ActFace> Acts(DateOnly day) => [new("subsidy", "補助金", true)];
        public IReadOnlyList<string> Deciders(string act, string department) => ["kankyo-kacho"];
        public RouteFace Route(Matter matter, DateOnly day) =>
            new("課長専決", null, [new(StepKind.Review, "kankyo-kakaricho"), new(StepKind.Decide, "kankyo-kacho")]);
    }

    private const string Small = """
        {
          "format": 1, "code": "small", "validFrom": "2026-04-01",
          "title": { "ja": "題", "easy": "だい", "en": "Title" }, "lead": { "ja": "文", "easy": "ぶん", "en": "Lead" },
          "who": { "ja": "人", "easy": "ひと", "en": "Who" }, "needs": [{ "ja": "物", "easy": "もの", "en": "Thing" }],
          "cost": { "ja": "無料", "easy": "0円", "en": "Free" }, "time": { "ja": "5分", "easy": "5分", "en": "5 min" }, "after": { "ja": "後", "easy": "あと", "en": "After" },
          "lifeEvents": ["garbage"], "words": ["ごみ"], "department": "kankyo", "identity": "account",
          "decision": { "kind": "route", "act": "subsidy", "amount": "grant" },
          "grant": { "label": { "ja": "額", "easy": "がく", "en": "Sum" }, "yen": ["min", "$price", "$device:limit"] },
          "pages": [
            { "title": { "ja": "一", "easy": "いち", "en": "One" }, "questions": [
              { "name": "device", "kind": "choice", "label": { "ja": "機器", "easy": "きかい", "en": "Device" }, "options": [
                { "code": "bin", "label": { "ja": "容器", "easy": "いれもの", "en": "Bin" }, "limit": 5000 },
                { "code": "dryer", "label": { "ja": "電動", "easy": "でんき", "en": "Dryer" }, "limit": 20000 } ] },
              { "name": "price", "kind": "yen", "label": { "ja": "値段", "easy": "ねだん", "en": "Price" }, "least": 1, "most": 1000000 } ] },
            { "title": { "ja": "二", "easy": "に", "en": "Two" }, "when": ["=", "$device", "dryer"], "questions": [
              { "name": "model", "kind": "text", "label": { "ja": "型番", "easy": "かたばん", "en": "Model" }, "when": [">", "$price", 100] } ] } ],
          "checks": [{ "rule": ["<=", "$price", 900000], "about": "price", "message": { "ja": "高い", "easy": "たかい", "en": "High" } }],
          "result": { "document": "notice", "download": true, "granted": { "title": { "ja": "通知書", "easy": "おしらせ", "en": "Notice" }, "body": ["{device}に{@grant}円"] } },
          "record": { "class": "subsidies" },
          "unconfirmed": [{ "about": "grant", "text": { "ja": "例です。", "easy": "例です。", "en": "An example." } }]
        }
        """;

    [Fact]
    public void 正しい定義はそのまま読める()
    {
        var (definition, faults) = Read(Small);
        Assert.Empty(faults);
        Assert.NotNull(definition);
        Assert.Equal(["device", "price", "model"], definition.Questions.Select(q => q.Name));
        Assert.Equal(DecisionKind.Route, definition.Decision.Kind);
        Assert.Equal(Identity.Account, definition.Identity);
        Assert.Equal(20_000m, definition.Find("device")?.Options[1].Data["limit"].Number);
    }

    [Theory]
    [InlineData("\"kind\": \"explanation\"", "text", "読んでいただく文を書いてください")]
    [InlineData("\"kind\": \"consent\"", "text", "読んでいただく文を書いてください")]
    [InlineData("\"kind\": \"number\", \"text\": [{ \"ja\": \"文\" }]", "text", "この種類の質問に文はありません")]
    [InlineData("\"kind\": \"explanation\", \"text\": [{ \"ja\": \"文\" }], \"required\": true", "required", "答える欄のない質問")]
    [InlineData("\"kind\": \"calculated\", \"as\": \"yen\"", "value", "書かれていません")]
    [InlineData("\"kind\": \"calculated\", \"as\": \"gold\", \"value\": 1", "as", "yen")]
    [InlineData("\"kind\": \"calculated\", \"as\": \"date\", \"value\": 1", "value", "日付になる式")]
    [InlineData("\"kind\": \"calculated\", \"as\": \"yen\", \"value\": [\"*\", \"$price\", 2]", "value", "この後で聞く質問")]
    [InlineData("\"kind\": \"number\", \"value\": 1", "value", "calculated の質問にだけ")]
    public void 説明と同意と計算の誤りは_場所とともに言われる(string question, string path, string words)
    {
        var (definition, faults) = Read(Small.Replace("{ \"name\": \"price\",",
            $$"""{ "name": "more", {{question}}, "label": { "ja": "足した質問", "easy": "しつもん", "en": "More" } }, { "name": "price",""",
            StringComparison.Ordinal));
        Assert.Null(definition);
        Assert.Contains(faults, f => f.Path == $"pages[0].questions[1].{path}" && f.Message.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void 説明は条件にも要約にも使えず_計算した値は使える()
    {
        string With(string kind, string read) => Small.Replace("{ \"name\": \"price\",",
            $$"""{ "name": "more", {{kind}}, "label": { "ja": "質問", "easy": "しつもん", "en": "More" } }, { "name": "price",""",
            StringComparison.Ordinal).Replace("[\"<=\", \"$price\", 900000]", read, StringComparison.Ordinal);
        const string explains = "\"kind\": \"explanation\", \"text\": [{ \"ja\": \"文\", \"easy\": \"ぶん\", \"en\": \"Text\" }]";
        Assert.Contains(Read(With(explains, "[\"=\", \"$more\", 1]")).Item2,
            f => f.Path.StartsWith("checks[0].rule", StringComparison.Ordinal));
        Assert.Empty(Read(With("\"kind\": \"calculated\", \"as\": \"yen\", \"value\": 5", "[\"<\", \"$more\", 9]")).Item2);
    }

    [Theory]
    [InlineData("\"kind\": \"yen\"", "\"kind\": \"gold\"", "pages[0].questions[1].kind", "種類の質問はありません")]
    [InlineData("\"name\": \"price\"", "\"name\": \"device\"", "pages[0].questions[1].name", "もうあります")]
    [InlineData("\"code\": \"bin\", ", "", "pages[0].questions[0].options[0].code", "書かれていません")]
    [InlineData("\"code\": \"dryer\"", "\"code\": \"bin\"", "pages[0].questions[0].options[1].code", "もうあります")]
    [InlineData("[\"=\", \"$device\", \"dryer\"]", "[\"=\", \"$device\", \"fan\"]", "pages[1].when[2]", "選択肢はありません")]
    [InlineData("[\"=\", \"$device\", \"dryer\"]", "[\"=\", \"$model\", \"x\"]", "pages[1].when", "この後で聞く")]
    [InlineData("[\">\", \"$price\", 100]", "[\"above\", \"$price\", 100]", "pages[1].questions[0].when[0]", "演算はありません")]
    [InlineData("\"act\": \"subsidy\"", "\"act\": \"subsidies\"", "decision.act", "専決規程の表")]
    [InlineData(", \"amount\": \"grant\"", "", "decision.amount", "金額で決裁区分が決まります")]
    [InlineData("\"amount\": \"grant\"", "\"amount\": \"fee\"", "decision.amount", "fee が書かれていません")]
    [InlineData("\"kind\": \"route\"", "\"kind\": \"officer\"", "decision.kind", "一人では決裁できません")]
    [InlineData("\"class\": \"subsidies\"", "\"class\": \"secret\"", "record.class", "文書分類は、この市の設定にありません")]
    [InlineData("\"department\": \"kankyo\"", "\"department\": \"moon\"", "department", "課は、この市の設定にありません")]
    [InlineData("[\"garbage\"]", "[\"holiday\"]", "lifeEvents[0]", "ライフイベント")]
    [InlineData("[\"=\", \"$device\", \"dryer\"]", "[\"and\", [\"=\", \"$device\", \"dryer\"], [\"=\", \"$device\", \"bin\"]]",
        "pages[1].when", "このページは、どう答えても出ません")]
    [InlineData("[\">\", \"$price\", 100]", "[\"and\", [\"=\", \"$device\", \"bin\"], [\">\", \"$price\", 100]]",
        "pages[1].questions[0].when", "この質問は、どう答えても出ません")]
    [InlineData("\"limit\": 5000", "\"limit\": 5000, \"when\": [\"empty\", false]", "pages[0].questions[0].options[0].when", "選べません")]
    [InlineData("{device}に", "{colour}に", "result.granted.body", "入れる値がありません")]
    [InlineData("\"about\": \"price\"", "\"about\": \"weight\"", "checks[0].about", "質問はありません")]
    [InlineData("\"en\": \"Model\"", "\"english\": \"Model\"", "pages[1].questions[0].label.english", "知らない項目")]
    [InlineData("\"identity\": \"account\"", "\"identity\": \"face\"", "identity", "どれかにしてください")]
    [InlineData("[\">\", \"$price\", 100]", "[\">\", \"@applicant.household-size\", 1]", "pages[1].questions[0].when[1]", "値はありません")]
    [InlineData("\"kind\": \"text\"", "\"kind\": \"members\"", "pages[1].questions[0].kind", "register か card の手続にだけ")]
    [InlineData("\"least\": 1,", "\"least\": 1, \"prefill\": \"@applicant.household-size\",", "pages[0].questions[1].prefill", "値はありません")]
    [InlineData("\"format\": 1", "\"format\": 7", "format", "1 です")]
    [InlineData("\"format\": 1,", "", "format", "1 です")]
    [InlineData("\"format\": 1,", "\"format\": 1", "", "JSONとして読めません（2行目）")]
    public void 間違った定義は場所と文を添えて断る(string right, string wrong, string path, string message)
    {
        Assert.Contains(right, Small, StringComparison.Ordinal);
        var (definition, faults) = Read(Small.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Null(definition);
        Assert.Contains(faults, fault => fault.Path == path && fault.Message.Contains(message, StringComparison.Ordinal)
            && fault.File == "procedures/small.json");
    }

    [Fact]
    public void 字下げや並び順が変わっても内容のハッシュは同じで一字変われば違う()
    {
        var first = ProcedureVersion.Read(Small, City, new("a"));
        var indented = ProcedureVersion.Read(Small.Replace("\n", "\n\n", StringComparison.Ordinal), City, new("a"));
        var changed = ProcedureVersion.Read(Small.Replace("900000", "900001", StringComparison.Ordinal), City, new("a"));
        Assert.NotNull(first);
        Assert.Equal(first.Hash, indented?.Hash);
        Assert.NotEqual(first.Hash, changed?.Hash);
        Assert.Equal(new DateOnly(2026, 4, 1), first.ValidFrom);
    }

    private static (Definition?, IReadOnlyList<Fault>) Read(string json)
    {
        var faults = new Faults("procedures/small.json");
        return (DefinitionReader.Read(json, City, faults), faults.All);
    }

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet();
}
