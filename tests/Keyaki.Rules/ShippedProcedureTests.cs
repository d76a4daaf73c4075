using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
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

    /// <summary>More runs of each property, to look for a case that is rare: KEYAKI_RUNS=50 is fifty times as many.</summary>
    static readonly int Times = int.TryParse(Environment.GetEnvironmentVariable("KEYAKI_RUNS"), out var times) ? times : 1;

    /// <summary>A red run says with which numbers: KEYAKI_NUMBERS="1 2 3" runs with these alone.</summary>
    static void Each(int runs, Action<int[]> run)
    {
        if (Environment.GetEnvironmentVariable("KEYAKI_NUMBERS") is { Length: > 0 } again)
        {
            run([.. again.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)]);
            return;
        }
        int[] first = [];
        void Once(int[] given)
        {
            try { run(given); }
            catch when (first.Length == 0)
            {
                first = given;
                throw;
            }
        }
        try
        {
            FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(runs * Times).WithQuietOnSuccess(true),
                Prop.ForAll(GoodAnswers.Numbers, Once));
        }
        catch (Exception e) when (first.Length > 0)
        {
            throw new InvalidOperationException($"KEYAKI_NUMBERS=\"{string.Join(' ', first)}\"\n{e.Message}", e);
        }
    }

    static string Language(int[] given) => new[] { "ja", "easy", "en" }[given.Length == 0 ? 0 : given[0] % 3];

    [Theory, MemberData(nameof(Codes))]
    public void 正しい答えで最後まで進め_三つの言葉で読める(string code)
    {
        var definition = Read(code);
        Each(12, given =>
        {
            var form = new GoodAnswers(definition, Setting(definition, Language(given)), given).Fill().Form();
            Assert.True(form.Form.Check(), $"{code}: {string.Join(" / ", form.Form.Errors)}");
            Assert.NotEmpty(form.Form.Kept());
            if (definition.Fee is not null) Assert.NotNull(definition.FeeFor(form.Facts));
            if (definition.Grant is not null) Assert.True(definition.GrantFor(form.Facts) > 0, code);
        });
    }

    [Theory, MemberData(nameof(Codes))]
    public void 答えは表に書き出せ_読み戻すと同じ答えになる(string code)
    {
        var definition = Read(code);
        var columns = AnswerColumn.Of(definition).ToList();
        Assert.Equal(columns.Count, columns.Select(c => (c.Name, c.Ending)).Distinct().Count());
        Each(6, given =>
        {
            var setting = Setting(definition);
            var form = new GoodAnswers(definition, setting, given).Fill().Form().Form;
            var row = form.Questions.SelectMany(form.Cells).ToList();
            Assert.Equal(columns.Count, row.Count);
            var read = Table(Spreadsheet.Write([[.. columns.Select(c => c.Head)], row]));
            Assert.Equal(columns.Select(c => c.Head), read[0]);
            Assert.Equal(row, read[1]);
            // An answer follows the other; what one may choose hangs on those before.
            var (back, at) = (new DefinitionForm(definition, setting), 0);
            foreach (var question in back.Form.Questions)
            {
                back.Renew();
                var width = question.Kind.Columns(question).Count;
                back.Form.Take(question, read[1].GetRange(at, width));
                at += width;
            }
            back.Renew();
            foreach (var question in form.Questions.Where(q => form.Asks(q) && !Ui.FileKind.IsIn(q) && !q.Kind.IsSecret))
            {
                Assert.Equal(form.Cells(question), back.Form.Cells(question));
                if (form.Value(question.Name) is not (null or System.Collections.IEnumerable and not string))
                    Assert.Equal(form.Value(question.Name), back.Form.Value(question.Name));
            }
        });
    }

    static List<List<string>> Table(byte[] written)
    {
        using var csv = CsvHelper.CsvReader.FromText(System.Text.Encoding.UTF8.GetString(written).TrimStart('\uFEFF'));
        var (rows, more) = (new List<List<string>>(), csv.Read());
        rows.Add([.. csv.Headers.Select(Spreadsheet.Plain)]);
        for (; more; more = csv.Read())
            rows.Add([.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString).Select(Spreadsheet.Plain)]);
        return rows;
    }

    [Theory, MemberData(nameof(Codes))]
    public void 間違った答えは_その質問で断られる(string code)
    {
        var definition = Read(code);
        var tried = 0;
        Each(6, given =>
        {
            var good = new GoodAnswers(definition, Setting(definition), given).Fill();
            foreach (var question in definition.Questions.Where(q => q.Kind != "explanation"
                && good.Form().Form.Visible(good.Form().Form.Question(q.Name))))
                foreach (var (name, answer) in Wrong(question, good.Answers))
                {
                    var answers = good.Answers.Where(a => answer is not null || a.Key.Split('.')[0] != name).ToDictionary();
                    if (answer is not null) answers[name] = answer;
                    var form = new DefinitionForm(definition, Setting(definition), answers);
                    form.Renew();
                    tried++;
                    Assert.False(form.Form.Check(), $"{code} {question.Name}: 「{answer}」が断られません");
                    Assert.Contains(form.Form.Errors, e => e.Name.Split('.')[0] == question.Name);
                }
        });
        Assert.True(tried > 0);
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
            "mynumber" => (name, "123456789019"),
            "date" or "birth" => (name + ".month", "13"),
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
    public void 市が払う手続は_一番小さい金額でも0円にならない()
    {
        foreach (var definition in City.Files<Definitions>().All.Select(v => v.Definition).Where(d => d.Grant is not null))
            foreach (var amount in definition.Questions.Where(q => q.Kind == "yen"))
            {
                var answers = new GoodAnswers(definition, Setting(definition), seed: 1).Fill().Answers.ToDictionary();
                answers[amount.Name] = $"{amount.Least}";
                Assert.True(definition.GrantFor(new DefinitionForm(definition, Setting(definition), answers).Facts) > 0,
                    $"{definition.Code}: {amount.Name} が {amount.Least} 円のとき");
            }
    }

    [Fact]
    public void 介護の手続は本人以外が書け_だれのことかが分かり_頼まれた代理人は委任状を_後見人は書類を付ける()
    {
        var care = City.Files<Definitions>().All.Select(v => v.Definition).Where(d => d.Persons.Behalf is not null).ToList();
        Assert.Equal(11, care.Count);
        foreach (var definition in care)
        {
            Dictionary<string, string> By(string who) => new()
            { ["relation"] = who, ["insuredName.family"] = "清瀬", ["insuredName.given"] = "ウメ" };
            Assert.Null(definition.Persons.RepresentedIn(By("self")));
            foreach (var who in new[] { "family", "agent", "guardian", "mandate" })
                Assert.Equal("清瀬 ウメ", definition.Persons.RepresentedIn(By(who)));
            bool Asks(string who, string name) => new DefinitionForm(definition, Setting(definition), By(who)).Form is var form
                && form.Visible(form.Question(name));
            Assert.True(definition.Persons.TakesMandate && Asks("mandate", "mandate") && Asks("guardian", "guardianProof"));
            Assert.False(Asks("family", "mandate") || Asks("self", "guardianProof"));
        }
    }

    [Fact]
    public void 税の証明は代理人も委任状で申し込め_世帯を読む手続とカードの手続に代理は書けない()
    {
        var certificate = Read("tax-certificate");
        Assert.Equal(["self", "agent"], certificate.Persons.Applicants);
        var form = new DefinitionForm(certificate, Setting(certificate), new Dictionary<string, string>
        { ["applyFor"] = "agent", ["mandateBy"] = "paper", ["represented"] = "清瀬 ウメ" }).Form;
        Assert.True(form.Visible(form.Question("mandate")) && form.Visible(form.Question("representedBirth")));
        foreach (var code in new[] { "resident-record", "child-allowance" })
        {
            var (faults, json) = (new Faults("x"), City.Versions.Last(v => v.Kind == "procedures" && v.Code == code).Json);
            Assert.Null(DefinitionReader.Read(json.Insert(1, "\"applicants\": [\"self\", \"agent\"],"), CityWords.Of(City), faults));
            Assert.Contains(faults.All, f => f.Path == "applicants");
        }
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
            var bulky = KiyoseTests.Procedure("bulky-waste");
            Assert.Equal(bulky.Hash, changed.Single(v => v.Code == "bulky-waste" && v.ValidFrom == bulky.ValidFrom).Hash);
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
