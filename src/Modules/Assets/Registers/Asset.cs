using Keyaki.Kits;
using Keyaki.Ui;

namespace Keyaki.Assets;

/// <summary>機密性 of what is on it or in it, by the ministry's model guideline for municipal information security
/// (自治体機密性).</summary>
public enum Confidentiality
{
    [Label("機密性3（住民の情報など、特に守るもの）")] Three,
    [Label("機密性2（公開を前提としないもの）")] Two,
    [Label("機密性1（そのほか）")] One,
}

/// <summary>完全性: what a change or an error would do.</summary>
public enum Integrity { [Label("完全性2（改ざん・誤りで仕事や住民に大きな影響がある）")] Two, [Label("完全性1（そのほか）")] One }

/// <summary>可用性: what standing still would do.</summary>
public enum Availability { [Label("可用性2（使えないと仕事や住民に大きな影響がある）")] Two, [Label("可用性1（そのほか）")] One }

/// <summary>使用中, 貸出用, 修理中, 予備.</summary>
public enum AssetState { [Label("使用中")] Used, [Label("貸出用")] ToLend, [Label("修理中")] Repaired, [Label("予備")] Spare }

/// <summary>A thing that stands somewhere, is lent, counted, transferred and given up: 備品 and 機器.</summary>
public abstract class Asset : Recorded
{
    public string Name { get; set; } = "";

    /// <summary>Code of the department; a transfer is decided.</summary>
    public string Department { get; set; } = "";
    public string Place { get; set; } = "";
    public AssetState State { get; set; }

    /// <summary>A photograph, taken at the record or on a round.</summary>
    public Guid? Photo { get; set; }
}
