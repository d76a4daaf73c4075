using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;

namespace Keyaki.Plan;

/// <summary>A register of this room: whoever writes the plan keeps it.</summary>
public abstract class PlanRegister<T>(CityProfile city, TimeProvider clock, RegisterFields<T> fields) : Register<T>(city, clock, fields)
    where T : Recorded, new()
{
    public override string At => PlanModule.At;
    public override ShellLink Room => PlanModule.Room;
    public override MenuGroup Part => MenuGroup.Planning;
    public override string Kind => $"plan.{Code}";
    public override RegisterActs Acts => acts ??= RegisterActs.Of(Kind, Title, PlanModule.Write, PlanModule.Write);
    RegisterActs? acts;
}
