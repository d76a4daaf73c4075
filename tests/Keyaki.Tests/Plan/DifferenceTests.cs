using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Plan;
using Keyaki.Tests.Rules;

namespace Keyaki.Tests.Plan;

/// <summary>Two versions held against each other: nothing that changed is missed, and nothing else is said.</summary>
public sealed class DifferenceTests
{
    static readonly PlanContent Kiyose = Read();

    static PlanContent Read() => PlanContent.Read(KiyoseTests.Plan(), []) ?? throw new InvalidOperationException();

    /// <summary>The plan as JSON items, each with every single value in it.</summary>
    static readonly List<(string Kind, int Index, string Path)> Leaves =
        [.. Lists(Kiyose).SelectMany(l => l.Items.SelectMany((json, at) => Paths(JsonNode.Parse(json), "").Where(p => !IsNoField(l.Kind, p))
        .Select(p => (l.Kind, at, p))))];

    static (string Kind, List<string> Items)[] Lists(PlanContent p) =>
    [
        ("book", [Library.Write(p.Book)]), ("initiative", [.. p.Initiatives.Select(Library.Write)]),
        ("target", [.. p.Targets.Select(Library.Write)]), ("system", [.. p.Systems.Select(Library.Write)]),
        ("former", [.. p.Former.Select(Library.Write)]), ("term", [.. p.Terms.Select(Library.Write)]),
        ("slip", [.. p.Slips.Select(Library.Write)]),
    ];

    // What a thing is found by is no field of it: another code is another thing. What follows from other values (a milestone's day, a
    // figure's amount, a phase's words) is none either.
    static bool IsNoField(string kind, string path) => (kind, path) is (not "book", "/code") or ("system" or "former", "/number")
        or ("term", "/term") || path[(path.LastIndexOf('/') + 1)..] is "day" or "amount" or "words";

    static IEnumerable<string> Paths(JsonNode? node, string at) => node switch
    {
        JsonObject o => o.SelectMany(p => Paths(p.Value, $"{at}/{p.Key}")),
        JsonArray a => a.SelectMany((v, i) => Paths(v, $"{at}/{i}")),
        _ => [at],
    };

