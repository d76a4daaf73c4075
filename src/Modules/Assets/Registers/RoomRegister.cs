using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Components;

namespace Keyaki.Assets;

/// <summary>A register of this room: its desks stand above it, and tables are taken in by who handles all departments'.</summary>
public abstract class RoomRegister<T>(CityProfile city, TimeProvider clock, RegisterFields<T> fields)
    : Register<T>(city, clock, fields) where T : Recorded, new()
{
    public override string At => AssetsModule.At;
    public override ShellLink Room => AssetsModule.Room;
    public override string Kind => $"assets.{Code}";
    public override Permission Takes => AssetsModule.All;
    public override Task<RenderFragment?> Above(Look look) =>
        Task.FromResult<RenderFragment?>(Rendered.Of<AssetNav>((nameof(AssetNav.Here), Home)));
}

/// <summary>A register of things: only one's own department's, and given up by a decision.</summary>
public abstract class AssetRegister<T>(CityProfile city, TimeProvider clock, RegisterFields<T> fields)
    : RoomRegister<T>(city, clock, fields) where T : Asset, new()
{
    public override bool Ends => false;

    public override IQueryable<T> Visible(Look look)
    {
        var departments = look.Departments;
        return look.Actor.Can(AssetsModule.All) ? look.Db.Set<T>() : look.Db.Set<T>().Where(x => departments.Contains(x.Department));
    }

    /// <summary>From now on its photograph is the one that was just taken; the one before stays in its history.</summary>
    public async Task Photograph(Turn turn, Guid thing, Guid photo, string reason)
    {
        var record = await turn.Take(Visible(turn).Where(x => x.Id == thing));
        record.Photo = photo;
        await Changed(turn, record, reason);
    }

    public override Task<RenderFragment?> Above(Look look) => Task.FromResult<RenderFragment?>(Rendered.Of<AssetNav>(
        (nameof(AssetNav.Here), Home), (nameof(AssetNav.Register), Code)));

    public override async Task<RenderFragment?> Below(Look look, T thing) => thing.EndedOn is not null ? null
        : Rendered.Of<AssetActs>((nameof(AssetActs.Thing), await Things.Standing(look, Code, thing)),
            (nameof(AssetActs.May), look.Actor.Can(Acts.Change.Who)));
}
