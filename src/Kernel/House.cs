using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;


namespace Keyaki.Kernel;

/// <summary>The kernel's services and settings.</summary>
public static class House
{
    internal const string AddressDays = "Keyaki:Journal:AddressDays", IdleResidents = "Keyaki:Idle:Residents",
        IdleOfficers = "Keyaki:Idle:Officers";

    /// <summary>Who looks into files, and the word that says that nobody does.</summary>
    public const string FileCheck = "Keyaki:Files:Check", NoCheck = "none";
    public const string FileReach = FileCheck + ":Reach", FileAnswer = FileCheck + ":Answer";

    public static readonly IReadOnlyList<Setting> Settings =
    [
        new("Keyaki:City", "cities/kiyose", "市の設定一式（cities/<市>）のフォルダー"),
        new("Keyaki:Data", ".run/data", "データベースと添付ファイルを置くフォルダー"),
        new("Keyaki:Database", "", "PostgreSQLの接続文字列。空ならKeyaki:DataのなかのSQLite", Secret: true),
        new("Keyaki:MasterKeyFile", null, "主鍵のファイル。データベースにもバックアップにも入れない場所に置く"),
        new("Keyaki:AnchorFile", null, "ジャーナルの外部控え（1行に束の番号と先頭ハッシュ）。別の媒体に置く"),
        new("Keyaki:Proxies", "", "前に置くプロキシのIPアドレスか範囲（10.0.0.0/8の形）。コンマで区切る。空なら同じ機械のものだけを信じる"),
        new("Keyaki:ProxyCount", "1", "前に置くプロキシの段数。本人の回線のIPアドレスを、後ろからこの数だけさかのぼって読む"),
        new("Keyaki:PublicAddress", null, "住民が開くアドレス。メールに書くリンクの先頭になる"),
        new("Keyaki:OfficeAddress", null, "職員が開くアドレス。職員に渡すリンクの先頭になり、職員のパスキーはこの名前に結び付く"),
        new("Keyaki:SourceUrl", "",
            "動いている版のソースコードを公開しているアドレス（AGPL-3.0 第13条）。空なら /source で市役所への申し出方を案内する"),
        new("Keyaki:Paper:Fonts", "", "PDFに使う予備のフォント（.ttf）のフォルダー。名前のめずらしい字のために IPAmj明朝 などを置く"),
        new("Keyaki:Files:Folder", "",
            "添付ファイルを置くフォルダー。空ならKeyaki:Dataのなかのfiles。複数の機械で動かすときは、どの機械からも同じものが見える場所にする"),
        new("Keyaki:Outbox:AtOnce", "8",
            "一度に送るメールの数（1から64まで）。待っている人へのメールと一斉のメールには、それぞれこの半分を別に使う"),
        new(FileCheck, null, "添付ファイルのウイルス検査。clamdの「ホスト:ポート」かソケットのパス。検査しないときはnone（職員の画面に、検査していないと出る）"),
        new(FileReach, "5", "ウイルス検査につながるまで待つ秒数（1から60まで）"),
        new(FileAnswer, "30", "ウイルス検査の答えを待つ秒数（1から300まで）。"
            + "答えないときは、しばらく尋ねるのを休む（15秒から5分まで、だんだん長く）"),
        new("Keyaki:Seals:Folder", "",
            "公印の証明書（<印のコード>.pfx）と印影（<印のコード>.png）のフォルダー。データベースにもバックアップにも入れない場所に置く。空なら公印は押せない"),
        new("Keyaki:Seals:PasswordFile", "", "公印の証明書のパスワードを1行で書いたファイル"),
        new("Keyaki:Files:Largest", "20971520", "添付ファイル1つの上限（バイト）"),
        new(IdleResidents, "60", "住民が何もしないまま過ぎるとサインインが切れる時間（分）。入力して送った内容は1時間預かる"),
        new(IdleOfficers, "60", "職員が何もしないまま過ぎるとサインインが切れる時間（分）。入力して送った内容は1時間預かる"),
        new(AddressDays, "90", "断った操作の送り元のアドレスを残す日数。過ぎると消える（ジャーナルの記録は残る）"),
    ];

