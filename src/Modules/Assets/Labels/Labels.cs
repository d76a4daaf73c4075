using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Assets;

/// <summary>QRコードのラベル: a sheet of A4 with 24 labels of 70 x 37 mm, or one; a phone's camera opens what stands in the code.</summary>
static class Labels
{
    const int Most = 480, Across = 3, Down = 8;
    const double Width = 70, Height = 37, Edge = 4, Code = 26;

    public static string Url(string register) => $"{AssetsModule.At}/{register}/labels.pdf";
    public static string One(string register, Guid id) => $"{Things.Url(register, id)}/label.pdf";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(AssetsModule.At + "/{register}/labels.pdf", AssetsModule.Read, Deed.None, All);
        app.MapPage(AssetsModule.One + "/label.pdf", AssetsModule.Read, Deed.None, Single);
    }

    static async Task<IResult> All(string register, Look look, EquipmentRegister equipment, MachineRegister machines, PaperFonts fonts,
        IConfiguration settings) => File(register switch
        {
            Things.Equipment => await Take(equipment.Visible(look), register, look),
            Things.Machines when look.Actor.Can(AssetsModule.Systems) => await Take(machines.Visible(look), register, look),
            _ => throw new NotHere(),
        }, fonts, settings);

    static async Task<IResult> Single(string register, Guid id, Look look, EquipmentRegister equipment, MachineRegister machines,
        PaperFonts fonts,
        IConfiguration settings)
    {
        var thing = await Things.Find(look, register, id, equipment, machines);
        return File([new(register, id, thing.Code, thing.Name, thing.Place)], fonts, settings);
    }

    static Task<List<Thing>> Take<T>(IQueryable<T> visible, string register, Look look) where T : Asset => visible.AsNoTracking()
        .Where(x => x.EndedOn == null).OrderByDescending(x => x.Code).Take(Most).OrderBy(x => x.Code)
        .Select(x => new Thing(register, x.Id, x.Code, x.Name, x.Place)).ToListAsync(look.Stop);

    static IResult File(List<Thing> things, PaperFonts fonts, IConfiguration settings) =>
        Results.File(Draw(things, fonts, settings["Keyaki:OfficeAddress"]?.TrimEnd('/') ?? ""), "application/pdf");

    /// <summary>The sheets, filled from the upper left.</summary>
    internal static byte[] Draw(IReadOnlyList<Thing> things, PaperFonts fonts, string address)
    {
        var paper = new Paper(fonts, "QRコードのラベル");
        foreach (var (i, thing) in things.Index())
        {
            var place = i % (Across * Down);
            if (i > 0 && place == 0) paper.NewSheet();
            var (left, top) = (place % Across * Width, place / Across * Height + 0.5);
            var (side, dark) = QrCode.Squares(address + Tick.Url(thing.Code));
            var square = Code / side;
            foreach (var (x, y) in dark) paper.Fill(left + Edge + x * square, top + Edge + y * square, square + 0.02, square + 0.02, 0);
            var words = left + Edge + Code + 1;
            paper.Line(thing.Code, paper.Plain with { Points = 11, Face = fonts.Gothic }, words, Width - Edge - Code - 3, top + Edge + 3);
            paper.Line(PlainText.Cut(thing.Name, 22), paper.Plain with { Points = 8 }, words, Width - Edge - Code - 3, top + Edge + 11);
        }
        if (things.Count == 0) paper.Text("ラベルにするものがありません。");
        return paper.Finish().Pdf;
    }
}
