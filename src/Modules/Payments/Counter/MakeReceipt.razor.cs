using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>領収書を作る: with a name or without, as a PDF of A4; each further one says 再発行.</summary>
public sealed partial class MakeReceipt
{
    public sealed record Page(Form Form, Sale Sale, IReadOnlyList<SaleReceipt> Made);

    public static string Url(Guid sale) => Sales.Url(sale) + "/receipt";
    public static string File(Guid receipt) => $"{Sales.Home}/receipts/{receipt}.pdf";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm(Sales.Home + "/sales/{id:guid}/receipt", PaymentsModule.CanSell, CounterDeeds.Receipt, Build, Ask, Accept);
        app.MapPage(Sales.Home + "/receipts/{id:guid}.pdf", PaymentsModule.CanSell, CounterDeeds.Look, Print);
    }

    static Form Build() => new([new Question("name", new TextKind(), "宛名")
        { Required = false, MaxLength = SaleReceipt.LongestName,
            Hint = $"空けておくと、手で書けます。{SaleReceipt.NameDays}日たつと消えます。" }]);

    static async Task<Sale> Find(Guid id, Look look) =>
        await look.Find(Sales.Visible(look).Include(s => s.Lines).Where(s => s.Id == id && s.State == SaleState.Paid));

    static async Task<IResult> Ask(Guid id, Form form, Look look) => Show(new(form, await Find(id, look),
        await look.Db.Set<SaleReceipt>().AsNoTracking().Where(r => r.SaleId == id).OrderBy(r => r.Copy).ToListAsync(look.Stop)));

    static async Task<Answer> Accept(Guid id, Form form, Turn turn, MasterKey key)
    {
        var (sale, name) = (await Find(id, turn), form["name"].Trim());
        var made = await turn.Db.Set<SaleReceipt>().CountAsync(r => r.SaleId == id, turn.Stop);
        var receipt = new SaleReceipt
        {
            Id = turn.NewId(), SaleId = id, Number = sale.Receipt ?? throw new NotHere(), Copy = made + 1,
            SealedName = name.Length == 0 ? null : key.Seal(name, SaleReceipt.Purpose), By = turn.Me, At = turn.Now,
        };
        turn.Db.Add(receipt);
        turn.Journal.About(Sales.Kind, id).Fact("copy", receipt.Copy);
        return Answer.See(Url(id));
    }

    static async Task<IResult> Print(Guid id, Look look, MasterKey key, PaperFonts fonts)
    {
        var receipt = await look.Find<SaleReceipt>(r => r.Id == id);
        var sale = await Find(receipt.SaleId, look);
        var name = receipt.SealedName is { } box ? key.Open(box, SaleReceipt.Purpose) : "";
        if (name.Length > 0) look.Journal.About(Sales.Kind, sale.Id).Unnamed();
        var department = look.City.Department(sale.Department, sale.Day)?.Name ?? sale.Department;
        return Results.File(SaleReceipt.Print(sale, receipt, name, look.City.City.Name, department, fonts).Pdf, "application/pdf");
    }
}
