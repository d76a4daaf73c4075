using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;

namespace Keyaki.Website;

/// <summary>ファイル: documents to open, each with words for its link; kind and size are written by themselves.</summary>
public sealed class FilesBlock : BlockKind
{
    public const string Name = "files";
    const int Most = 30;
    public override string Code => Name;
    public override string Label => "ファイル";
    public override string Use => "PDF、Excel、Wordなど。種類と大きさは自動で付きます。大事なことは本文にも書きます。";

    public override IReadOnlyList<Question> Questions(BlockPlace place) =>
    [
        new("items", new GroupKind([
            new Question("file", new ChoiceKind { Folded = true }, "ファイル") { Options = place.Kept<MaterialOffer>("")?.Files ?? [] },
            Line("words", "リンクの言葉", "何のファイルか。種類と大きさは書きません。"),
        ], "ファイル", Least: 0, Most: Most), "ファイル") { Required = false },
    ];

    public override Block Begin(string pick) => new(Code, ("items", pick + "|"));

    public override IReadOnlyDictionary<string, string> Answers(Block block, BlockPlace place)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (i, (code, words)) in Materials.Lines(block).Index())
            (answers[$"items.{i}"], answers[$"items.{i}.file"], answers[$"items.{i}.words"]) = ("1", code, words);
        return answers;
    }

    public override Block Taken(Form form) => new(Code, ("items", string.Join('\n', (form.Value("items") as IEnumerable<Form> ?? [])
        .Where(row => row["file"].Length > 0)
        .Select(row => $"{row["file"]}|{row["words"].ReplaceLineEndings(" ").Replace('|', '｜').Trim()}"))));

    public override Task Load(IReadOnlyList<Block> mine, BlockPlace place, CityDb db, CancellationToken ct) =>
        Materials.Keep(place, mine, db, ct);

    public override void Write(Block block, HtmlWriter html, BlockPlace place)
    {
        var lines = Materials.Lines(block).Select(l => (l.Words, Shown: place.Kept<ShownMaterial>(l.Code)))
            .Where(l => l.Shown is { Files.Count: > 0, Of.State: not MaterialState.Failed }).ToList();
        if (lines.Count == 0)
        {
            if (place.Draft) html.Raw("<p class=\"hint\">使えるファイルを選んでいません。</p>");
            return;
        }
        html.Raw("<ul class=\"site-files\">");
        foreach (var (words, shown) in lines)
        {
            if (shown is null) continue;
            var size = FileKind.Size(shown.Of.Size);
            html.Html($"<li><a href=\"{place.Media}{shown.Files[0].Path}\">{(words.Length > 0 ? words : shown.Of.Name)}")
                .Html($"{place.Language.Pick($"（{Materials.Called(shown.Of)}、{size}）", $"（{Materials.Called(shown.Of)}、{size}）",
                    $" ({Materials.Called(shown.Of)}, {size})")}</a></li>");
        }
        html.Raw("</ul>");
    }

    public override IEnumerable<string> Say(Block block, BlockPlace place) =>
        Materials.Lines(block).Select(l => l.Words).Where(w => w.Length > 0);
}
