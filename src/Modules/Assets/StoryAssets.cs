using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Assets;

/// <summary>What stands in the offices of the practice city, some of it old, some with a support or a lease that ends soon; and what
/// becomes of it in a year: bought, lent, counted, given up.</summary>
sealed class StoryAssets(Telling telling, StoryAssets.Sent keeper, StoryAssets.Sent borrower)
{
    sealed record Story(IReadOnlyList<Sent> Officers);
    internal sealed record Sent(string Id, string Name, string Department, string Post);

    static readonly (string Name, EquipmentClass Class, int Price, int Life)[] Stock =
    [
        ("事務机", EquipmentClass.Furniture, 38_000, 15),
        ("書庫", EquipmentClass.Furniture, 52_000, 15),
        ("シュレッダー", EquipmentClass.Office, 98_000, 5),
        ("プロジェクター", EquipmentClass.Electric, 120_000, 5),
        ("軽自動車", EquipmentClass.Vehicle, 1_250_000, 4),
        ("簡易トイレ", EquipmentClass.Disaster, 24_000, 10),
        ("騒音計", EquipmentClass.Tool, 86_000, 5),
    ];

    static readonly (string Name, MachineKind Kind, Zone Zone, string Os, int Months)[] Machines =
    [
        ("窓口端末", MachineKind.Terminal, Zone.MyNumber, "練習OS 11", 30),
        ("事務端末", MachineKind.Terminal, Zone.Lgwan, "練習OS 11", 30),
        ("住民情報サーバー", MachineKind.Server, Zone.MyNumber, "練習サーバー 2019", 5),
        ("庁舎の中継機", MachineKind.Network, Zone.Lgwan, "", 14),
        ("複合機", MachineKind.Printer, Zone.Lgwan, "", 20),
    ];

    static readonly string[] Bought =
        ["会議用の椅子", "ラミネーター", "折り畳み机", "案内用の看板", "台車", "掲示板", "延長コード巻取り機"];

