using System.Text;
using Keyaki.Contracts;
using Keyaki.Contracts.Plan;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Staff;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InProcedures;

/// <summary>申請管理: what was applied for at another counter comes as a file.</summary>
public sealed class IncomingTests : OwnFiles
{
    const string Heads = "受付番号,申請日時,申請者氏名,申請者生年月日,申請者住所,証明書シリアル番号,"
        + "氏名,氏名フリガナ,生年月日,住所,電話番号,メールアドレス,消滅の理由,消滅した日\n";

    static string Row(string number, string name = "竹丘 四郎", string birth = "1980-04-01", string serial = "", string why = "1",
        string applied = "2026-11-20 10:30") =>
        $"{number},{applied},{name},{birth},,{serial},"
            + $"{name},タケオカ シロウ,{birth},東京都清瀬市中里五丁目842番地,042-000-0009,,{why},2026-11-30\n";

    static async Task<Visitor> Bring(City city, string table, string file = "pittari.csv")
    {
        var officer = await (await city.Officer(await Clerk(city))).Open("/office/incoming/child-allowance-end/import");
        await officer.Attach("ファイル", file, Encoding.UTF8.GetBytes(table)).Press("読み込んで確かめる");
        return await Ended(officer);
    }

    /// <summary>Whoever works in the department of the procedure.</summary>
    static async Task<string> Clerk(City city)
    {
        var suzuki = await city.OfficerId("suzuki");
        await city.Turns.Run(async (_, db, ct) =>
        {
            if (!await db.Set<PostHolding>().AnyAsync(h => h.Officer == suzuki && h.Post == "kosodate-shuji", ct))
                db.Add(new PostHolding
                {
                    Id = city.Clock.NewId(), Officer = suzuki, Post = "kosodate-shuji", From = new(2026, 4, 1),
                    GivenAt = city.Clock.GetUtcNow(),
                });
            return true;
        });
        return "suzuki";
    }

    static async Task<Visitor> Ended(Visitor desk)
    {
        for (var i = 0; i < 1200 && desk.Page.QuerySelector("progress") is not null; i++)
        {
            await Task.Delay(50);
            await desk.Open(desk.Path);
        }
        return desk;
    }

    static async Task<Visitor> Taken(City city, Visitor desk)
    {
        await Ended(await desk.Press("取り込む"));
        for (var i = 0; i < 600 && await city.Read(db => db.Set<IncomingCase>().AnyAsync(c => c.ReceivedAt == null)); i++)
            await Task.Delay(50);
        return desk;
    }

    [Theory, BothDatabases]
    public async Task ほかの窓口の申請は_申し込まれた日で一度だけ受け付けられ_悪い行は理由が付き_国の窓口の分として数える(string database)
    {
        await using var city = await City.Start(database);
        var desk = await Bring(city, Heads + Row("P-1") + Row("P-2", why: "7") + Row("P-3", birth: "2999-01-01")
            + Row("P-4", applied: "2026-12-24 09:00"));
        Assert.Contains("取り込める行（1行）", desk.Text, StringComparison.Ordinal);
        Assert.Contains("直すところのある行（3行）", desk.Text, StringComparison.Ordinal);
        await Taken(city, desk);
        var found = await city.Read(db => db.Set<Application>().SingleAsync(a => a.Channel == "pittari"));
        Assert.Equal((ApplicationState.Submitted, new DateOnly(2026, 11, 20), "竹丘 四郎"), (found.State, found.ArrivedOn, found.Name));
        Assert.Contains("中里五丁目", found.Answers, StringComparison.Ordinal);
        // Brought again, with one more: the first is there already.
        await Taken(city, await Bring(city, Heads + Row("P-1") + Row("P-5")));
        Assert.Equal(2, await city.Read(db => db.Set<Application>().CountAsync(a => a.Channel == "pittari")));
        // What was answered stands in the case alone.
        Assert.All(await city.Read(db => db.Set<IncomingCase>().ToListAsync()), c => Assert.Equal(("{}", "{}"), (c.Facts, c.Answers)));
        var noted = (await city.Read(db => db.Set<JournalEntry>().Where(e => e.Code == "procedures.incoming").ToListAsync()))[0];
        var counted = city.Services.GetServices<IMeasure>().Single(m => m.Code == "applications.online");
        Assert.Contains(noted.Code, counted.Reads);
        var facts = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(noted.Facts);
        Assert.Equal(("pittari", new DateOnly(2026, 11, 20)), counted.Count(new(noted.Code, noted.At, noted.ActorKind, noted.Channel,
            noted.Department, facts ?? [])).Select(m => (m.Part, m.On ?? default)).Single());
        Assert.Equal(3, counted.Value(new Dictionary<string, long> { ["online"] = 1, ["pittari"] = 2, ["paper"] = 5 }));
    }

