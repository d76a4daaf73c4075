using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Assets;

/// <summary>What stands in the offices of the practice city: some of it old, some of it with a support or a lease that ends soon.</summary>
static class StoryAssets
{
    static readonly (string Name, EquipmentClass Class, int Price, int Life)[] Things =
    [
        ("事務机", EquipmentClass.Furniture, 38_000, 15), ("書庫", EquipmentClass.Furniture, 52_000, 15),
            ("シュレッダー", EquipmentClass.Office, 98_000, 5),
        ("プロジェクター", EquipmentClass.Electric, 120_000, 5), ("軽自動車", EquipmentClass.Vehicle, 1_250_000, 4),
            ("簡易トイレ", EquipmentClass.Disaster, 24_000, 10),
        ("騒音計", EquipmentClass.Tool, 86_000, 5),
    ];

    static readonly (string Name, MachineKind Kind, Zone Zone, string Os, int Months)[] Machines =
    [
        ("窓口端末", MachineKind.Terminal, Zone.MyNumber, "練習OS 11", 30), ("事務端末", MachineKind.Terminal, Zone.Lgwan, "練習OS 11", 30),
        ("住民情報サーバー", MachineKind.Server, Zone.MyNumber, "練習サーバー 2019", 5),
            ("庁舎の中継機", MachineKind.Network, Zone.Lgwan, "", 14),
        ("複合機", MachineKind.Printer, Zone.Lgwan, "", 20),
    ];

    public static async Task Plant(Seeding seeding)
    {
        var (services, db) = (seeding.Services, seeding.Db);
        var (equipment, machines) = (services.GetRequiredService<EquipmentRegister>(), services.GetRequiredService<MachineRegister>());
        var (licences, agreements) = (services.GetRequiredService<LicenceRegister>(), services.GetRequiredService<AgreementRegister>());
        // The story begins a year ago; what ends soon ends soon from today.
        var (today, begun) = ((seeding.Clock as StoryClock)?.Truth.Today() ?? seeding.Clock.Today(), seeding.Clock.Today());
        var departments = services.GetRequiredService<CityProfile>().DepartmentsOn(today).Select(d => d.Code).Take(12).ToList();
        var (next, machine) = (await equipment.Numbers(db, default), await machines.Numbers(db, default));
        foreach (var (d, department) in departments.Index())
        {
            foreach (var (i, of) in Things.Index())
                equipment.Begin(db, new()
                {
                    Id = seeding.Clock.NewId(), Code = next(), Name = of.Name, Class = of.Class, Department = department, Place =
                        $"本庁舎{d % 4 + 1}階",
                    State = i == 3 ? AssetState.ToLend : AssetState.Used, Price = new(of.Price), UsefulLife = of.Life,
                    AcquiredOn = today.AddMonths(-13 * (d + i) - 7),
                }, begun, null);
            foreach (var (i, of) in Machines.Index().Where(m => (m.Index + d) % 2 == 0))
                machines.Begin(db, new()
                {
                    Id = seeding.Clock.NewId(), Code = machine(), Name = of.Name, Kind = of.Kind, Zone = of.Zone, Department = department,
                    Place = $"本庁舎{d % 4 + 1}階", Os = of.Os.Length > 0 ? of.Os : null, SupportEndsOn = today.AddMonths(of.Months + d),
                    Confidentiality = of.Zone is Zone.MyNumber ? Confidentiality.Three : Confidentiality.Two,
                }, begun, null);
        }
        licences.Begin(db, new()
        {
            Id = seeding.Clock.NewId(), Code = (await licences.Numbers(db, default))(), Name = "文書作成ソフト（練習）", Maker =
                "練習ソフト株式会社",
            Department = "dx", Count = 450, Used = 431, EndsOn = today.AddDays(48),
        }, begun, null);
        agreements.Begin(db, new()
        {
            Id = seeding.Clock.NewId(), Code = (await agreements.Numbers(db, default))(), Name = "事務端末のリース（練習）", Kind =
                AgreementKind.Lease,
            Party = "練習リース株式会社", Department = "dx", BeginsOn = today.AddYears(-5).AddDays(120), EndsOn = today.AddDays(119),
            Yearly = new(9_600_000), System = 1,
        }, begun, null);
    }
}
