using System.Text.Json.Nodes;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Ui;
using Xunit;

namespace Keyaki.Tests.Rules;

/// <summary>Every procedure that ships, as data: it can be filled in, and what is wrong is refused where it stands.</summary>
public sealed class 配られている手続
{
    static readonly CityProfile City = KiyoseTests.Load();
    static readonly DateOnly Today = new(2026, 11, 24);

    public static TheoryData<string> Codes =>
        [.. City.Files<Definitions>().All.Where(v => v.Definition.Elsewhere is null).Select(v => v.Code)];

    static Definition Read(string code) => City.Files<Definitions>().All.Last(v => v.Code == code).Definition;

    /// <summary>What a person has who is in the register, with a household of three.</summary>
    internal static FormSetting Setting(Definition definition, string language = "ja") => new(new Dictionary<string, Value>
    {
        ["today"] = Value.Of(Today), ["applicant.household-size"] = Value.Of(3m), ["applicant.foreign"] = Value.Of(false),
        ["applicant.household-mixed"] = Value.Of(false), ["budget.left"] = Value.Of(5_000_000m),
    })
    {
        Language = language,
        Towns = [.. City.Addresses.Select(a => new Town(a.Postal, a.Town))],
        Map = City.Files<CityMaps>().Towns,
        Files = id => new(id, "写真.jpg", 1_000),
        Members = [new("1", "清瀬 花子"), new("2", "清瀬 太郎")],
        Days = key => definition.Capacity is { } capacity ? [.. City.Files<SlotTables>().All[capacity.Slots]
            .Offered(key, Today.AddDays(capacity.ClosesDaysBefore), Today.AddDays(capacity.OpensDaysBefore), City.Calendar.IsOpen)
            .Select(s => new Ui.Option($"{s.Day:yyyy-MM-dd}", $"{s.Day}"))] : [],
    };

    [Theory, MemberData(nameof(Codes))]
    public void 正しい答えで最後まで進め_三つの言葉で読める(string code)
    {
        var definition = Read(code);
        for (var seed = 0; seed < 12; seed++)
        {
            var good = new GoodAnswers(definition, Setting(definition, new[] { "ja", "easy", "en" }[seed % 3]), seed).Fill();
            var form = good.Form();
            Assert.True(form.Form.Check(), $"{code} {seed}: {string.Join(" / ", form.Form.Errors)}");
            Assert.NotEmpty(form.Form.Kept());
            if (definition.Fee is not null) Assert.NotNull(definition.FeeFor(form.Facts));
            if (definition.Grant is not null) Assert.True(definition.GrantFor(form.Facts) > 0, code);
        }
    }

    [Theory, MemberData(nameof(Codes))]
    public void 間違った答えは_その質問で断られる(string code)
    {
        var definition = Read(code);
        var (seen, tried) = (0, 0);
        for (var seed = 0; seed < 6; seed++)
        {
            var good = new GoodAnswers(definition, Setting(definition), seed).Fill();
            foreach (var question in definition.Questions.Where(q => good.Form().Form.Visible(good.Form().Form.Question(q.Name))))
                foreach (var (name, answer) in Wrong(question, good.Answers))
                {
                    var answers = good.Answers.Where(a => answer is not null || a.Key.Split('.')[0] != name).ToDictionary();
                    if (answer is not null) answers[name] = answer;
                    var form = new DefinitionForm(definition, Setting(definition), answers);
                    form.Renew();
                    tried++;
                    if (!form.Form.Check() && form.Form.Errors.Any(e => e.Name.Split('.')[0] == question.Name)) seen++;
                    else Assert.Fail($"{code} {question.Name}: 「{answer}」が断られません {string.Join(' ', form.Form.Errors)}");
                }
        }
        Assert.True(tried > 0 && seen == tried);
    }

