using Keyaki.Kits;

namespace Keyaki.Website;

sealed class HeadingOrder : CheckRule
{
    public override string Code => "H1";
    public override string Title => "見出しは大見出しから順に深くなり、空でなく、同じものが並ばない";
    public override string Why => "見出しだけをたどって読む人は、順が抜けると、どの話の中にいるか分からなくなります。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        foreach (var wording in page.Blocks.GroupBy(b => b.Language))
        {
            Block? last = null;
            foreach (var (at, _, _, block) in wording.Where(b => b.Block.Kind == "heading"))
            {
                var (level, words) = (HeadingBlock.Level(block), Inline.Words(block["text"]).Trim());
                if (words.Length == 0) yield return Stop($"{at}.text", "見出しの言葉を書くか、この見出しを消してください。");
                if (last is null && level != 2) yield return Stop($"{at}.level", "最初の見出しは「大見出し」にしてください。");
                else if (last is not null && level > HeadingBlock.Level(last) + 1)
                    yield return Stop($"{at}.level", "見出しの大きさが一つ抜けています。一つ大きい見出しにしてください。");
                if (last is not null && words.Length > 0 && words == Inline.Words(last["text"]).Trim() && level == HeadingBlock.Level(last))
                    yield return Stop($"{at}.text",
                        $"「{words}」という見出しが続いています。どちらかを、中身が分かる言葉に変えてください。");
                last = block;
            }
        }
    }
}

sealed class StrongParagraph : CheckRule
{
    public override string Code => "H2";
    public override string Title => "段落の全体を強めない。見出しなら見出しにする";
    public override string Why => "太い字で作った見出しは、見出しをたどる人には見出しではありません。";

    public override IEnumerable<Finding> Look(Checked page) => page.Passages
        .Where(s => s is { Inlined: true, Kind: PassageKind.Body } && s.Raw.Contains("**", StringComparison.Ordinal))
        .Where(s => Inline.Paragraphs(s.Raw).Any(p => Inline.Read(p) is [StrongRun])).Select(s =>
            Warn(s.At, "段落の全体が強い字です。見出しなら「見出し」の部品に、文なら大事な言葉だけを強めてください。"));
}
