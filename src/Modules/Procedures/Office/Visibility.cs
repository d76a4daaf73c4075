using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>Which cases an officer sees: those of the departments whose posts the officer holds.</summary>
public static class Visibility
{
    /// <summary>Row-level access: what was submitted to one of the departments. A checkout that nobody paid for is nobody's
    /// business.</summary>
    /// <param name="waits">
    /// Only those that wait for it. What waits for somebody has been submitted: to ask for that as well leads SQLite along the wrong index.
    /// </param>
    /// <param name="own">
    /// Only those of one officer are asked for besides. Then the department is said in words that no index understands: left to itself
    /// SQLite goes through all cases of the department for an officer who has few.
    /// </param>
    public static IQueryable<Application> Visible(
        this IQueryable<Application> cases, IReadOnlyList<string> departments, WaitsFor? waits = null, bool own = false)
    {
        var submitted = waits is null or WaitsFor.Nobody
            ? cases.Where(a => a.SubmittedAt != null)
            : cases.Where(a => a.WaitsFor == waits);
        if (own && waits is not null) return submitted.Where(a => departments.Contains(a.Department + ""));
        // One department is an equality, which an index walks in order; several are not.
        if (departments is [var one]) return submitted.Where(a => a.Department == one);
        return submitted.Where(a => departments.Contains(a.Department));
    }
}
