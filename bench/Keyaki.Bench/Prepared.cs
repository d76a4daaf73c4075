using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Bench;

/// <summary>Fills the database before the doors open: guests with a finished draft each, or a city's years of cases.</summary>
static class Prepared
{
    static readonly string[] Families = ["佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤", "吉田", "山田", "佐々木", "山口", "松本", "井上",
        "木村", "林", "斎藤", "清水", "山崎", "森", "池田", "橋本", "阿部", "石川", "山下", "中島", "石井", "小川", "前田", "岡田", "長谷川", "藤田", "後藤", "近藤", "村上", "遠藤",
        "青木", "坂本", "斉藤", "福田", "太田", "西村", "藤井", "金子", "岡本", "藤原", "三浦", "清瀬"];
    static readonly string[] Given = ["花子", "太郎", "陽子", "健一", "美咲", "翔", "結衣", "大輔", "葵", "誠", "千尋", "直樹", "恵", "拓也", "由美", "亮"];

    /// <summary>A name that exactly twenty cases have, however many cases there are; and one that every fiftieth has.</summary>
    public const string Rare = "鶴亀", Common = "佐藤";

    /// <summary>Guests, each with a session, a proven address and a draft in which everything is answered; the file gets draft, session
    /// token and form tokens of each. The first line is the draft of the long form.</summary>
    public static async Task Drafts(IServiceProvider services, int count, string file, string form)
    {
        var (clock, key, mine, catalogue) = (services.GetRequiredService<TimeProvider>(), services.GetRequiredService<MasterKey>(),
            services.GetRequiredService<Mine>(), services.GetRequiredService<Catalogue>());
        var (small, large) = (Version(catalogue, Town.Short, clock), Version(catalogue, form, clock));
        var now = clock.GetUtcNow();
        var guests = Enumerable.Range(0, count + 1).Select(i =>
        {
            var actor = new Actor(ActorKind.Guest, clock.NewId()) { Mail = $"guest{i}@example.jp" };
            var (session, token) = Doors.Open(clock, ActorKind.Guest, actor.Account ?? Guid.Empty, Mails.Seal(actor.Mail, key));
            return (Actor: actor, Session: session, Token: token, Draft: clock.NewId(), Version: i == 0 ? large
                : small, Answers: AnswersJson.Write(Answers(i, i == 0)));
        }).ToList();
        await Insert(services, "kernel_sessions", ["Id", "TokenHash", "Kind", "Account", "SealedMail", "StartedAt", "ExpiresAt", "SeenAt"],
            guests.Select(g => new object?[] { g.Session.Id, g.Session.TokenHash, "Guest", g.Actor.Account, g.Session.SealedMail,
                g.Session.StartedAt.UtcDateTime, g.Session.ExpiresAt.UtcDateTime, g.Session.SeenAt.UtcDateTime }));
        await Insert(services, "procedures_drafts", ["Id", "Procedure", "Definition", "ApplicantKind", "Account", "MailKey", "StartedAt",
            "Name", "Kana", "Answers", "Page", "SavedAt", "ExpiresAt", "Version"],
            guests.Select(g => new object?[] { g.Draft, g.Version.Code, g.Version.Hash, "Guest", g.Actor.Account, mine.KeyOf(g.Actor),
                now.UtcDateTime, "", "", g.Answers, 1, now.UtcDateTime, now.AddDays(30).UtcDateTime, 1L }));
        await File.WriteAllLinesAsync(file,
            guests.Select(g => $"{g.Draft:D} {g.Token} {FormTokens(services, g.Actor with { Session = g.Session.Id })}"));
    }

    /// <summary>The two halves of a form's token, cookie and field, as the page would give them to this visit.</summary>
    static string FormTokens(IServiceProvider services, Actor actor)
    {
        var http = new DefaultHttpContext { RequestServices = services };
        http.Request.Scheme = "https";
        http.Actor(actor);
        var set = services.GetRequiredService<IAntiforgery>().GetTokens(http);
        return $"{set.CookieToken} {set.RequestToken}";
    }

    static ProcedureVersion Version(Catalogue catalogue, string code, TimeProvider clock) =>
        catalogue.Offered(code, clock.Today()) ?? throw new InvalidOperationException(code);