    [Theory, BothDatabases]
    public async Task 住民記録の一人に当てはまれば結び付き_同じカードなら次も分かり_分からなければ職員が確かめる(string database)
    {
        await using var city = await City.Start(database);
        var resident = await city.Read(db => db.Set<Keyaki.Residents.Person>().FirstAsync(p => p.Name == "清瀬 花子"));
        var (name, birth, hanako) = (resident.Name, resident.Birth, resident.Id);
        await Taken(city, await Bring(city, Heads
            + Row("P-1", name.Replace(" ", "　", StringComparison.Ordinal), $"{birth:yyyy-MM-dd}", "SER-1")
            + Row("P-2", "名無 権兵衛", "1950-01-01", "SER-2")));
        await Taken(city, await Bring(city, Heads + Row("P-3", "清瀬 旧姓", "1999-09-09", "SER-1")));
        var all = await city.Read(db => db.Set<IncomingCase>().ToDictionaryAsync(c => c.Number));
        Assert.Equal((Identified.ByFacts, (Guid?)hanako), (all["P-1"].Identified, all["P-1"].Person));
        Assert.Equal((Identified.BySerial, (Guid?)hanako), (all["P-3"].Identified, all["P-3"].Person));
        Assert.Equal((Identified.Nobody, null), (all["P-2"].Identified, all["P-2"].Person));
        // The serial number itself is written nowhere.
        Assert.DoesNotContain("SER-", string.Join(' ', all.Values.Select(c => c.SerialKey + c.Facts + c.Answers)),
            StringComparison.Ordinal);
        var ito = await (await city.Officer(await Clerk(city))).Open("/office");
        await ito.Follow("だれの申請かを確かめる");
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, (await ito.Fill("宛名番号", "000").Press("記録する")).Status);
        await ito.Fill("宛名番号", resident.AddressNumber).Press("記録する");
        Assert.Equal(hanako, (await city.Case(all["P-2"].ApplicationId ?? default)).Person);
        Assert.DoesNotContain("だれの申請かを確かめる", (await ito.Open("/office")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task JSONの表も読め_表でないJSONは何も入れずに断る(string database)
    {
        await using var city = await City.Start(database);
        const string good = """
            [{"受付番号":"J-1","申請日時":"2026-11-21T09:00:00+09:00","氏名":"竹丘 四郎","氏名フリガナ":"タケオカ シロウ",
              "生年月日":"1980-04-01","住所":"東京都清瀬市中里五丁目842","電話番号":"042-000-0009",
              "消滅の理由":2,"消滅した日":"2026-11-30","勤務先":"市役所"}]
            """;
        await Taken(city, await Bring(city, good, "p.json"));
        Assert.Equal(1, await city.Read(db => db.Set<Application>().CountAsync(a => a.Channel == "pittari")));
        foreach (var bad in new[] { "[{\"受付番号\":[1]}]", "[1,2]", "[{\"受付番号\":\"x\"", "[]", "[{\"a\":{\"b\":{\"c\":{\"d\":1}}}}]",
            "[{\"受付番号\":\"\\ud800\"}]" })
            Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, (await Bring(city, bad, "p.json")).Status);
        Assert.Equal(1, await city.Read(db => db.Set<IncomingFile>().CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task 取り込んだファイルと行は_一か月で消え_申請だけが残る(string database)
    {
        await using var city = await City.Start(database);
        await Taken(city, await Bring(city, Heads + Row("P-1") + Row("P-2", why: "7")));
        Task Sweep() => city.Turns.Run(async (services, db, ct) =>
        {
            await services.GetServices<IJob>().Single(j => j.Code == "procedures.old-incoming").Do(db, Due.At(city.Clock.GetUtcNow()), ct);
            return true;
        });
        await Sweep();
        Assert.Equal(2, await city.Read(db => db.Set<IncomingRow>().CountAsync()));
        city.Clock.Pass(TimeSpan.FromDays(31));
        await Sweep();
        Assert.Equal(0, await city.Read(db => db.Set<IncomingRow>().CountAsync()));
        Assert.Equal(0, await city.Read(db => db.Set<IncomingFile>().CountAsync()));
        Assert.Empty(await city.Read(db => db.Set<StoredFile>().Where(f => f.Name == "pittari.csv" && f.UsedBy != null).ToListAsync()));
        Assert.Equal(1, await city.Read(db => db.Set<Application>().CountAsync(a => a.Channel == "pittari")));
    }

    [Theory, BothDatabases]
    public async Task ほかの課の職員には_取込みの画面も取り込んだ行も見えない(string database)
    {
        await using var city = await City.Start(database);
        var desk = await Bring(city, Heads + Row("P-1") + Row("P-2", why: "7"));
        var import = await city.Read(db => db.Set<IncomingFile>().SingleAsync());
        Assert.Contains("P-2", desk.Text, StringComparison.Ordinal);
        var tanaka = await city.Officer("tanaka");
        var row = await city.Read(db => db.Set<IncomingRow>().Where(r => r.ImportId == import.Id).MaxAsync(r => r.Number));
        foreach (var page in new[] { "child-allowance-end/import", "child-allowance-end/export.csv", $"imports/{import.Id}",
            $"imports/{import.Id}/rest.csv", $"imports/{import.Id}/rows/{row}" })
            Assert.Equal(System.Net.HttpStatusCode.NotFound, (await tanaka.Open($"/office/incoming/{page}")).Status);
    }

    [Theory, BothDatabases]
    public async Task 取り込む前の行を見ると_だれがどのファイルを見たかが記録に残る(string database)
    {
        await using var city = await City.Start(database);
        var desk = await Bring(city, Heads + Row("P-1") + Row("P-2", why: "7"));
        var (import, suzuki) = (await city.Read(db => db.Set<IncomingFile>().SingleAsync()), await city.OfficerId("suzuki"));
        Task<int> Looks() => city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == "incoming.import.looked"
            && e.RecordId == import.Id && e.Account == suzuki && e.Facts.Contains("child-allowance-end") && e.Persons == ""));
        var before = await Looks();
        Assert.True(before > 0);
        var row = await city.Read(db => db.Set<IncomingRow>().Where(r => r.ImportId == import.Id).MaxAsync(r => r.Number));
        foreach (var page in new[] { "", "/rest.csv", $"/rows/{row}" }) await desk.Open($"/office/incoming/imports/{import.Id}{page}");
        Assert.Equal(before + 3, await Looks());
        // Once nothing is left in it, there is nothing to see.
        await Taken(city, await desk.Open($"/office/incoming/imports/{import.Id}"));
        await city.Turns.Run(async (_, db, ct) => await db.Set<IncomingRow>().Where(r => r.ImportId == import.Id).ExecuteDeleteAsync(ct));
        before = await Looks();
        await desk.Open($"/office/incoming/imports/{import.Id}");
        Assert.Equal(before, await Looks());
    }

    const string End = "procedures/child-allowance-end.json", Map = "incoming/child-allowance-end.json";

    [Theory, BothDatabases]
    public async Task 受付期間を過ぎた行はそう言われ_理由を書くと_記録に残って受け付けられる(string database)
    {
        Write(End, "\"identity\": \"account\",", " \"limits\": { \"until\": \"2026-11-19\" },");
        await using var city = await Open(database);
        var desk = await Bring(city, Heads + Row("P-1") + Row("P-2", applied: "2026-11-18 09:00"));
        Assert.Contains("取り込める行（1行）", desk.Text, StringComparison.Ordinal);
        Assert.Contains("で受付を終わりました", desk.Text, StringComparison.Ordinal);
        var here = desk.Path;
        await desk.Open(here + "/rows/2");
        await desk.Fill("決まりを超えて受け付ける理由", "市の案内に誤りがあった").Press("この行を直す");
        Assert.Contains("取り込める行（2行）", desk.Text, StringComparison.Ordinal);
        await Taken(city, desk);
        Assert.Equal(2, await city.Read(db => db.Set<Application>().CountAsync(a => a.Channel == "pittari")));
        Assert.Contains("市の案内に誤りがあった", (await city.Read(db => db.Set<Note>().SingleAsync())).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task ZIPの中の添付は表の行が名前で指し_申請に付き_ないものは行ごとに言われる(string database)
    {
        Write(Map, "\"勤務先\": \"employer\"", ", \"添付\": \"paper\"");
        Replace(End, "\"pages\": [", """
            "pages": [ { "title": {"ja": "書類", "easy": "紙", "en": "Paper"}, "questions": [ { "name": "paper", "kind": "file",
              "label": {"ja": "証明の写し", "easy": "しょうめいの しゃしん", "en": "Proof"}, "files": ["pdf"], "required": false } ] },
            """);
        await using var city = await Open(database);
        var packed = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(packed, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            void Put(string name, byte[] bytes)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
            var rows = (Heads + Row("P-1") + Row("P-2") + Row("P-3")).Split('\n');
            Put("申請/data.csv", Encoding.UTF8.GetBytes(string.Join('\n', rows[0] + ",添付", rows[1] + ",shomei.pdf", rows[2] + ",nai.pdf",
                rows[3] + ",program.pdf")));
            Put("申請/shomei.pdf", "%PDF-1.4\nproof\n%%EOF"u8.ToArray());
            Put("申請/program.pdf", "MZ not a paper"u8.ToArray());
        }
        var officer = await (await city.Officer(await Clerk(city))).Open("/office/incoming/child-allowance-end/import");
        await officer.Attach("ファイル", "pittari.zip", packed.ToArray()).Press("読み込んで確かめる");
        var desk = await Ended(officer);
        Assert.Contains("取り込める行（1行）", desk.Text, StringComparison.Ordinal);
        Assert.Contains("証明の写しのファイルが見つかりません", desk.Text, StringComparison.Ordinal);
        await Taken(city, desk);
        var found = await city.Read(db => db.Set<Application>().SingleAsync(a => a.Channel == "pittari"));
        Assert.Equal("shomei.pdf", await city.Read(db => db.Set<StoredFile>().Where(f => f.UsedBy == found.Id).Select(f => f.Name)
            .SingleAsync()));
        Assert.Contains("shomei.pdf", (await desk.Open(Links.Case(found.Id))).Text, StringComparison.Ordinal);
    }
}
