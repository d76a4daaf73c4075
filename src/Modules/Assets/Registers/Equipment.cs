using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;

namespace Keyaki.Assets;

/// <summary>The classes of 備品.</summary>
public enum EquipmentClass
{
    [Label("机・いす・棚")] Furniture, [Label("事務機器")] Office, [Label("電気・電子機器")] Electric, [Label("車両")] Vehicle,
    [Label("防災用品")] Disaster, [Label("図書・教材")] Book, [Label("計測・工具")] Tool, [Label("そのほか")] Other,
}

/// <summary>備品.</summary>
public sealed class Equipment : Asset
{
    public EquipmentClass Class { get; set; }
    public string? User { get; set; }
    public Yen? Price { get; set; }
    public DateOnly? AcquiredOn { get; set; }

    /// <summary>耐用年数, in years.</summary>
    public int? UsefulLife { get; set; }
    public string? Note { get; set; }

    public static readonly RegisterFields<Equipment> Fields = new RegisterFields<Equipment>(counted: "B-")
        .Text("品名", x => x.Name).Found()
        .Choice("分類", x => x.Class).Narrows()
        .Department("担当課", x => x.Department).Narrows().Fixed()
        .Text("場所", x => x.Place, 100).Found()
        .Choice("状態", x => x.State).Narrows()
        .Text("使う人・用途", x => x.User, 100, "個人の名前でなく、係や用途を書いてください。").Aside()
        .Yen("価格", x => x.Price)
        .Day("取得した日", x => x.AcquiredOn)
        .Number("耐用年数", x => x.UsefulLife, "年", most: 100)
        .Photo("写真", x => x.Photo)
        .Long("備考", x => x.Note);

    internal sealed class Map() : RegisterMap<Equipment>("assets_equipment", Fields);
}

/// <summary>備品の台帳.</summary>
public sealed class EquipmentRegister(CityProfile city, TimeProvider clock) : AssetRegister<Equipment>(city, clock, Equipment.Fields)
{
    public override string Code => "equipment";
    public override string Title => "備品の台帳";
    public override string Noun => "備品";
    internal static readonly RegisterActs Words = RegisterActs.Of("assets.equipment", "備品の台帳", AssetsModule.Read, AssetsModule.Keep);
    public override RegisterActs Acts => Words;

    protected override Task<Func<Equipment, IEnumerable<Wrong>>> Rules(CityDb db, CancellationToken ct) =>
        Task.FromResult<Func<Equipment, IEnumerable<Wrong>>>(e => e.AcquiredOn > Clock.Today()
            ? [new("acquiredOn", "取得した日は、今日までの日付を書いてください。")] : []);
}
