using System.Text.Json.Nodes;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Xunit;

namespace Keyaki.Tests.Rules;

/// <summary>Ways between the pages of a procedure, places where it ends, and what is found of both before a resident is
/// stuck.</summary>
public sealed class RoutingTests
{
    static string Words(string word) => $$"""{ "ja": "{{word}}", "easy": "{{word}}", "en": "{{word}}" }""";

    static string Yes(string name, string more = "") =>
        $$"""{ "name": "{{name}}", "kind": "yesno", "label": {{Words(name)}}{{(more.Length > 0 ? ", " : "")}}{{more}} }""";

    static string Page(string name, string questions, string more = "") =>
        $$"""{ "name": "{{name}}", "title": {{Words(name)}}, "questions": [{{questions}}]{{(more.Length > 0 ? ", " : "")}}{{more}} }""";

    static string Stops(params string[] whens) => "\"stop\": [" + string.Join(',', whens.Select(when => $$"""
        { "when": {{when}}, "title": {{Words("できません")}}, "message": {{Words("理由")}}, "next": [{{Words("電話してください")}}],
          "department": "somu" }
        """)) + "]";

    static string To(string when, string to) => $$"""{ "when": {{when}}, "to": "{{to}}" }""";

    static string Next(params string[] routes) => $"\"next\": [{string.Join(',', routes)}]";

    const string A = "\"$a\"", B = "\"$b\"", NotA = """["not", "$a"]""", Never = """["and", "$a", ["not", "$a"]]""";

    static (Definition? Definition, IReadOnlyList<Fault> Faults) Read(params string[] pages)
    {
        var json = $$"""
            { "format": 1, "code": "routes", "validFrom": "2026-04-01", "title": {{Words("題")}}, "lead": {{Words("文")}},
                "who": {{Words("人")}},
              "needs": [], "cost": {{Words("無料")}}, "time": {{Words("5分")}}, "after": {{Words("後")}}, "lifeEvents": [], "words": ["題"],
              "department": "kankyo", "identity": "none", "decision": { "kind": "automatic" }, "record": { "class": "none" },
              "pages": [{{string.Join(',', pages)}}] }
            """;
        Assert.NotNull(JsonNode.Parse(json));
        var faults = new Faults("routes.json");
        var set = new HashSet<string> { "kankyo", "somu" };
        return (DefinitionReader.Read(json, new(set, null, null, null, null), faults), faults.All);
    }

    static Definition Right(params string[] pages)
    {
        var (definition, faults) = Read(pages);
        Assert.Empty(faults);
        return definition ?? throw new InvalidOperationException();
    }

    static DefinitionForm Answered(Definition definition, params (string, string)[] answers) => new(definition,
        new(new Dictionary<string, Value> { ["today"] = Value.Of(new DateOnly(2026, 11, 24)) }),
            answers.ToDictionary(a => a.Item1, a => a.Item2));

    static string[] Route(Definition definition, params (string, string)[] answers) =>
        [.. Answered(definition, answers).Form.Route.Select(p => p.Title)];

    static readonly string[] Four =
    [
        Page("start", Yes("short") + "," + Yes("skip"), Next(To("\"$short\"", "check"), To("\"$skip\"", "end"))),
        Page("middle", Yes("more"), Next(To("\"$more\"", "check"))),
        Page("other", Yes("other")),
        Page("end", Yes("last")),
    ];

    [Fact]
    public void ページの行き先は_初めに当てはまる条件で決まり_飛ばされたページの行き先は数えない()
    {
        var definition = Right(Four);
        Assert.Equal(["start", "middle", "other", "end"], Route(definition, ("short", "no"), ("skip", "no")));
        Assert.Equal(["start"], Route(definition, ("short", "yes"), ("skip", "yes")));
        Assert.Equal(["start", "end"], Route(definition, ("short", "no"), ("skip", "yes"), ("more", "yes")));
        Assert.Equal(["start", "middle"], Route(definition, ("short", "no"), ("skip", "no"), ("more", "yes")));
        Assert.Equal(["short", "skip"], Answered(definition, ("short", "yes"), ("skip", "no"), ("last", "yes")).Form.Kept().Keys);
    }

