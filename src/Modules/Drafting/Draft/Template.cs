using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Drafting;

/// <summary>A template of the city's file: what a draft of that kind begins with.</summary>
public sealed record CityTemplate(
    string Code,
    string Title,
    string Subject,
    string Purpose,
    string Basis,
    string Act,
    Way Way,
    DisclosureClass Disclosure,
    string Body)
{
    public string Series { get; init; } = Draft.Usual;
    public Cover Cover => new(Subject, Purpose, Basis, Act, null, "") { Way = Way, Disclosure = Disclosure, Series = Series };
}

/// <summary>A seal of the city (公印): its name and the department that keeps it.</summary>
public sealed record CitySeal(string Code, string Title, string Department);

/// <summary>起案の雛形と公印: the templates of the city's file, and the seals.</summary>
public sealed record DraftingFiles(IReadOnlyList<CityTemplate> Templates, IReadOnlyList<CitySeal> Seals)
{
    static readonly Dictionary<string, Way> Ways = Enum.GetValues<Way>().ToDictionary(w => w.ToString().ToLowerInvariant());
    static readonly Dictionary<string, DisclosureClass> Closings =
        Enum.GetValues<DisclosureClass>().ToDictionary(d => d.ToString().ToLowerInvariant());

    internal static CityFiles Files { get; } = new CityFiles<DraftingFiles>("drafting", "templates.json", "drafting-templates.json", Read);

    static DraftingFiles Read(CityReading reading)
    {
        var seals = new List<CitySeal>();
        var templates = reading.File.Items("templates", Template, t => t.Code, root =>
        {
            foreach (var each in root.List("seals"))
            {
                each.Only("code", "title", "department");
                seals.Add(new(each.Code("code"), each.Word("title"), each.Department(reading.City.Departments)));
            }
        }, "seals");
        // What a template names must be there: else its first draft would find out.
        foreach (var template in templates)
        {
            if (reading.City.Files<IDelegation>().Acts(DateOnly.MaxValue).All(a => a.Code != template.Act))
                reading.File.Faults.Add($"templates.{template.Code}.act", $"「{template.Act}」という決裁の種類は、専決規程にありません。");
            if (reading.City.Files<NumberSeriesList>().Find(template.Series) is null)
                reading.File.Faults.Add($"templates.{template.Code}.series", $"「{template.Series}」という番号の系列がありません。");
        }
        return new(templates, seals);
    }

    static CityTemplate Template(Section each)
    {
        each.Only("code", "title", "subject", "purpose", "basis", "act", "way", "disclosure", "body", "series");
        return new(each.Code("code"), each.Word("title"), each.MaybeWord("subject") ?? "", each.MaybeWord("purpose") ?? "",
            each.MaybeWord("basis") ?? "", each.Code("act"), Ways.GetValueOrDefault(each.OneOf("way", [.. Ways.Keys])),
            Closings.GetValueOrDefault(each.OneOf("disclosure", [.. Closings.Keys])), each.MaybeWord("body") ?? "")
        { Series = each.MaybeWord("series") ?? Draft.Usual };
    }
}

/// <summary>A template that a department made for itself.</summary>
public sealed class OwnTemplate : DepartmentTemplate
{
    public string Subject { get; private set; } = "";
    public string Purpose { get; private set; } = "";
    public string Basis { get; private set; } = "";
    public string Act { get; private set; } = "";
    public Way Way { get; private set; }
    public string Body { get; private set; } = "";

    public CityTemplate Face => new(Id.ToString("N"), Title, Subject, Purpose, Basis, Act, Way, DisclosureClass.Open, Body);

    public void Write(CityTemplate wanted, Guid by, DateTimeOffset at)
    {
        Written(wanted.Title, by, at);
        (Subject, Purpose, Basis) = (wanted.Subject.Trim(), wanted.Purpose.Trim(), wanted.Basis.Trim());
        (Act, Way, Body) = (wanted.Act, wanted.Way, wanted.Body);
    }

    internal sealed class Map : IEntityTypeConfiguration<OwnTemplate>
    {
        public void Configure(EntityTypeBuilder<OwnTemplate> b)
        {
            KeepAs(b, "drafting_templates");
            b.Ignore(x => x.Face);
            b.Property(x => x.Subject).HasMaxLength(300);
            b.Property(x => x.Purpose).HasMaxLength(2000);
            b.Property(x => x.Basis).HasMaxLength(1000);
            b.Property(x => x.Act).HasMaxLength(80);
        }
    }
}
