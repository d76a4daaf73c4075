using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Assets;

/// <summary>What a phone's camera opens from a label: while its department counts, one press says that the thing is there; else its page
/// in the register.</summary>
public sealed partial class Tick
{
    public sealed record Page(Form Form, Thing Thing, Guid Stock, string Department, bool Ticked);

    const string Counted = "棚卸しで撮った写真";

    internal static readonly Deed Seen = new("assets.stock.ticked", "棚卸しで、物があることを記録した");

    public static string Url(string code) => $"{AssetsModule.At}/q/{Uri.EscapeDataString(code)}";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(AssetsModule.At + "/q/{code}", AssetsModule.Read, Seen, Build, Ask, Accept)
            .Taking(Takes.Attachments);

    static Form Build(Look look) => new([
        new Question("where", new TextKind(), "台帳と違う所にあったときは、その場所") { Required = false, MaxLength = 100 },
        new Question("photo", Upload.Photo, "今の様子の写真") { Required = false, Hint = "撮ると、台帳の写真が新しいものになります。" },
    ])
    { Files = Upload.Of(look) };

    /// <summary>The thing with that number, of either register.</summary>
    internal static async Task<(Thing Thing, string Department)?> Named(Look look, string code)
    {
        var found = await look.Db.Set<Equipment>().AsNoTracking().Where(x => x.Code == code && x.EndedOn == null)
            .Select(x => new { Register = Things.Equipment, x.Id, x.Name, x.Place, x.Department })
            .Concat(look.Db.Set<Machine>().Where(x => x.Code == code && x.EndedOn == null)
                .Select(x => new { Register = Things.Machines, x.Id, x.Name, x.Place, x.Department })).FirstOrDefaultAsync(look.Stop);
        return found is null ? null : (new(found.Register, found.Id, code, found.Name, found.Place), found.Department);
    }

    static async Task<(Thing Thing, string Department, Stock? Stock)> Find(Look look, string code)
    {
        var (thing, department) = await Named(look, code) ?? throw new NotHere();
        var stock = look.Actor.Can(AssetsModule.Keep)
            ? await ListStock.Visible(look).AsNoTracking().FirstOrDefaultAsync(s => s.Department == department && s.ClosedAt == null,
                look.Stop) : null;
        return (thing, department, stock);
    }

    static async Task<object> Ask(string code, Form form, Look look)
    {
        var (thing, department, stock) = await Find(look, code);
        if (stock is null) return Answer.See(thing.Url);
        return Show(new(form, thing, stock.Id, look.City.Department(department, look.Today)?.Name ?? department,
            await look.Db.Set<StockTick>().AnyAsync(t => t.Stock == stock.Id && t.Asset == thing.Id, look.Stop)));
    }

    static async Task<Answer> Accept(string code, Form form, Turn turn, EquipmentRegister equipment, MachineRegister machines)
    {
        var (thing, _, stock) = await Find(turn, code);
        if (stock is null) throw new Rule("", "この課の棚卸しは、終わりました。");
        var elsewhere = form.Value("where") as string;
        if (await turn.Db.Set<StockTick>().AnyAsync(t => t.Stock == stock.Id && t.Asset == thing.Id, turn.Stop)) turn.Journal.Nothing();
        else
        {
            turn.Db.Add(new StockTick
            {
                Stock = stock.Id, Asset = thing.Id, Register = thing.Register, By = turn.Me, At = turn.Now,
                Elsewhere = elsewhere is { Length: > 0 } ? elsewhere : null,
            });
            if (Guid.TryParse(form.Value("photo") as string, out var photo))
                await (thing.Register is Things.Equipment ? equipment.Photograph(turn, thing.Id, photo, Counted)
                    : machines.Photograph(turn, thing.Id, photo, Counted));
            turn.Journal.About($"assets.{thing.Register}", thing.Id);
        }
        return Answer.See(Url(code));
    }
}