    static Dictionary<string, string> Answers(int i, bool large)
    {
        var answers = new Dictionary<string, string>
        {
            ["name"] = Name(i), ["kana"] = "キヨセ　ハナコ", ["phone"] = $"042-491-{i % 10000:0000}",
            ["mail"] = $"guest{i}@example.jp", ["purpose"] = "second", ["copies"] = $"{i % 5 + 1}", ["agree"] = "yes",
            ["note"] = $"{i}番目の人の申込みです。"
        };
        if (!large) return answers;
        foreach (var name in new[] { "work", "building", "maker", "model", "member" }) answers[name] = "けやき通りの書類のとおり";
        foreach (var name in new[] { "birth", "since", "bought" })
            (answers[name + ".era"], answers[name + ".year"], answers[name + ".month"], answers[name + ".day"]) = ("ad", "2020", "5", "3");
        foreach (var name in new[] { "sex", "reason", "way", "place" }) answers[name] = "third";
        foreach (var name in new[] { "household", "income", "price", "units", "years" }) answers[name] = "12";
        (answers["address.postal"], answers["address.town"], answers["address.street"]) = ("204-0003", "中里五丁目", "900番地1");
        (answers["account.bank"], answers["account.branch"], answers["account.number"], answers["account.holder"]) =
            ("多摩信用金庫", "清瀬", "1234567", "キヨセ　ハナコ");
        return answers;
    }

    static string Name(int i) => $"{Families[i % Families.Length]} {Given[i / Families.Length % Given.Length]}";

    /// <summary>Cases of four departments over five years, most of them closed, each with its search row, its history and its sealed
    /// journal entries; the file gets an officer's session token and the case to look at.</summary>
    public static async Task Cases(IServiceProvider services, int count, string file)
    {
        var (clock, catalogue) = (services.GetRequiredService<TimeProvider>(), services.GetRequiredService<Catalogue>());
        var (now, today, record) = (clock.GetUtcNow(), clock.Today(), Version(catalogue, "resident-record", clock));
        Guid officer, other;
        await using (var db = services.GetRequiredService<IDatabase>().OpenReader())
        {
            officer = (await db.Database.SqlQuery<Guid>($"""SELECT "Id" AS "Value" FROM staff_officers WHERE "Login" = 'tanaka'""")
                .ToListAsync()).Single();
            other = (await db.Database.SqlQuery<Guid>($"""SELECT "Id" AS "Value" FROM staff_officers WHERE "Login" = 'kobayashi'""")
                .ToListAsync()).Single();
        }
        var cases = Enumerable.Range(0, count).Select(i => new Case(i, count, clock, now)).ToList();
        var sessions = new[] { officer, other }.Select(account => (Account: account, Open: Doors.Open(clock, ActorKind.Officer, account)))
            .ToList();
        await Insert(services, "kernel_sessions", ["Id", "TokenHash", "Kind", "Account", "StartedAt", "ExpiresAt", "SeenAt"],
            sessions.Select(s => new object?[] { s.Open.Item1.Id, s.Open.Item1.TokenHash, "Officer", s.Account,
                s.Open.Item1.StartedAt.UtcDateTime, s.Open.Item1.ExpiresAt.UtcDateTime, s.Open.Item1.SeenAt.UtcDateTime }));
        await Insert(services, "procedures_applications", ["Id", "Procedure", "Definition", "Department", "Decision", "ApplicantKind",
            "Account", "Channel", "StartedAt", "Reads", "Name", "Kana", "Answers", "AnswersHash", "Fee", "State", "WaitsFor", "Number",
            "SubmittedAt", "Due", "Assignee", "ChangedAt", "Version"],
            cases.Select(c => new object?[]
            {
                c.Id, c.Procedure, record.Hash, c.Department, c.IsShown ? "Route" : "Officer", "Resident", c.Account, "online",
                    c.At.UtcDateTime, "ja", c.Name, c.Kana, c.Answers, AnswersJson.Hash(c.Answers), 300L,
                c.State, c.WaitsFor, c.Number.Value, c.At.UtcDateTime, c.Due, c.Index % 3 == 0 ? null : officer, c.At.UtcDateTime, 2L,
            }));
        await Insert(services, "kernel_search", ["Kind", "RecordId", "Grams"],
            cases.Select(c => new object?[] { "application", c.Id, Search.Grams("application", string.Join('\n',
                SearchGrams.Name(c.Name), SearchGrams.Name(c.Kana), c.Number, catalogue.TitleOf(c.Procedure), c.Phone), c.Department) }));
        await Insert(services, "procedures_examinations", ["Id", "ApplicationId", "By", "At"], cases.Where(c => c.State != "Submitted")
            .Select(c => new object?[] { clock.NewId(), c.Id, officer, c.At.UtcDateTime }));
        await Insert(services, "procedures_notes", ["Id", "ApplicationId", "Text", "By", "At"], cases.Where(c => c.Index % 4 == 0)
            .Select(c => new object?[] { clock.NewId(), c.Id, "電話で確かめました。", officer, c.At.UtcDateTime }));
        await Insert(services, "procedures_dispositions", ["Id", "ApplicationId", "Outcome", "By", "At"],
            cases.Where(c => c.State is "Completed" or "Granted")
            .Select(c => new object?[] { clock.NewId(), c.Id, "Granted", officer, c.At.UtcDateTime }));
        // As if sealed long ago: the sealer has nothing to do with them while pages are measured.
        await Insert(services, "kernel_journal", ["Id", "At", "Code", "ActorKind", "Account", "Post", "Department", "Channel", "RecordKind",
            "RecordId", "Persons", "Facts", "Batch"],
            cases.Select(c => new object?[] { clock.NewId(), c.At.UtcDateTime, "office.case.look", "Officer", officer, "shimin-shuji",
                "shimin", "office", "application", c.Id, c.Account.ToString("N"), "{}", 1L }));
        var shown = cases.First(c => c.IsShown);
        await File.WriteAllLinesAsync(file, sessions.Select(s => $"{shown.Id:D} {s.Open.Item2} {shown.Number} {shown.Phone}"));
    }