    /// <summary>A setting that is a number, its default where the city says nothing.</summary>
    internal static int Number(IConfiguration configuration, string name) =>
        int.Parse(configuration[name] ?? Settings.First(s => s.Name == name).Default ?? "",
        System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Where the bytes of attachments lie: beside the data, or where several machines see them.</summary>
    public static string FileFolder(IConfiguration configuration) =>
        configuration["Keyaki:Files:Folder"] is { Length: > 0 } folder ? folder
            : Path.Combine(configuration["Keyaki:Data"] ?? ".run/data", "files");

    public static IServiceCollection AddHouse(this IServiceCollection services, IConfiguration configuration,
        Action<DbContextOptionsBuilder<CityDb>>? db = null)
    {
        string Of(string name) =>
            configuration[name] ?? Settings.First(s => s.Name == name).Default
                ?? throw new InvalidOperationException($"設定 {name} がありません");
        var data = Of("Keyaki:Data");
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton<IDatabase>(sp => Of("Keyaki:Database") is { Length: > 0 } connection
            ? new PostgresDatabase(connection, db, sp.GetService<Npgsql.NpgsqlDataSource>())
            : new SqliteDatabase(Path.Combine(data, "city.db"), sp.GetRequiredService<ILogger<SqliteDatabase>>(), db));
        LayOut(Of("Keyaki:Database").Length > 0, db);
        services.AddScoped<CurrentDb>();
        services.AddScoped(sp => sp.GetRequiredService<CurrentDb>().Db);
        services.AddScoped<Journal>();
        services.AddScoped<Announce>();
        services.AddSingleton<Turns>();
        services.AddSingleton<OwnPages>();
        services.AddSingleton<Deeds>();
        services.AddSingleton<Search>();
        services.AddSingleton<FullText>();
        services.AddScoped<IJob, OldErrands>();
        services.AddScoped<IJob, Expired>();
        services.AddSingleton<OutboxBell>();
        services.AddSingleton<Outbox>();
        services.AddSingleton(sp => ActivatorUtilities.CreateInstance<OutboxWorker>(sp, Number(configuration, "Keyaki:Outbox:AtOnce")));
        services.AddHostedService(sp => sp.GetRequiredService<OutboxWorker>());
        services.AddSingleton(sp => new Held(Path.Combine(FileFolder(configuration), "held"), sp.GetRequiredService<MasterKey>(),
            sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Refusals>();
        services.AddSingleton<Crossing>();
        services.AddScoped<IJob, ForgetAddresses>();
        services.AddSingleton<IAntiforgeryAdditionalDataProvider, FormOfVisit>();
        services.AddSingleton(_ => MasterKey.Load(Of("Keyaki:MasterKeyFile"), create: configuration.GetValue<bool>("Keyaki:CreateKey")));
        services.AddSingleton(_ => new Anchor(Of("Keyaki:AnchorFile")));
        services.AddSingleton<Sealer>();
        services.AddSingleton<Rotation>();
        services.AddSingleton<Proofs>();
        services.AddHostedService<Presence>();
        if (Of(FileCheck) is not (NoCheck or "")) services.AddSingleton<IFileCheck>(sp =>
            ActivatorUtilities.CreateInstance<Clamd>(sp, Of(FileCheck), new ScannerPatience(
                TimeSpan.FromSeconds(Number(configuration, FileReach)), TimeSpan.FromSeconds(Number(configuration, FileAnswer)))));
        services.AddSingleton<IRound, HeldFiles>();
        services.AddSingleton(sp => new SealKeys(Of("Keyaki:Seals:Folder"), Of("Keyaki:Seals:PasswordFile"),
            configuration.GetValue<bool>("Keyaki:CreateKey"), sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton(sp => new FileStore(FileFolder(configuration),
            long.Parse(Of("Keyaki:Files:Largest"), System.Globalization.CultureInfo.InvariantCulture),
            sp.GetRequiredService<TimeProvider>(), sp.GetServices<IFileCheck>()));
        services.AddSingleton(_ => new PaperFonts(Of("Keyaki:Paper:Fonts") is { Length: > 0 } fonts ? fonts : null));
        services.AddAccess(configuration);
        services.AddSingleton<IDataProtectionProvider>(sp => new Protection(sp.GetRequiredService<MasterKey>()));
        return services;
    }

    /// <summary>Brings the tables to this version. Nobody else may be writing; of two programs that start at once the second waits and
    /// finds it done.</summary>
    public static async Task Migrate(IServiceProvider services)
    {
        var database = services.GetRequiredService<IDatabase>();
        await using var turn = await database.Making();
        var current = await database.IsCurrent();
        await using var db = database.OpenForMigration();
        if (!current) await db.Database.MigrateAsync();
        database.PrepareSearch(db);
    }

    /// <summary>Begins with what takes longest at the start and needs no database, beside all the rest: the model of the tables.
    /// Whoever needs it waits for it.</summary>
    static void LayOut(bool postgres, Action<DbContextOptionsBuilder<CityDb>>? configure) => Task.Run(() =>
    {
        var options = new DbContextOptionsBuilder<CityDb>();
        if (postgres) options.UseNpgsql().House(DatabaseOptions.OnPostgres);
        else options.UseSqlite().House(DatabaseOptions.OnSqlite);
        configure?.Invoke(options);
        using var db = new CityDb(options.Options);
        return db.Model;
    });
}