    [Fact]
    public void 止まるページは_答えが正しくても先へ進ませず_誰に連絡するかを言う()
    {
        var definition = Right(Page("one", Yes("abroad") + "," + Yes("other"), Stops("\"$abroad\"")),
            Page("two", Yes("last")));
        var form = Answered(definition, ("abroad", "yes"), ("other", "no")).Form;
        Assert.False(form.Check(form.Pages[0]));
        Assert.True(form.IsBarred);
        Assert.Equal("abroad", Assert.Single(form.Errors).Name);
        Assert.Equal("somu", definition.Checks[0].Instead?.Department);
        form = Answered(definition, ("abroad", "no"), ("other", "no")).Form;
        Assert.True(form.Check(form.Pages[0]));
        // What is not answered yet stops nobody.
        form = Answered(definition, ("other", "no")).Form;
        form.Check();
        Assert.False(form.IsBarred);
    }

    public static TheoryData<string[], string, string> Wrong => new()
    {
        { [Page("one", Yes("a"), Next(To(A, "no"))), Page("two", Yes("b"))], "pages[0].next[0].to", "ページはありません" },
        { [Page("one", Yes("a")), Page("two", Yes("b"), Next(To(B, "one")))], "pages[1].next[0].to", "前のページ" },
        { [Page("one", Yes("a")), Page("two", Yes("b"), Next(To(B, "two")))], "pages[1].next[0].to", "前のページ" },
        { [Page("one", Yes("a"), Next(To(A, "two"))), Page("two", Yes("b"))], "pages[0].next[0].to", "すぐ次のページ" },
        { [Page("one", Yes("a")), Page("one", Yes("b"))], "pages[1].name", "もうあります" },
        { [Page("one", Yes("a"), Next("{ \"to\": \"check\" }")), Page("two", Yes("b"))], "pages[0].next[0].when", "書かれていません" },
        // 必ず飛ばされるページ
        { [Page("one", Yes("a"), Next(To($"[\"or\", {A}, {NotA}]", "check"))), Page("two", Yes("b"))],
            "pages[1]", "このページは、どう答えても出ません" },
        // 前の行き先にいつも負ける行き先、成り立たない行き先
        { [Page("one", Yes("a"), Next(To(A, "check"), To($"[\"and\", {A}, {A}]", "three"))), Page("two", Yes("b")),
            Page("three", Yes("c"))], "pages[0].next[1]", "どう答えても、ここへは進みません" },
        { [Page("one", Yes("a"), Next(To(Never, "check"))), Page("two", Yes("b"))], "pages[0].next[0]",
            "どう答えても、ここへは進みません" },
        // 止まらない止まり、だれも通れないページ、道のりの行き止まり
        { [Page("one", Yes("a"), Stops(Never)), Page("two", Yes("b"))], "pages[0].stop[0].when", "ここでは止まりません" },
        { [Page("one", Yes("a"), Stops(A, NotA)), Page("two", Yes("b"))], "pages[0].stop", "先へ進めません" },
        { [Page("one", Yes("a"), Stops(A)),
            Page("two", Yes("b"), Stops($"[\"and\", {B}, {NotA}]", $"[\"and\", [\"not\", {B}], {NotA}]"))],
            "pages", "最後まで進めません" },
        { [Page("one", Yes("a")), Page("two", Yes("b"), Stops(A))], "pages[1].stop[0].when", "このページの質問" },
        // 後の質問、自分、一回りする条件
        { [Page("one", Yes("a", "\"when\": \"$b\"")), Page("two", Yes("b"))], "pages[0].questions[0].when", "この後で聞く質問です" },
        { [Page("one", Yes("a", "\"when\": \"$a\"")), Page("two", Yes("b"))], "pages[0].questions[0].when", "一回りしています（a → a）" },
        { [Page("one", Yes("a", "\"when\": \"$c\"")), Page("two", Yes("b", "\"when\": \"$a\"")),
            Page("three", Yes("c", "\"when\": \"$b\""))], "pages[0].questions[0].when", "一回りしています（a → c → b → a）" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void 行き先や止まりの間違いは_場所とともに読むときに言われる(string[] pages, string path, string message)
    {
        var (definition, faults) = Read(pages);
        Assert.Null(definition);
        Assert.Contains(faults, fault => fault.Path.EndsWith(path, StringComparison.Ordinal) && fault.Message.Contains(message,
            StringComparison.Ordinal));
    }

    [Fact]
    public void 行き先の多い様式も_すぐに確かめられる()
    {
        string[] pages = [.. Enumerable.Range(0, 60).Select(i => Page($"p{i}", Yes($"q{i}"), i < 57
            ? Next(To($"\"$q{i}\"", $"p{i + 2}")) : ""))];
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        Assert.Equal(60, Right(pages).Pages.Count);
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(10));
    }
}
