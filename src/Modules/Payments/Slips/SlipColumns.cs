using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Payments;

/// <summary>How officers read a list of slips.</summary>
static class SlipColumns
{
    public static readonly Columns<SlipFace> List = Columns(), WithBatch = Columns().Link("印刷", _ => "まとまりを見る",
        s => SlipDesk.Batch(s.Of.Batch), Spot.Line);

    static Columns<SlipFace> Columns() => new Columns<SlipFace>()
        .Link("年度・項目・期別", s => s.Title, s => ClaimPaths.Claim(s.Claim.Id), Spot.Title).Text("納付者", s => s.Payer)
        .Yen("金額", s => s.Of.Amount).Day("支払期限", s => s.Of.PayUntil).Text("案件特定キー", s => s.Of.Key)
        .Text("再発行", s => s.Of.Reissue == 0 ? "" : $"{s.Of.Reissue}回目");
}