    /// <summary>What stood there before the story began.</summary>
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
            var place = $"本庁舎{d % 4 + 1}階";
            foreach (var (i, of) in Stock.Index())
                equipment.Begin(db, new()
                {
                    Id = seeding.Clock.NewId(), Code = next(), Name = of.Name, Class = of.Class,
                    Department = department, Place = place, State = i == 3 ? AssetState.ToLend : AssetState.Used,
                    Price = new(of.Price), UsefulLife = of.Life, AcquiredOn = today.AddMonths(-13 * (d + i + 1) - 7),
                }, begun, null);
            foreach (var (i, of) in Machines.Index().Where(m => (m.Index + d) % 2 == 0))
                machines.Begin(db, new()
                {
                    Id = seeding.Clock.NewId(), Code = machine(), Name = of.Name, Kind = of.Kind, Zone = of.Zone,
                    Department = department, Place = place, Os = of.Os.Length > 0 ? of.Os : null,
                    SupportEndsOn = today.AddMonths(of.Months + d),
                    Confidentiality = of.Zone is Zone.MyNumber ? Confidentiality.Three : Confidentiality.Two,
                }, begun, null);
        }
        licences.Begin(db, new()
        {
            Id = seeding.Clock.NewId(), Code = (await licences.Numbers(db, default))(), Name = "文書作成ソフト（練習）",
            Maker = "練習ソフト株式会社", Department = "dx", Count = 450, Used = 431, EndsOn = today.AddDays(48),
        }, begun, null);
        agreements.Begin(db, new()
        {
            Id = seeding.Clock.NewId(), Code = (await agreements.Numbers(db, default))(), Name = "事務端末のリース（練習）",
            Kind = AgreementKind.Lease, Party = "練習リース株式会社", Department = "dx",
            BeginsOn = today.AddYears(-5).AddDays(120), EndsOn = today.AddDays(119), Yearly = new(9_600_000), System = 1,
        }, begun, null);
    }

    /// <summary>The year of one department's things: two of its officers are enough to buy, lend, count and give up.</summary>
    public static async Task Scenes(Telling telling)
    {
        var officers = (await StoryFile.Read<Story>(telling.CityFolder)).Officers;
        var two = officers.GroupBy(o => o.Department).FirstOrDefault(g => g.Count() > 1)?.Take(2).ToList();
        if (two is not [var keeper, var borrower]) return;
        var told = new StoryAssets(telling, keeper, borrower);
        foreach (var (n, name) in Bought.Index()) telling.On(30 * (n + 1), 11, 10 + n, () => told.Buy(name, n));
        telling.On(62, 9, 40, async () =>
        {
            await told.Lend("プロジェクター", telling.Day(50));
            telling.On(49, 16, 20, told.Return);
        });
        telling.On(40, 9, 5, told.Begin);
        telling.On(38, 14, 30, () => told.Tick(all: true));
        telling.On(37, 15, 0, told.Close);
        telling.On(12, 10, 15, () => told.Lend("プロジェクター", telling.End.Day().AddDays(-1)));
        telling.On(6, 13, 45, () => told.GiveUp("シュレッダー"));
        telling.On(2, 9, 10, told.Begin);
        telling.On(1, 10, 30, () => told.Tick(all: false));
    }

    Task Keep(Deed deed, Func<Turn, IServiceProvider, Task> work) =>
        telling.As(new(ActorKind.Officer, telling.People[keeper.Id], keeper.Name, keeper.Post, keeper.Department), deed, work);

    Task<Equipment> Named(Turn turn, string name) => turn.Db.Set<Equipment>().AsTracking()
        .Where(e => e.Department == keeper.Department && e.Name == name && e.EndedOn == null).OrderBy(e => e.Code).FirstAsync(turn.Stop);

    Task Buy(string name, int n) => Keep(EquipmentRegister.Words.Begin.Deed, async (turn, services) =>
    {
        var register = services.GetRequiredService<EquipmentRegister>();
        var bought = register.Begin(turn.Db, new()
        {
            Id = turn.NewId(), Code = (await register.Numbers(turn.Db, turn.Stop))(), Name = name, Class = EquipmentClass.Office,
            Department = keeper.Department, Place = "本庁舎1階", State = AssetState.Used, Price = new(6_000 + 1_400 * n), UsefulLife = 8,
            AcquiredOn = turn.Today,
        }, turn.Today, turn.Me);
        turn.Journal.About(register.Kind, bought.Id);
    });

    Task Lend(string name, DateOnly due) => Keep(Assets.Lend.Lent, async (turn, _) =>
        Assets.Lend.Give(turn, Things.Equipment, await Named(turn, name), telling.People[borrower.Id], borrower.Name, due));

    Task Return() => Keep(Assets.Lend.Returned, async (turn, _) => Assets.Lend.Receive(turn,
        await turn.Db.Set<Loan>().AsTracking().FirstAsync(l => l.ReturnedAt == null && l.By == turn.Me, turn.Stop)));

    Task<Stock> Going(Turn turn) => turn.Db.Set<Stock>().AsTracking()
        .FirstAsync(s => s.Department == keeper.Department && s.ClosedAt == null, turn.Stop);

    Task Begin() => Keep(ListStock.Begun, (turn, _) =>
    {
        ListStock.Open(keeper.Department, turn);
        return Task.CompletedTask;
    });

    /// <summary>A whole round finds all but one; half of one leaves the rest for tomorrow.</summary>
    Task Tick(bool all) => Keep(Assets.Tick.Seen, async (turn, _) =>
    {
        var stock = await Going(turn);
        var things = await Things.Of(turn.Db, keeper.Department, turn.Stop);
        foreach (var thing in things.Skip(1).Take(all ? things.Count : things.Count / 2))
            turn.Db.Add(new StockTick
            {
                Stock = stock.Id, Asset = thing.Id, Register = thing.Register, By = turn.Me, At = turn.Now,
                Elsewhere = thing.Name == "簡易トイレ" ? "防災倉庫（練習）" : null,
            });
        turn.Journal.About("assets.stock", stock.Id);
    });

    Task Close() => Keep(ShowStock.Closed, async (turn, _) => await ShowStock.End(await Going(turn), turn));

    Task GiveUp(string name) => Keep(MoveThing.Proposed, async (turn, services) =>
    {
        var thing = await Named(turn, name);
        var move = new AssetMove
        {
            Id = turn.NewId(), Kind = MoveKind.Disposal, Register = Things.Equipment, Asset = thing.Id, Code = thing.Code,
            Name = thing.Name, From = thing.Department, Way = "業者に引き渡して処分します。", Reason = "壊れて、直す部品がもうありません。",
            By = turn.Me, At = turn.Now,
        };
        await MoveThing.Put(turn, move, services.GetRequiredService<IApprovals>());
    });
}
