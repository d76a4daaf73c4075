using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Assets;

/// <summary>How a thing stands beside what its register says: lent, or waiting for a decision.</summary>
/// <param name="Register">equipment or machines.</param>
public sealed record Standing(string Register, Guid Id, string Code, string Name, Loan? Loan, AssetMove? Move, string? Borrower);

/// <summary>Things of both registers, where an act does not care which.</summary>
static class Things
{
    public const string Equipment = "equipment", Machines = "machines";

    public static string Url(string register, Guid id) => $"{AssetsModule.At}/{register}/{id}";

    /// <summary>The thing, if whoever looks may see it.</summary>
    /// <exception cref="NotHere">there is none.</exception>
    public static async Task<Asset> Find(Look look, string register, Guid id, EquipmentRegister equipment, MachineRegister machines) =>
        register switch
        {
            Equipment => await look.Find(equipment.Visible(look).Where(x => x.Id == id && x.EndedOn == null)),
            Machines when look.Actor.Can(AssetsModule.Systems) => await look.Find(machines.Visible(look).Where(x =>
                x.Id == id && x.EndedOn == null)),
            _ => throw new NotHere(),
        };

    public static async Task<Standing> Standing(Look look, string register, Asset thing)
    {
        var loan = await look.Db.Set<Loan>().AsNoTracking().FirstOrDefaultAsync(l => l.Asset == thing.Id && l.ReturnedAt == null,
            look.Stop);
        var move = await look.Db.Set<AssetMove>().AsNoTracking().FirstOrDefaultAsync(m => m.Asset == thing.Id && m.EndedAt == null,
            look.Stop);
        return new(register, thing.Id, thing.Code, thing.Name, loan, move, loan?.Borrower);
    }

    /// <summary>All of a department that are there, of both registers, by number.</summary>
    public static async Task<IReadOnlyList<Thing>> Of(CityDb db, string department, CancellationToken ct) =>
    [
        .. await db.Set<Equipment>().AsNoTracking().Where(x => x.Department == department && x.EndedOn == null).OrderBy(x => x.Code)
            .Select(x => new Thing(Equipment, x.Id, x.Code, x.Name, x.Place)).ToListAsync(ct),
        .. await db.Set<Machine>().AsNoTracking().Where(x => x.Department == department && x.EndedOn == null).OrderBy(x => x.Code)
            .Select(x => new Thing(Machines, x.Id, x.Code, x.Name, x.Place)).ToListAsync(ct),
    ];
}

/// <summary>A thing as lists and labels say it.</summary>
public sealed record Thing(string Register, Guid Id, string Code, string Name, string Place)
{
    public string Url => Things.Url(Register, Id);
}
