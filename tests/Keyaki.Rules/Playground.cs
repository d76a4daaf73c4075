using Keyaki.Assets;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Staff;
using Keyaki.Ui;

namespace Keyaki.Tests.Rules;

enum PlaygroundKind { [Label("すべり台")] Slide, [Label("ぶらんこ")] Swing, [Label("砂場")] Sand, [Label("そのほか")] Other }

enum Inspection { [Label("異常なし")] Sound, [Label("直す")] Mend, [Label("使用中止")] Closed }

enum ReportedBy { [Label("電話")] Phone, [Label("窓口")] Desk }

/// <summary>公園の遊具: a register of the tests' own, made by docs/new-register.md. Who of the neighbours reported something is behind a
/// power.</summary>
sealed class Playground : Recorded
{
    public string Park { get; set; } = "";
    public PlaygroundKind Kind { get; set; }
    public string? Maker { get; set; }
    public string Department { get; set; } = "";
    public DateOnly? InstalledOn { get; set; }
    public DateOnly? InspectedOn { get; set; }
    public Inspection Result { get; set; }
    public string Neighbour { get; set; } = "";
    public ReportedBy? Reported { get; set; }
    public string? Note { get; set; }

    public static readonly RegisterFields<Playground> Fields = new RegisterFields<Playground>(counted: "P-")
        .Text("公園", x => x.Park, 100).Found().Orders()
        .Choice("種類", x => x.Kind).Narrows()
        .Text("作った会社", x => x.Maker, 100).Found()
        .Department("担当課", x => x.Department).Narrows()
        .Day("設けた日", x => x.InstalledOn)
        .Day("点検した日", x => x.InspectedOn)
        .Choice("点検の結果", x => x.Result).Narrows()
        .Text("知らせた人", x => x.Neighbour, 100).Found().Orders().Personal(StaffModule.CanManage)
        .Choice("知らせ方", x => x.Reported).Narrows().Personal(StaffModule.CanManage)
        .Long("備考", x => x.Note);

    internal sealed class Map() : RegisterMap<Playground>("test_playgrounds", Fields);
}

/// <summary>遊具の台帳.</summary>
sealed class Playgrounds(CityProfile city, TimeProvider clock) : RoomRegister<Playground>(city, clock, Playground.Fields)
{
    public override string Code => "playgrounds";
    public override string Title => "遊具の台帳";
    public override string Noun => "遊具";
    public override RegisterActs Acts { get; } = RegisterActs.Of("test.playgrounds", "遊具の台帳", AssetsModule.Read, AssetsModule.Keep,
        Deed.Look("test.playgrounds.looked", "遊具の台帳を見た", "ゆうぐの きろくを 見た", "looked at the register of playgrounds"));
}
