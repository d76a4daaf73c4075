using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
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

    public static readonly Permission Keep = new("documents.keep", "自分の課の簿冊を開き、満了する文書を見直す");
    public static readonly Permission Dispose = new("documents.dispose", "満了一覧を作って廃棄を決裁に回し、廃棄を止める");

    public static readonly Permission Disclose = new("documents.disclose", "開示請求の写しを黒く塗って作り、ほかの人が作った写しを確かめる");
    public static readonly Permission Move = new("documents.move", "ほかのシステムの文書を取り込み、すべての文書を書き出す");

    public string Name => "documents";
    public IReadOnlyList<Permission> Permissions => [Read, ReadAll, Keep, Dispose, Disclose, Move];
    public IReadOnlyList<MenuItem> Menu =>
    [
        new("文書目録", Catalogue.Url, Permission.Public, MenuGroup.City, "City records", "市の 紙の リスト"),
        new("文書", FindDocuments.Url, Read, MenuGroup.Documents), new("簿冊", ListFiles.Url, Read, MenuGroup.Documents),
        new("保存満了", ListDisposals.Url, Keep, MenuGroup.Documents),
        new("紙の貸出", ListLendings.Url, Keep, MenuGroup.Documents),
        new("文書の移し替え", MoveDocuments.Url, Move, MenuGroup.Documents), RunsPage.InMenu(Move),
    ];
    const string Incoming = "Keyaki:Documents:Incoming", Outgoing = "Keyaki:Documents:Outgoing";

    public IReadOnlyList<Setting> Settings =>
    [
        new(Incoming, "", "ほかのシステムから移す文書のファイルを置くフォルダー。取り込む表は、ここから下のファイルだけを名指しできる。空ならファイルは取り込まない"),
        new(Outgoing, "", "すべての文書を書き出すフォルダー。空なら書き出せない"),
        new("Keyaki:Documents:Symbols", "", "文書記号。課のコードと記号を「kankyo=清環収 shimin=清市収」のように並べる。書かない課は市と課の名前の先頭の文字に「収」を付けたものになる"),
    ];

    public IReadOnlyList<Command> Commands => [ExportDocuments.Command, ImportDocuments.Command];

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
        new CityFiles<DisclosureReasons>(Registry.Folder, DisclosureReasons.File + ".json", "disclosure-reasons.json",
            r => DisclosureReasons.Read(r.File)),
    ];

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(sp =>
            DocumentSymbols.Read(configuration["Keyaki:Documents:Symbols"] ?? "", sp.GetRequiredService<CityProfile>()));
        services.AddSingleton<IDocuments, Registry>();
        services.AddFindable<FindDocument>();
        services.AddScoped<IOutboxWork, TakeText>();
        services.AddScoped<MakeLists>().AddScoped<IRunWork>(s => s.GetRequiredService<MakeLists>());
        services.AddScoped<OpenFiles>().AddScoped<IRunWork>(s => s.GetRequiredService<OpenFiles>());
        services.AddScoped<CarryOut>().AddScoped<IRunWork>(s => s.GetRequiredService<CarryOut>());
        services.AddScoped<IOutboxWork, MakeCertificate>();
        services.AddScoped<IJob, DueDisposals>();
        services.AddScoped<IHear<Decided>, DisposalOutcome>();
        services.AddScoped<IHear<Remanded>, DisposalOutcome>();
        services.AddScoped<IHear<Ended>, DisposalOutcome>();
        services.AddTasks<ReviewTask>();
        services.AddTasks<LateTask>();
        services.AddScoped<IOutboxWork, PaintCopy>();
        services.AddSecond<CopyCheck, CheckCopy>();
        services.AddSingleton(new MovingFolders(configuration[Incoming] ?? "", configuration[Outgoing] ?? "")).AddSingleton<Arrivals>();
        services.AddMovingSheets();
        services.AddImports<Moved, MovedRow>(new(MoveDocuments.Url, Move, Name, "文書"));
        services.AddScoped<WriteOut>().AddScoped<IRunWork>(s => s.GetRequiredService<WriteOut>());
        services.AddScoped<ISuccession, RecordsSucceed>();
    }

    public Task Seed(Seeding seeding) => StoryFiles.Plant(seeding);
    public Task Scenes(Telling telling) => StoryFiles.Scenes(telling);

    public void Map(IEndpointRouteBuilder app)
    {
        app.Declare(Registry.Registered);
        app.Declare(Registry.Voided);
        app.Declare(Keeping.Destroyed);
        app.Declare(Keeping.Transferred);
        app.Declare(Keeping.Extended);
        app.Declare(PaintCopy.Made);
        app.Declare(PaintCopy.Failed);
        app.Declare(DocumentSheet.Brought);
        app.Declare(CloseFile.Reopened);
        CloseFile.Map(app);
        ListLendings.Map(app);
        app.Declare(WriteOut.Done);
        app.Declare(ImportDocuments.Done);
        Catalogue.Map(app);
        MoveDocuments.Map(app);
        app.MapImports<Moved, MovedRow>();
        ListFiles.Map(app);
        MoveDocument.Map(app);
        KeepPaper.Map(app);
        ListDisposals.Map(app);
        ShowDisposal.Map(app);
        ChooseFate.Map(app);
        AddHold.Map(app);
        FindDocuments.Map(app);
        ShowDocument.Map(app);
        BeginCopy.Map(app);
        ShowCopy.Map(app);
        MarkCopy.Map(app);
    }
}
