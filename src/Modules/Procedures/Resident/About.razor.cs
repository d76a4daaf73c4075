using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Procedures;

/// <summary>The city's own words that stand at the foot of every page, and how it is reached.</summary>
public sealed partial class About
{
    public const string Path = "/about";
    const string Reach = "contact";

    public sealed record Page(Language Language, string Code, Text Title, IReadOnlyList<CityParagraph> Body, Text? Unconfirmed,
        Contact Contact, IReadOnlyList<Department> Departments);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Path + "/{code}", Permission.Public, Deed.None, Ask);

    static IResult Ask(string code, Look look)
    {
        var (city, language, contact) = (look.City, look.Language, look.City.Hall);
        if (code == Reach) return Show(new(language, code, new("お問い合わせ", "わからない ときは", "Contact"), [],
            city.Examples.FirstOrDefault(e => e.About == "office")?.Text, contact, city.DepartmentsOn(look.Today)));
        var page = city.Pages.FirstOrDefault(p => p.Code == code) ?? throw new NotHere();
        return Show(new(language, code, page.Title, page.Body, page.Unconfirmed, contact, []));
    }
}