    /// <summary>The plan with one value changed to another that may stand there.</summary>
    static PlanContent With(string kind, int index, string path)
    {
        var item = JsonNode.Parse(Lists(Kiyose).Single(l => l.Kind == kind).Items[index]) ?? throw new InvalidOperationException();
        var steps = path.Split('/')[1..];
        var parent = steps[..^1].Aggregate(item, (node, step) => (node is JsonArray a
            ? a[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : node[step]) ?? throw new InvalidOperationException());
        var old = parent is JsonArray list ? list[int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture)]
            : parent[steps[^1]];
        var now = Other(steps[^1], old);
        if (parent is JsonArray array) array[int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture)] = now;
        else parent[steps[^1]] = now;
        return Replaced(kind, index, item.ToJsonString());
    }

    static JsonNode? Other(string name, JsonNode? old) => old?.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.True => false,
        System.Text.Json.JsonValueKind.False => true,
        System.Text.Json.JsonValueKind.Number => name is "from" or "to" ? (int)old + 1 : (decimal)old + 1,
        _ when name == "kind" => $"{old}" switch
        {
            "study" => "introduce",
            "introduce" => "operate",
            "operate" => "study",
            "actual" => "target",
            "target" => "reference",
            _ => "actual"
        },
        _ when HalfYear.TryParse($"{old}", out var half) => half.Next.ToString(),
        _ when name is "contractEnd" or "at" && $"{old}".Length == 10 => "2031-01-31",
        _ => $"{old}別",
    };

    static PlanContent Replaced(string kind, int index, string json)
    {
        IReadOnlyList<T> At<T>(IReadOnlyList<T> all) => [.. all.Select((x, i) => i == index ? Library.Read<T>(json) : x)];
        return kind switch
        {
            "book" => Kiyose with { Book = Library.Read<Book>(json) },
            "initiative" => Kiyose with { Initiatives = At(Kiyose.Initiatives) },
            "target" => Kiyose with { Targets = At(Kiyose.Targets) },
            "system" => Kiyose with { Systems = At(Kiyose.Systems) },
            "former" => Kiyose with { Former = At(Kiyose.Former) },
            "term" => Kiyose with { Terms = At(Kiyose.Terms) },
            _ => Kiyose with { Slips = At(Kiyose.Slips) },
        };
    }

    [Fact]
    public void 同じ内容の版には_違いがない() => Assert.Empty(Differences.Between(Kiyose, Read()));

    [Fact]
    public void どの項目のどの一つを変えても_その項目の違いだけが見つかる()
    {
        Assert.True(Leaves.Count > 1500, $"{Leaves.Count}");
        var missed = Leaves.Where(leaf => !Only(leaf)).ToList();
        Assert.True(missed.Count == 0, string.Join("\n", missed));
    }

    // A part with another code is another part, with all that it holds.
    static bool Only((string Kind, int Index, string Path) leaf)
    {
        var found = Differences.Between(Kiyose, With(leaf.Kind, leaf.Index, leaf.Path));
        return found is [{ How: Change.Changed } one] && one.Kind == leaf.Kind
            && (one.Fields.Count is 1 or 2 || leaf.Path.EndsWith("/code", StringComparison.Ordinal))
            && one.Fields.All(f => f.Before != f.After);
    }

    [Fact]
    public void 予定の時期の違いは_人の言葉で読める()
    {
        var one = Kiyose.Initiatives.First(i => i.Bars.Any(b => b is { From: not null, To: not null }));
        var bar = one.Bars.First(b => b is { From: not null, To: not null });
        var moved = one with { Bars = [.. one.Bars.Select(b => b == bar ? b with { From = new(2024, false), To = new(2025, true) } : b)] };
        var field = Differences.Between(Kiyose, Kiyose with { Initiatives = [.. Kiyose.Initiatives.Select(i => i == one ? moved : i)] })
            .Single().Fields.Single();
        Assert.Contains($"{bar.Label}」", field.Label, StringComparison.Ordinal);
        Assert.StartsWith("令和6年度 4〜9月から令和7年度 10〜3月まで", field.After, StringComparison.Ordinal);
    }

    [Fact]
    public void 加えた項目と除いた項目は_計画の並びの中に出る()
    {
        var (second, added) = (Kiyose.Initiatives[1], Kiyose.Initiatives[0] with { Code = "6.1.9", Title = "新しい事業" });
        var found = Differences.Between(Kiyose,
            Kiyose with { Initiatives = [.. Kiyose.Initiatives.Where(i => i != second), added], Terms = [.. Kiyose.Terms.Skip(1)] });
        Assert.Equal([("6.1.2", Change.Removed), ("6.1.9", Change.Added), (Kiyose.Terms[0].Name, Change.Removed)],
            found.Select(d => (d.Code, d.How)));
        Assert.All(found[0].Fields, f => Assert.Null(f.After));
        Assert.All(found[1].Fields, f => Assert.Null(f.Before));
    }

    [Fact]
    public void 予定の並べ替えも_違いとして出る()
    {
        var one = Kiyose.Initiatives.First(i => i.Bars.Count > 1);
        var turned = one with { Bars = [.. one.Bars.Reverse()] };
        Assert.Equal("並び順", Differences.Between(Kiyose,
            Kiyose with { Initiatives = [.. Kiyose.Initiatives.Select(i => i == one ? turned : i)] }).Single().Fields.Single().Label);
    }

    [Fact]
    public void 文章の違いは_言葉のまとまりで分かれ_前と後の文をそのまま含む() => Prop.ForAll(Sentences.ToArbitrary(), Sentences.ToArbitrary(), (before, after) =>
    {
        var runs = Redline.Between(before, after);
        return string.Concat(runs.Where(r => r.Ink is not Ink.Inserted).Select(r => r.Text)) == before
            && string.Concat(runs.Where(r => r.Ink is not Ink.Deleted).Select(r => r.Text)) == after
            && runs.All(r => r.Text.Length > 0);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    static Gen<string> Sentences => Gen.Elements("電子", "申請", "を", "の", "RPA", "オンライン", "18,000", "件", "。", "\n", "令和7年度", "𠮷", "が")
        .ArrayOf().Select(string.Concat);

    [Fact]
    public void 文を書き足したときは_その文だけが赤くなる() =>
        Assert.Equal([(Ink.Kept, "続けます。"), (Ink.Inserted, "\n効果を測ります。")], Redline.Between("続けます。", "続けます。\n効果を測ります。")
            .Select(r => (r.Ink, r.Text)));

    [Fact]
    public void 年度だけを変えた文では_年度だけが赤くなる() =>
        Assert.Equal([(Ink.Kept, "令和"), (Ink.Deleted, "7"), (Ink.Inserted, "8"), (Ink.Kept, "年度までに電子申請を広げます。")],
            Redline.Between("令和7年度までに電子申請を広げます。", "令和8年度までに電子申請を広げます。").Select(r => (r.Ink, r.Text)));
}
