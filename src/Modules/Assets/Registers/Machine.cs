using Keyaki.Contracts.Plan;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;

namespace Keyaki.Assets;

public enum MachineKind
{
    [Label("端末")] Terminal, [Label("サーバー")] Server, [Label("ネットワーク機器")] Network, [Label("複合機・プリンター")] Printer,
}

/// <summary>The three networks of a city hall (三層の対策), and machines on none.</summary>
public enum Zone
{
    [Label("マイナンバー利用事務系")] MyNumber, [Label("LGWAN接続系")] Lgwan, [Label("インターネット接続系")] Internet,
    [Label("つながない")] None
}

/// <summary>機器: 端末, サーバー, ネットワーク機器, 複合機.</summary>
public sealed class Machine : Asset
{
    public MachineKind Kind { get; set; }
    public Zone Zone { get; set; }
    public string? Model { get; set; }
    public string? Serial { get; set; }
    public string? Address { get; set; }
    public string? Os { get; set; }

    /// <summary>The last day on which its maker mends what is found in it.</summary>
    public DateOnly? SupportEndsOn { get; set; }
    public string? Backup { get; set; }

    /// <summary>Number of the system that it belongs to, in the plan's list.</summary>
    public int? System { get; set; }
    public Confidentiality Confidentiality { get; set; }
    public Integrity Integrity { get; set; }
    public Availability Availability { get; set; }

    public static readonly RegisterFields<Machine> Fields = new RegisterFields<Machine>(counted: "M-")
        .Text("名前", x => x.Name).Found()
        .Choice("種類", x => x.Kind).Narrows()
        .Choice("つなぐネットワーク", x => x.Zone).Narrows()
        .Department("担当課", x => x.Department).Narrows().Fixed()
        .Text("場所", x => x.Place, 100).Found()
        .Choice("状態", x => x.State).Narrows()
        .Text("型番", x => x.Model, 100).Found().Aside()
        .Text("製造番号", x => x.Serial, 100).Found().Aside()
        .Text("アドレス", x => x.Address, 60, "IPアドレスなど。").Aside()
        .Text("OS", x => x.Os, 100).Aside()
        .Day("サポートの終わり", x => x.SupportEndsOn)
        .Text("バックアップ", x => x.Backup, 200, "何を、いつ、どこに取っているかを書いてください。").Aside()
        .Number("システムの番号", x => x.System, hint: "推進計画の情報システム更新時期一覧の番号です。", most: 999).Aside()
        .Choice("機密性", x => x.Confidentiality).Aside()
        .Choice("完全性", x => x.Integrity).Aside()
        .Choice("可用性", x => x.Availability).Aside()
        .Photo("写真", x => x.Photo);

    internal sealed class Map() : RegisterMap<Machine>("assets_machines", Fields);
}

/// <summary>機器の台帳.</summary>
public sealed class MachineRegister(CityProfile city, TimeProvider clock, IPlannedSystems systems)
    : AssetRegister<Machine>(city, clock, Machine.Fields)
{
    public override string Code => "machines";
    public override string Title => "機器の台帳";
    public override string Noun => "機器";
    public override RegisterActs Acts { get; } = RegisterActs.Of("assets.machines", "機器の台帳", AssetsModule.Systems,
        AssetsModule.Systems);

    protected override async Task<Func<Machine, IEnumerable<Wrong>>> Rules(CityDb db, CancellationToken ct)
    {
        var known = await systems.All(db, ct);
        return m => SystemNumber.Wrongs(m.System, known);
    }
}

/// <summary>The number of a system in the plan's list.</summary>
static class SystemNumber
{
    public static IEnumerable<Wrong> Wrongs(int? number, IReadOnlyDictionary<int, string> known) => number is { } one
        && !known.ContainsKey(one)
        ? [new("system", $"「{one}」番のシステムは、今の推進計画にありません。{(known.Count > 0 ? $"1から{known.Keys.Max()}までの番号を書くか、" : "")}空にしてください。")] : [];
}