    /// <summary>Applications of the long form, all of one department; one of ten waits for nobody any more.</summary>
    public static async Task Long(IServiceProvider services, int count)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        var (version, now) = (Version(services.GetRequiredService<Catalogue>(), Town.Long, clock), clock.GetUtcNow());
        await Insert(services, "procedures_applications", ["Id", "Procedure", "Definition", "Department", "Decision", "ApplicantKind",
            "Account", "Channel", "StartedAt", "Reads", "Name", "Kana", "Answers", "AnswersHash", "Fee", "State", "WaitsFor", "Number",
            "SubmittedAt", "Due", "ChangedAt", "Version"],
            Enumerable.Range(0, count).Select(i =>
            {
                var (at, answers) = (now.AddMinutes(-i).UtcDateTime, AnswersJson.Write(Answers(i, large: true)));
                return new object?[] { clock.NewId(), version.Code, version.Hash, version.Definition.Department, "Officer", "Guest",
                    clock.NewId(), "online", at, "ja", Name(i), "サトウ ハナコ", answers, AnswersJson.Hash(answers), 0L,
                    i % 10 == 0 ? "Completed" : "Submitted", i % 10 == 0 ? "Nobody" : "Office", Case.Fresh().Value, at,
                    DateOnly.FromDateTime(at).AddDays(7), at, 2L };
            }));
    }

    /// <summary>People of the register, each with a search row.</summary>
    public static async Task People(IServiceProvider services, int count)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        var people = Enumerable.Range(0, count)
            .Select(i => (Id: clock.NewId(), Name: Name(i), Number: $"9{i:000000000}", Birth: new DateOnly(1940, 1, 1).AddDays(i % 28_000)))
            .ToList();
        await Insert(services, "residents_persons", ["Id", "AddressNumber", "Name", "Kana", "Birth", "Household", "Relationship", "Place",
            "ResidentSince"], people.Select(p => new object?[]
            {
                p.Id, p.Number, p.Name, "サトウ ハナコ", p.Birth, p.Id, "世帯主", 0, new DateOnly(2020, 4, 1),
            }));
        await Insert(services, "kernel_search", ["Kind", "RecordId", "Grams"], people.Select(p => new object?[]
        {
            "person", p.Id, Search.Grams("person", $"{SearchGrams.Name(p.Name)}\n{SearchGrams.Name("サトウ ハナコ")}\n{p.Number}", ""),
        }));
    }

    /// <summary>One case of the spread: 40 % of the citizens' section, nine of ten closed.</summary>
    sealed class Case(int index, int count, TimeProvider clock, DateTimeOffset now)
    {
        static readonly RandomNumberGenerator random = RandomNumberGenerator.Create();
        static readonly string[] Departments = ["shimin", "kankyo", "kenko", "shimin", "kosodate"];

        public int Index => index;
        public Guid Id { get; } = clock.NewId();
        public Guid Account { get; } = clock.NewId();
        public ReceiptNumber Number { get; } = Fresh();

        // Among 200,000 two are the same now and then; the city takes another one, and so does this.
        static readonly HashSet<ReceiptNumber> given = [];

        public static ReceiptNumber Fresh()
        {
            while (true)
                if (ReceiptNumber.New(random) is var number && given.Add(number)) return number;
        }

        /// <summary>The last one is looked at: decided over a route, paid, closed, so that every panel of its page is asked for.</summary>
        public bool IsShown => index == count - 5;
        public string Department => Departments[index % Departments.Length];
        public string Procedure => Department is "shimin" ? "resident-record" : Department is "kankyo" ? "compost-subsidy"
            : "cancer-screening";
        public DateTimeOffset At { get; } = now.AddMinutes(-(long)(5 * 365 * 1440L * (count - index) / count) - 60);

        /// <summary>Work in hand is of the last weeks, as in an office that keeps its deadlines, and some of it is late; what is older
        /// is closed.</summary>
        bool InHand => index >= count - Math.Max(count * 3 / 100, 400);
        public string State => (IsShown, InHand, index / 5 % 10) switch
        {
            (true, _, _) => "Completed",
            (_, true, 0 or 1 or 2 or 3) => "Submitted",
            (_, true, 4 or 5 or 6) => "Examining",
            (_, true, 7) => "CorrectionRequested",
            (_, true, 8) => "Granted",
            (_, _, 9) => "Withdrawn",
            _ => "Completed",
        };
        public DateOnly Due => DateOnly.FromDateTime(At.UtcDateTime).AddDays(7 + index % 40);
        public string WaitsFor => State switch
        {
            "Submitted" or "Examining" => "Office",
            "CorrectionRequested" => "Applicant",
            "Granted" => "Delivery",
            _ => "Nobody"
        };
        bool IsRare => index % (count / 20) == 0;
        public string Name => IsRare ? $"{Rare} 花子" : Prepared.Name(index / 5);
        public string Kana => IsRare ? "ツルカメ ハナコ" : "サトウ ハナコ";
        public string Phone => $"042-{491 + index / 10_000}-{index % 10_000:0000}";
        public string Answers { get; } =
            AnswersJson.Write(new Dictionary<string, string>
            {
                ["whose"] = "self", ["include"] = "relationship", ["myNumber"] = "no",
                ["jukiCode"] = "no", ["copies"] = "1", ["purpose"] = "bank", ["delivery"] = "counter", ["phone"] = "042-491-0001",
                ["submitTo"] = $"銀行{index}"
            });
    }

    /// <summary>Rows straight into a table.</summary>
    public static async Task Insert(IServiceProvider services, string table, string[] columns, IEnumerable<object?[]> rows)
    {
        await using var db = services.GetRequiredService<IDatabase>().OpenForMigration();
        // Many to a statement where each is a journey; SQLite looks every parameter up by its name, so there few are better.
        var together = db.Database.IsSqlite() ? 1 : 20;
        await db.Database.OpenConnectionAsync();
        await using var transaction = await db.Database.GetDbConnection().BeginTransactionAsync();
        DbCommand? command = null;
        foreach (var chunk in rows.Chunk(together))
        {
            if (command is null || command.Parameters.Count != chunk.Length * columns.Length)
                command = Prepare(db.Database.GetDbConnection(), transaction, table, columns, chunk.Length);
            for (var r = 0; r < chunk.Length; r++)
                for (var c = 0; c < columns.Length; c++) command.Parameters[r * columns.Length + c].Value = chunk[r][c] ?? DBNull.Value;
            await command.ExecuteNonQueryAsync();
        }
        await transaction.CommitAsync();
    }

    static DbCommand Prepare(DbConnection connection, DbTransaction transaction, string table, string[] columns, int rows)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        var sql = new StringBuilder($"INSERT INTO {table} ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) VALUES ");
        for (var r = 0; r < rows; r++)
        {
            sql.Append(r == 0 ? "(" : ", (");
            for (var c = 0; c < columns.Length; c++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"p{r}_{c}";
                command.Parameters.Add(parameter);
                sql.Append(c == 0 ? "@" : ", @").Append(parameter.ParameterName);
            }
            sql.Append(')');
        }
        command.CommandText = sql.ToString();
        return command;
    }
}
