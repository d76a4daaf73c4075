using Keyaki.Kernel;

namespace Keyaki.Plan;

/// <summary>担当の課: the department that answers for an initiative. Its code is null where the city's list has none that fits; Why says
/// how it was found.</summary>
public sealed record Owner(string? Department, string Name, string Why)
{
    const string Everybody = "全課";

    /// <summary>The first of the initiative's departments that the city has; else the plan's secretariat.</summary>
    public static Owner Of(Initiative initiative, Book book, CityProfile city)
    {
        foreach (var name in initiative.Departments)
            if (city.Departments.FirstOrDefault(d => d.Name == name) is { } found)
                return new(found.Code, found.Name, "計画の関連部署のうち、最初に書かれた課です。");
        var secretariat = book.Organisation.Bodies.FirstOrDefault(b => b.Code == "secretariat")?.Title;
        var why = initiative.Departments.Contains(Everybody) ? $"計画の関連部署は「{Everybody}」なので、事務局が報告します。" : "計画の関連部署に市の課の名前がないので、事務局が報告します。";
        return city.Departments.FirstOrDefault(d => d.Name == secretariat) is { } dx ? new(dx.Code, dx.Name, why)
            : new(null, "決まっていません", why);
    }

    /// <summary>True when the officer belongs to this department by one of their posts.</summary>
    public bool IsOf(Actor officer) => Department is { } code && officer.Offices.Contains(code);

    /// <summary>The department's own officers, and whoever runs the plan.</summary>
    public bool Opens(Actor officer) => officer.Can(PlanModule.Write) || IsOf(officer);
}
