using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kits;

/// <summary>The pages of a register. One that a room brings itself, at the same address, is left out here.</summary>
[Flags]
public enum RegisterPages { None = 0, List = 1, Record = 2, New = 4, Change = 8 }

/// <summary>Makes a register known, and its pages.</summary>
public static class Registers
{
    public static IServiceCollection AddRegister<T, TRegister>(this IServiceCollection services)
        where T : Recorded, new() where TRegister : Register<T> => services
        .AddSingleton<TRegister>().AddSingleton<Register<T>>(s => s.GetRequiredService<TRegister>())
        .AddSingleton<Listing>(s => s.GetRequiredService<TRegister>())
        .AddScoped<IIndexed, RegisterFind<T>>().AddScoped<IIndexed, RegisterPersonal<T>>()
        .AddScoped<IRegisterOffice, RegisterOffice<T>>();

    /// <summary>Its records stand in everybody's search, too: one more question for each word that is typed there.</summary>
    public static IServiceCollection AlsoFound<T>(this IServiceCollection services) where T : Recorded, new() =>
        services.AddScoped<IFindable, RegisterFind<T>>();

    /// <param name="own">Those that the room maps itself.</param>
    public static void MapRegister<T>(this IEndpointRouteBuilder app, RegisterPages own = RegisterPages.None) where T : Recorded, new()
    {
        var register = app.ServiceProvider.GetRequiredService<Register<T>>();
        var (home, acts) = (register.Home, register.Acts);
        var one = home + "/{id:guid}";
        var files = register.Fields.Kept.Any(f => f.Kind is FileKind);
        var takes = files ? Takes.Attachments : Takes.Form;
        if (register.TellsOfPersons && !(acts.See.Deed.IsLook && acts.Give.Deed.IsLook))
            throw new InvalidOperationException(
                $"{register.Kind} tells of persons: its looks need a text in the journal (RegisterActs.Of with a look)");
        if (!own.HasFlag(RegisterPages.List)) app.MapPage(home, acts.See.Who, acts.See.Deed, RegisterList.Ask<T>);
        app.MapPage(register.ExportUrl, acts.Give.Who, acts.Give.Deed, RegisterList.Give<T>);
        if (!own.HasFlag(RegisterPages.Record)) app.MapPage(one, acts.See.Who, acts.See.Deed, RegisterPage.Ask<T>);
        if (files)
            app.MapPage(one + "/files/{field}", acts.See.Who, acts.See.Deed, RegisterPage.File<T>);
        if (!own.HasFlag(RegisterPages.New))
            app.MapForm(register.NewUrl, acts.Begin.Who, acts.Begin.Deed, RegisterForms.BuildNew<T>, RegisterForms.AskNew<T>,
                RegisterForms.AcceptNew<T>)
                .Taking(takes);
        if (!own.HasFlag(RegisterPages.Change))
            app.MapForm(one + "/edit", acts.Change.Who, acts.Change.Deed, RegisterForms.Build<T>, RegisterForms.Ask<T>,
                RegisterForms.Accept<T>,
                acts.See.Deed).Taking(takes);
        if (register.Ends) app.MapForm(one + "/end", acts.End.Who, acts.End.Deed, RegisterForms.BuildEnd<T>, RegisterForms.AskEnd<T>,
            RegisterForms.AcceptEnd<T>,
            acts.See.Deed);
        app.MapForm(one + "/undo/{number:long}", acts.Undo.Who, acts.Undo.Deed, RegisterForms.BuildUndo<T>, RegisterForms.AskUndo<T>,
            RegisterForms.AcceptUndo<T>, acts.See.Deed);
    }
}

/// <summary>What of a register hangs on a department.</summary>
interface IRegisterOffice
{
    string Title { get; }

    /// <summary>A text of each of its records.</summary>
    IQueryable<string?> Hangs(CityDb db, Succeeds change);
    Task Give(CityDb db, Succeeds change, CancellationToken ct);
}

/// <summary>The records of one register, by its fields that name a department.</summary>
sealed class RegisterOffice<T>(Register<T> register) : IRegisterOffice where T : Recorded, new()
{
    const string Reason = "組織改正";

    public string Title => register.Title;

    public IQueryable<string?> Hangs(CityDb db, Succeeds change) => Fields.Select(f => Theirs(db, f, change))
        .DefaultIfEmpty(db.Set<T>().Take(0))
        .Aggregate((a, b) => a.Concat(b)).Select(r => (string?)r.Code);

    public async Task Give(CityDb db, Succeeds change, CancellationToken ct)
    {
        foreach (var field in Fields)
            foreach (var record in await Theirs(db, field, change).AsTracking().ToListAsync(ct))
            {
                field.Set(record, change.To);
                register.Changed(db, record, null, Reason);
            }
    }

    IEnumerable<RegisterField<T>> Fields => register.Fields.Kept.Where(f => f.IsDepartment);

    static IQueryable<T> Theirs(CityDb db, RegisterField<T> field, Succeeds change) =>
        field.Narrow(db.Set<T>().Where(r => r.EndedOn == null), change.From);
}

/// <summary>When a department ends, its records of all registers go to the successor, each with a version that says so. However many
/// registers there are, a dry run asks once.</summary>
sealed class RegistersSucceed(IEnumerable<IRegisterOffice> registers) : ISuccession
{
    public async Task<IReadOnlyList<Hanging>> Look(CityDb db, Succeeds change, CancellationToken ct) =>
        registers.ToArray() is { Length: > 0 } all
            ? await Hanging.Counted(ct, [.. all.Select(r => (r.Title, r.Hangs(db, change)))]) : [];

    public async Task Move(CityDb db, Succeeds change, CancellationToken ct)
    {
        foreach (var register in registers) await register.Give(db, change, ct);
    }
}
