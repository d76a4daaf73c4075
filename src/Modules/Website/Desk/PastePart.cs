using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;

namespace Keyaki.Website;

/// <summary>貼り付け: text or HTML of another program becomes blocks.</summary>
sealed class PastePart : DeskPart
{
    public override string Code => "paste";
    public override bool HasSpot => true;
    public override string Title(DeskShop shop) => "貼り付ける";
    public override string? Lead => "Word、Excel、メールなどから写した文をここに貼り付けます。飾りや色は落とし、見出し、文章、箇条書き、表に分けます。";

    public override Form Form(DeskShop shop) => new([new Question("text", new PasteKind(), "貼り付ける文") { MaxLength = PasteKind.Longest }]);

    public override Content Take(Form form, DeskShop shop)
    {
        var (language, index, _) = shop.Spot;
        var wording = shop.Desk.Content[language];
        var found = Pasted.Blocks(form["text"]);
        if (found.Count == 0) throw new Rule("text", "貼り付けた中に、文がありません。");
        if (wording.Blocks.Count + found.Count > Block.Most) throw new Rule("text", $"部品は{Block.Most}個までです。分けて貼り付けるか、ページを分けてください。");
        var blocks = wording.Blocks.ToList();
        blocks.InsertRange(Math.Min(index, blocks.Count), found);
        return shop.Desk.Content.With(language, wording with { Blocks = blocks });
    }
}
