using System.Diagnostics;
using System.Text.Json.Nodes;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Ui;
using Question = Keyaki.Procedures.Question;
using Sheet = Keyaki.Procedures.Sheet;

namespace Keyaki.Tests.Rules;

/// <summary>What officers write of a procedure, without any page.</summary>
public sealed class BuilderTests
{
    [Theory, InlineData("生年月日", "birth"), InlineData("電話番号", "phone"), InlineData("メールアドレス", "mail"),
     InlineData("住所", "address"),
     InlineData("氏名のフリガナ", "kana"), InlineData("希望日", "date"), InlineData("飼い始めた日", "date"),
     InlineData("参加する人数", "number"),
     InlineData("購入した金額", "yen"), InlineData("領収書の写し", "file"),
     InlineData("犬を飼っていますか", "yesno"), InlineData("相談の内容", "longtext"),
     InlineData("振込先の口座", "bank"), InlineData("氏名", "text")]
    public void 種類は言葉から推し量る(string line, string kind) => Assert.Equal(kind, Guess.Kind(line));

    [Fact]
    public void 行から作る質問には_選択肢と任意が入り_名前は重ならない()
    {
        var sheet = Sheet.Of("""{ "pages": [{ "questions": [{ "name": "q1", "kind": "text" }] }] }""");
        var made = Guess.Questions("・地域：北／南／西\n\n備考（任意）\n氏名\n飼い主の氏名", sheet.All).ToList();
        // Who applies is known to lists and letters by this name.
        Assert.Equal(["q2", "q3", "name", "q5"], made.Select(q => Sheet.Word(q, "name")));
        Assert.Equal(("choice", "longtext"), (Sheet.Word(made[0], "kind"), Sheet.Word(made[1], "kind")));
        Assert.Equal(["北", "南", "西"], Sheet.Objects(made[0], "options").Select(o => Sheet.Said(o, "label").Ja));
        Assert.Equal(("false", ""), (Sheet.Word(made[1], "required"), Sheet.Word(made[2], "required")));
        Assert.DoesNotContain(Guess.Questions("マイナンバー", sheet.All), q => Question.Kinds[Sheet.Word(q, "kind")].InBuilder is false);
    }

    [Theory]
    [InlineData("""["=","$pet",true]""", "「犬を飼っていますか」の答えが「はい」のとき")]
    [InlineData("""["and",["=","$area","a1"],[">=","$count",3]]""",
        "「地域」の答えが「北」、かつ、「人数」の答えが「3」以上（以後）のとき")]
    [InlineData("""["or",["not",["empty","$count"]],["and",["=","$pet",false],["=","$area","a2"]]]""",
        "（「人数」の答えがない）でない、または、（「犬を飼っていますか」の答えが「いいえ」、かつ、「地域」の答えが「南」）のとき")]
    public void 条件は言葉で読める(string tree, string words) => Assert.Equal(words, InWords.When(JsonNode.Parse(tree), Asked));

    static Sheet Asked => Sheet.Of("""
        { "pages": [{ "questions": [
          { "name": "pet", "kind": "yesno", "label": { "ja": "犬を飼っていますか" } },
          { "name": "area", "kind": "choice", "label": { "ja": "地域" },
            "options": [{ "code": "a1", "label": { "ja": "北" } }, { "code": "a2", "label": { "ja": "南" } }] },
          { "name": "count", "kind": "number", "label": { "ja": "人数" } },
          { "name": "last", "kind": "text", "label": { "ja": "終わり" } }] }] }
        """);

