namespace Keyaki.Contracts;

/// <summary>A procedure that the hall itself takes in online today: its code, its title in Japanese, the code of its department.</summary>
public sealed record OnlineProcedure(string Code, string Title, string Department);

/// <summary>Which procedures the hall runs. How many came in is measured, not told: the measure <see cref="Measure"/> counts them, a
/// part for each code.</summary>
public interface IProcedures
{
    const string Measure = "applications.by-procedure";

    IReadOnlyList<OnlineProcedure> Offered(DateOnly today);
}
