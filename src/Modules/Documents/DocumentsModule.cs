using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Documents;

/// <summary>ペーパーレス: the register of the city's records. Number, class, retention, and finding them again.</summary>
public sealed class DocumentsModule : IModule
{
    public static readonly Permission Read = new("documents.read", "自分の課の文書を探して見る");
    public static readonly Permission ReadAll = new("documents.read-all", "すべての課の文書を探して見る") { Scope = "department" };

    public string Name => "documents";
    public IReadOnlyList<Permission> Permissions => [Read, ReadAll];
    public IReadOnlyList<MenuItem> Menu => [new("文書", FindDocuments.Url, Read, MenuGroup.Documents)];
    public IReadOnlyList<Setting> Settings =>
        [new("Keyaki:Documents:Symbols", "", "文書記号。課のコードと記号を「kankyo=清環収 shimin=清市収」のように並べる。書かない課は市と課の名前の先頭の文字に「収」を付けたものになる")];

    public IReadOnlyList<CityFiles> CityFiles =>
    [
        new CityFiles<RecordClasses>(Registry.Folder, Registry.Classes + ".json", "record-classes.json",
            r => Registry.Read(r.File, r.City.Departments))
        {
            Editions = (r, classes) => classes.All.Select(c => new FileEdition(r.File.Path, $"class {c.Code}", $"文書分類「{c.Title}」",
                c.From, c.Until)),
        },
        new CityFiles<NumberSeriesList>(Registry.Folder, SeriesNumbers.File + ".json", "number-series.json",
            r => SeriesNumbers.Read(r.File)),
    ];

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(sp =>
            DocumentSymbols.Read(configuration["Keyaki:Documents:Symbols"] ?? "", sp.GetRequiredService<CityProfile>()));
        services.AddScoped<IDocuments, Registry>();
        services.AddFindable<FindDocument>();
        services.AddScoped<IOutboxWork, TakeText>();
    }

    public void Map(IEndpointRouteBuilder app)
    {
        app.Declare(Registry.Registered);
        app.Declare(Registry.Voided);
        FindDocuments.Map(app);
        ShowDocument.Map(app);
    }
}