    /// <summary>What nobody may answer: nothing where something is needed, and what its kind does not take.</summary>
    static IEnumerable<(string Name, string? Answer)> Wrong(Keyaki.Procedures.Question question, IReadOnlyDictionary<string, string> good)
    {
        var name = question.Name;
        if (question.Required) yield return (name, null);
        if (question.Required ? false : !good.Keys.Any(k => k == name || k.StartsWith(name + ".", StringComparison.Ordinal))) yield break;
        var wrong = question.Kind switch
        {
            "text" or "longtext" when question.MaxLength is { } most => (name, new string('あ', most + 1)),
            "kana" => (name, "漢字"),
            "phone" => (name, "電話"),
            "mail" => (name, "hanako"),
            "date" => (name + ".month", "13"),
            "number" or "yen" => (name, question.Most is { } most ? $"{most + 1}" : "十"),
            "choice" or "slot" or "sex" => (name, "no-such"),
            "fullname" => (name + ".familyKana", "漢字"),
            "place" => (name + ".town", "ひばりが丘"),
            "yesno" => (name, "maybe"),
            "address" => (name + ".town", "ひばりが丘"),
            "bank" => (name + ".number", "番号"),
            "many" => (name, "no-such"),
            _ => ("", ""),
        };
        if (wrong.Item1.Length > 0) yield return wrong;
    }

    [Fact]
    public void 手続の名前も文も_同じものは二つない()
    {
        var all = City.Files<Definitions>().All.Select(v => v.Definition).ToList();
        foreach (var say in new Func<Definition, string?>[] { d => d.Title.Ja, d => d.Title.Easy, d => d.Title.En, d => d.Lead.Ja })
            Assert.Empty(all.GroupBy(say).Where(same => same.Select(d => d.Code).Distinct().Count() > 1).Select(same => same.Key));
    }

    [Fact]
    public void 部品を使う手続も_全部が書かれた形で版になり_部品が変わればその手続だけが新しい版になる()
    {
        var version = City.Files<Definitions>().All.Single(v => v.Code == "child-allowance");
        Assert.DoesNotContain("\"use\"", version.Version.Json, StringComparison.Ordinal);
        Assert.Contains(City.Versions, v => v.Kind == "procedures" && v.Hash == version.Hash && v.Json == version.Version.Json);
        var copy = Directory.CreateTempSubdirectory("keyaki-parts");
        try
        {
            KiyoseTests.CopyTo(copy.FullName);
            var file = Path.Combine(copy.FullName, "forms", "parts.json");
            File.WriteAllText(file, File.ReadAllText(file).Replace("\"電話番号\"", "\"昼の電話番号\"", StringComparison.Ordinal));
            var changed = KiyoseTests.Load(copy.FullName).Files<Definitions>().All;
            Assert.NotEqual(version.Hash, changed.Single(v => v.Code == "child-allowance").Hash);
            Assert.Equal("昼の電話番号", changed.Single(v => v.Code == "child-allowance").Definition.Find("phone")?.Label.Ja);
            Assert.Equal(KiyoseTests.Procedure("bulky-waste").Hash, changed.Single(v => v.Code == "bulky-waste").Hash);
        }
        finally { copy.Delete(recursive: true); }
    }

    [Theory]
    [InlineData("""{ "pages": [{ "use": "nothing" }] }""", "pages[0]", "部品は")]
    [InlineData("""{ "pages": [{ "use": "round" }] }""", "pages[0]", "自分の中で")]
    [InlineData("""{ "pages": [{ "use": "list", "title": 1 }] }""", "pages[0]", "一覧なので")]
    public void ない部品や自分を使う部品は_場所とともに言われる(string json, string path, string message)
    {
        var faults = new Faults("x.json");
        Parts("""{ "round": { "a": { "use": "round" } }, "list": [{ "b": 1 }] }""").Whole(json, faults);
        var fault = Assert.Single(faults.All);
        Assert.StartsWith(path, fault.Path, StringComparison.Ordinal);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void 部品に書き足したものは_同じところだけを替え_一覧の部品は並びに入る()
    {
        var faults = new Faults("x.json");
        var whole = Parts("""{ "letter": { "a": { "title": 1, "body": [{ "use": "two" }] } }, "two": ["x", "y"] }""")
            .Whole("""{ "result": { "use": "letter", "a": { "title": 2 } }, "list": ["w", { "use": "two" }] }""", faults);
        Assert.Empty(faults.All);
        Assert.Equal("""{"result":{"a":{"title":2,"body":["x","y"]}},"list":["w","x","y"]}""", whole);
    }

    static Parts Parts(string json) => new((JsonNode.Parse(json) as JsonObject ?? []).Where(p => p.Value is not null)
        .ToDictionary(p => p.Key, p => p.Value?.DeepClone() ?? new JsonObject()));
}