    [Theory, InlineData("""["=","$pet",true]"""), InlineData("""["and",["=","$area","a1"],[">=","$count",3]]"""),
     InlineData("""["or",["=","$pet",false],["=","$area","a2"]]"""), InlineData("""["or",["not",["empty","$count"]],["=","$pet",true]]""")]
    public void 選んだ条件は選んだとおりに戻り_言えない条件はそのまま残る(string tree)
    {
        var sheet = Asked;
        var last = sheet.Find("last") ?? throw new InvalidOperationException();
        last["when"] = JsonNode.Parse(tree);
        var offered = Clauses.Offered(sheet.Before(last));
        var form = new Form([.. Clauses.Ask(last, offered, sheet)]);
        Clauses.Fill(form, last, offered);
        Clauses.Take(form, last);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(tree), last["when"]), last["when"]?.ToJsonString());
    }

    [Theory, InlineData("\"$count\""), InlineData("""["*","$count",300]"""),
     InlineData("""["-",["sum","$kids","$.age"],["count","$kids"],1]"""),
     InlineData("""["floor-to",["*","$count",0.1],100]""")]
    public void 選んだ計算は選んだとおりに戻り_言えない計算はそのまま残る(string tree)
    {
        var sheet = Sheet.Of("""
            { "pages": [{ "questions": [
              { "name": "count", "kind": "number", "label": { "ja": "人数" } },
              { "name": "kids", "kind": "group", "label": { "ja": "子ども" }, "questions": [
                { "name": "age", "kind": "number", "label": { "ja": "年齢" } }] },
              { "name": "fee", "kind": "calculated", "label": { "ja": "額" }, "as": "yen" }] }] }
            """);
        var here = sheet.Find("fee") ?? throw new InvalidOperationException();
        here["value"] = JsonNode.Parse(tree);
        var form = new Form([.. Calculation.Ask(here, sheet)]);
        Calculation.Fill(form, here, sheet);
        Calculation.Take(form, here);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(tree), here["value"]), here["value"]?.ToJsonString());
        Assert.Equal("yen", Sheet.Word(here, "as"));
    }

    [Fact]
    public void 知らせる相手は_書かなければいつもどおりで_本人に要る知らせはなくせない()
    {
        var city = CityWords.Of(KiyoseTests.Load());
        Definition Read(string tells, Faults faults) => DefinitionReader.Read(Large(10).Insert(1, tells), city, faults)
            ?? KiyoseTests.Procedure("dog-registration").Definition;
        var (usual, faults) = (Read("", new("")).Tells, new Faults(""));
        Assert.True(usual.To(ToWhom.Applicant, Moment.Received) && usual.To(ToWhom.Applicant, Moment.CorrectionDue));
        Assert.DoesNotContain(Enum.GetValues<Moment>(), m => usual.To(ToWhom.Department, m));
        var said = Read("\"tells\":{\"received\":[\"department\"],\"decided\":[],\"due\":[\"department\"]},", faults).Tells;
        Assert.Empty(faults.All);
        Assert.Equal((false, true, true, false), (said.To(ToWhom.Applicant, Moment.Received), said.To(ToWhom.Department, Moment.Received),
            said.To(ToWhom.Applicant, Moment.Decided), said.To(ToWhom.Applicant, Moment.Due)));
        Read("\"tells\":{\"due\":[\"applicant\"],\"received\":[\"mayor\"],\"lunch\":[]},", faults);
        Assert.Equal(["tells.due[0]", "tells.lunch", "tells.received[0]"], faults.All.Select(f => f.Path).Order());
    }

    /// <summary>The file of a form with so many questions, half of them conditional.</summary>
    static string Large(int questions)
    {
        var root = JsonNode.Parse(KiyoseTests.Procedure("dog-registration").Version.Json)?.AsObject()
            ?? throw new InvalidOperationException();
        root["pages"] = new JsonArray([.. Enumerable.Range(0, questions / 10).Select(p => (JsonNode)new JsonObject
        {
            ["title"] = Sheet.Node(new($"{p}", $"{p}", $"{p}")), ["questions"] = new JsonArray([.. Enumerable.Range(0, 10).Select(q =>
            {
                var question = new JsonObject { ["name"] = $"p{p}q{q}", ["kind"] = q % 2 == 0 ? "yesno" : "text",
                    ["label"] = Sheet.Node(new("問い", "とい", "Question")) };
                if (q % 2 == 1) question["when"] = new JsonArray("=", $"$p{p}q{q - 1}", true);
                return (JsonNode)question;
            })]),
        })]);
        foreach (var name in new[] { "checks", "summary" }) root.Remove(name);
        return root.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    [Fact]
    public void 質問が300あっても_確かめと違いは合わせて1秒かからない()
    {
        var (json, city) = (Large(300), CityWords.Of(KiyoseTests.Load()));
        DefinitionReader.Read(json, city, new(""));
        var watch = Stopwatch.StartNew();
        var faults = new Faults("");
        DefinitionReader.Read(json, city, faults);
        var differences = DefinitionDifference.Between(Sheet.Of(json), Sheet.Of(json.Replace("問い", "質問", StringComparison.Ordinal)));
        Assert.Empty(faults.All);
        Assert.Equal(300, differences.Count);
        Assert.InRange(watch.ElapsedMilliseconds, 0, 1000);
    }

    [Fact]
    public void ない翻訳は_ないと断れば_なくてよい()
    {
        var json = Large(10).Replace(",\"en\":\"Question\"", "", StringComparison.Ordinal);
        var city = CityWords.Of(KiyoseTests.Load());
        var faults = new Faults("");
        DefinitionReader.Read(json, city, faults);
        Assert.All(faults.All, f => Assert.EndsWith(".label.en", f.Path, StringComparison.Ordinal));
        Assert.NotEmpty(faults.All);
        faults = new("");
        var read = DefinitionReader.Read(json.Insert(1, "\"absent\":[\"en\"],"), city, faults);
        Assert.Empty(faults.All);
        Assert.Equal("問い", read?.Questions.First().Label.In("en").Words);
        Assert.Null(DefinitionReader.Read(json.Insert(1, "\"absent\":[\"ja\"],"), city, new("")));
    }
}
