using System.Diagnostics;
using System.Text.Json.Nodes;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Sheet = Keyaki.Procedures.Sheet;

namespace Keyaki.Tests.Rules;

/// <summary>Files of others, broken in every way: read whole, or refused with the path of what is wrong.</summary>
public sealed class FromElsewhereTests
{
    static readonly CityProfile City = KiyoseTests.Load();

    static JsonNode Dog => JsonNode.Parse(KiyoseTests.Procedure("dog-registration").Version.Json) ?? "";

    static Faults Refused(string text)
    {
        var faults = new Faults("");
        Assert.Null(FromElsewhere.Read(text, City, faults));
        Assert.NotEmpty(faults.All);
        return faults;
    }

    /// <summary>Every place in the file, as what it stands in and its name or number there.</summary>
    static IEnumerable<(JsonNode In, string? Name, int At)> Places(JsonNode? node) => node switch
    {
        JsonObject own => own.SelectMany(p => Places(p.Value).Prepend((own, p.Key, 0))).ToList(),
        JsonArray list => list.SelectMany((each, i) => Places(each).Prepend((list, null, i))).ToList(),
        _ => [],
    };

    [Theory, InlineData("null"), InlineData("5"), InlineData("-1e400"), InlineData("true"), InlineData("\"\""), InlineData("\"$nobody\""),
     InlineData("[]"), InlineData("{}"), InlineData("[[],{}]"), InlineData("""{"use":"applicant"}"""), InlineData("""["=","$name"]"""),
     InlineData("\"\\ud800\"")]
    public void どの場所に何が来ても_読むか_断るかで_倒れない(string junk)
    {
        foreach (var code in new[] { "dog-registration", "bulky-waste" })
        {
            var whole = JsonNode.Parse(KiyoseTests.Procedure(code).Version.Json) ?? "";
            var count = Places(whole).Count();
            for (var at = 0; at < count; at += code == "bulky-waste" ? 19 : 3)
            {
                var copy = whole.DeepClone();
                var (node, name, index) = Places(copy).ElementAt(at);
                // A lone half of a letter and a number beyond all numbers can be written, and not made.
                if (name is null) node[index] = "\u0001";
                else node[name] = "\u0001";
                var text = copy.ToJsonString().Replace("\"\\u0001\"", junk, StringComparison.Ordinal);
                var faults = new Faults("");
                var sheet = FromElsewhere.Read(text, City, faults);
                Assert.True(sheet is null != faults.None, $"{code} {name ?? $"[{index}]"} = {junk}");
                if (sheet is null) continue;
                // What was taken in has a draft, a checklist and a difference.
                Assert.NotEmpty(Checklist.Of(faults.All, sheet));
                DefinitionDifference.Between(Sheet.Of(whole.ToJsonString()), sheet);
            }
        }
    }

    [Fact]
    public void 二重の項目_深すぎる入れ子_見えない記号_半分の文字は_断るか_取り除く()
    {
        var text = Dog.ToJsonString();
        Assert.Contains("JSON", Refused(text.Insert(1, "\"title\":{},")).All[0].Message, StringComparison.Ordinal);
        Assert.Contains("JSON", Refused(text.Insert(1, "\"applicants\":[\"self\"],\"applicants\":[\"agent\"],")).All[0].Message,
            StringComparison.Ordinal);
        Assert.Contains("二つ", Refused(text.Insert(1, "\"ti\\u202Etle\":{},")).All[0].Message, StringComparison.Ordinal);
        Assert.Contains("深すぎ", Refused(text.Insert(1, $"\"pages\":{new string('[', 60)}{new string(']', 60)},")).All[0].Message,
            StringComparison.Ordinal);
        Assert.Equal("words[0]", Refused(Changed(d => d["words"] = new JsonArray("PUT")).Replace("\"PUT\"", "\"\\udc00\"",
            StringComparison.Ordinal)).All[0].Path);
        Refused(text.Insert(1, "\"\\ud800\":1,"));
        foreach (var nothing in new[] { "", " ", "null", "[]", "\"x\"", "{", "\0", "{}" }) Refused(nothing);

        var faults = new Faults("");
        var sheet = FromElsewhere.Read(Changed(d => d["title"]!["ja"] = "犬の\u202E登録\u200B"), City, faults);
        Assert.Equal("犬の登録", sheet?.Title);
    }

    static string Changed(Action<JsonNode> change)
    {
        var dog = Dog;
        change(dog);
        return dog.ToJsonString();
    }

    [Fact]
    public void 選択肢が一万あるファイルも_質問が五千あるファイルも_三秒のうちに断る()
    {
        var watch = Stopwatch.StartNew();
        var options = Refused(Changed(d => d["pages"]![0]!["questions"]![0] = new JsonObject
        {
            ["name"] = "many", ["kind"] = "choice", ["label"] = Sheet.Node(new("多い", "おおい", "Many")),
            ["options"] = new JsonArray([.. Enumerable.Range(0, 10_000).Select(i =>
                new JsonObject { ["code"] = $"a{i}", ["label"] = Sheet.Node(new("あ", "あ", "a")) })]),
        }));
        Assert.Contains(options.All, f => f.Path == "pages[0].questions[0].options"
            && f.Message.Contains("10000", StringComparison.Ordinal));
        Refused(Changed(d => d["pages"]![0]!["questions"] = new JsonArray([.. Enumerable.Range(0, 5_000).Select(i =>
            new JsonObject { ["name"] = $"q{i}", ["kind"] = "text", ["label"] = Sheet.Node(new("あ", "あ", "a")) })])));
        Assert.InRange(watch.ElapsedMilliseconds, 0, 3000);
    }

    [Fact]
    public void いちばん大きいものも_確かめに五秒かからない()
    {
        var watch = Stopwatch.StartNew();
        var faults = new Faults("");
        FromElsewhere.Read(Changed(d =>
        {
            d["pages"] = new JsonArray([.. Enumerable.Range(0, 100).Select(p => (JsonNode)new JsonObject
            {
                ["title"] = Sheet.Node(new($"{p}", $"{p}", $"{p}")), ["questions"] = new JsonArray([.. Enumerable.Range(0, 15).Select(q =>
                {
                    var at = p * 15 + q;
                    var question = new JsonObject { ["name"] = $"q{at}", ["kind"] = "yesno", ["label"] = Sheet.Node(new("あ", "あ", "a")) };
                    if (at > 0) question["when"] = new JsonArray("or", $"$q{at - 1}", new JsonArray("not", $"$q{at / 2}"));
                    return question;
                })]),
            })]);
            foreach (var name in new[] { "checks", "summary", "result", "limits", "notes" }) d.AsObject().Remove(name);
        }), City, faults);
        Assert.InRange(watch.ElapsedMilliseconds, 0, 5000);
    }
}
