using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;

namespace Keyaki.Website;

/// <summary>画像: which picture, and what is told of it here to who does not see it.</summary>
public sealed class PictureBlock : BlockKind
{
    public const string Name = "picture";
    public override string Code => Name;
    public override string Label => "画像";
    public override string Use => "写真や図。見られない人のための文を、使うところごとに書きます。";

    public override IReadOnlyList<Question> Questions(BlockPlace place) =>
    [
        new("file", new ChoiceKind { Folded = true }, "画像") { Required = false,
            Options = place.Kept<MaterialOffer>("")?.Pictures ?? [] },
        Lines("alt", "代わりの文（画像から分かること）", "画像を見られない人が聞く文。120字まで。", 2, 400),
        Choice("decoration", "画像の役目", new("no", "伝えることがある"), new("yes", "飾り（代わりの文は要らない）")),
        Line("caption", "画像の説明", "画像の下に出ます。"),
        Line("credit", "撮影者・提供", "空けておくと、画像を入れたときに書いたものが出ます。", 100),
    ];

    public override Block Begin(string pick) => new(Code, ("file", pick));

    public override Task Load(IReadOnlyList<Block> mine, BlockPlace place, CityDb db, CancellationToken ct) =>
        Materials.Keep(place, mine, db, ct);

    static bool IsDecoration(Block block) => block["decoration"] == "yes";

    public override void Write(Block block, HtmlWriter html, BlockPlace place)
    {
        var shown = place.Kept<ShownMaterial>(block["file"]);
        if (shown?.Largest is null)
        {
            if (place.Draft) html.Html($"<p class=\"hint\">{shown?.Of switch
            {
                null => "画像を選んでいません。",
                { Why: { } why } => why,
                _ => "画像を用意しています。少し待って、画面を開き直してください。",
            }}</p>");
            return;
        }
        html.Raw("<figure class=\"site-picture\">");
        shown.Write(html, place.Media, IsDecoration(block) ? "" : block["alt"].Trim());
        var credit = block["credit"].Length > 0 ? block["credit"] : shown.Of.Credit ?? "";
        if (block["caption"].Length + credit.Length > 0)
        {
            html.Html($"<figcaption>{block["caption"]}");
            if (credit.Length > 0) html.Html($" <small>{place.Language.Pick("提供・撮影", "とった 人", "Photo")}：{credit}</small>");
            html.Raw("</figcaption>");
        }
        html.Raw("</figure>");
    }

    public override IEnumerable<string> Say(Block block, BlockPlace place)
    {
        if (!IsDecoration(block) && block["alt"].Length > 0)
            yield return place.Language.Pick($"（画像：{block["alt"]}）", $"（え：{block["alt"]}）", $"(Picture: {block["alt"]})");
        if (block["caption"].Length > 0) yield return block["caption"];
    }
}
