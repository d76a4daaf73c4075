using Keyaki.Kernel;

namespace Keyaki.Website;

/// <summary>ひな形: what a page or notice of a kind begins with. Those without departments are for all.</summary>
public sealed record SiteTemplate(string Code, string Title, PageKind Kind, IReadOnlyList<string> Departments, Content Content)
{
    public bool IsFor(IReadOnlyCollection<string> departments) => Departments.Count == 0 || Departments.Any(departments.Contains);
}

/// <summary>The templates of a city, from its file; none where it has none.</summary>
public sealed record SiteTemplates(IReadOnlyList<SiteTemplate> All)
{
    internal static readonly CityFiles Files = new CityFiles<SiteTemplates>("website", "templates*.json", "site-templates.json", r =>
        new(r.Files.Count == 0 ? [] : r.File.Items("templates", each => Read(each, r.City.Departments), t => t.Code)));

    static SiteTemplate Read(Section each, IReadOnlyList<Department> known)
    {
        each.Only("code", "title", "kind", "departments", "content");
        var kind = each.OneOf("kind", "page", "notice") == "notice" ? PageKind.Notice : PageKind.Page;
        var content = Content.Of(each.Maybe("content")?.Json.GetRawText() ?? "{}");
        if (kind is PageKind.Notice) content = content with { Facts = content.Facts ?? Facts.None };
        return new(each.Code("code"), each.Word("title"), kind, each.Has("departments") ? each.Departments(known) : [], content);
    }
}
