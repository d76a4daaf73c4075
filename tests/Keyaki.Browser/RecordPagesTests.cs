using System.Globalization;
using System.Text;
using Keyaki.Contracts;
using Keyaki.Contracts.Documents;
using Keyaki.Documents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Tests.Pages;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Keyaki.Browser;

/// <summary>Each page on which records are moved, copied for a request, closed, lent, shown around or handed over, at every
/// width.</summary>
[Collection(Chrome.One)]
public sealed class 文書を預かる画面(Chrome chrome) : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("keyaki-records-").FullName;
    City city = null!;

    string Room(string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;

    public async Task InitializeAsync() => city = await City.Start(BothDatabases.Sqlite, new Dictionary<string, string?>
    { ["Keyaki:Documents:Incoming"] = Room("in"), ["Keyaki:Documents:Outgoing"] = Room("out") });

    public async Task DisposeAsync()
    {
        await city.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    async Task<DocumentFace> Filed(string subject, params IReadOnlyList<FiledFile> files)
    {
        var suzuki = await city.OfficerId("suzuki");
        return await city.Turns.Run((services, db, ct) => services.GetRequiredService<IDocuments>().File(db,
            new("test", city.Clock.NewId(), subject, "kankyo", "kankyo-hojo", city.Clock.Today(), city.Clock.Today(), null, "")
            { Files = files, Officer = suzuki, CompletedOn = city.Clock.Today() }, ct));
    }

    async Task<Person> Officer(string name, Device device, bool script)
    {
        var officer = await chrome.Person(city, device, script);
        await officer.Become(name);
        return officer;
    }

    async Task Work()
    {
        await city.Services.GetRequiredService<RunWorker>().RunAll(default);
        await city.Settle();
    }

    [Theory, InlineData(Device.Desktop, true), InlineData(Device.Phone, false)]
    public async Task 文書の移し替えは_読み込みから行を直し_取り込み_書き出しを申し出るまで整っている(Device device, bool script)
    {
        await using var ishii = await Officer("石井 健", device, script);
        await (await ishii.Open(MoveDocuments.Url)).Look();
        // All sheets are one page with other columns: two of them are looked at.
        var sheets = await ishii.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('ol a')].map(a => a.pathname)");
        foreach (var sheet in sheets.Take(2)) await (await ishii.Open(sheet)).Look();
        await ishii.Open($"{MoveDocuments.Url}/documents/import");
        await ishii.Attach("ファイル", "old.csv", "text/csv", Encoding.UTF8.GetBytes("""
            文書番号,件名,課,文書分類,作成日,完結日,公開区分,保存年限,ファイル
            旧1,古い契約,環境課,kankyo-hojo,2019-06-01,2019-07-01,公開,5,
            旧2,古い要望,なかった課,kankyo-hojo,2019-06-01,2019-07-01,公開,5,
            """));
        await ishii.Press("読み込んで確かめる");
        await Work();
        var here = new Uri(ishii.Page.Url).AbsolutePath;
        await (await ishii.Open(here)).Look();
        await (await ishii.Open($"{here}/rows/2")).Look();
        await ishii.Open(here);
        await ishii.Press("1行を取り込む");
        await Work();
        await (await ishii.Open(here)).Look();
        await ishii.Open(MoveDocuments.Url);
        await ishii.Press("すべての文書を書き出す");
        await ishii.Look();
        await Work();
        await (await ishii.Open(MoveDocuments.Url)).Look();
        ishii.NoTrouble();
    }

    [Theory, InlineData(Device.Desktop, true), InlineData(Device.Phone, false)]
    public async Task 開示用の写しは_作り始めから隠すところを選び_ほかの人が確かめるまで整っている(Device device, bool script)
    {
        await using var suzuki = await Officer("鈴木 亮", device, script);
        var (receipt, _) = await Evidence.Make(suzuki.Window);
        var stored = await city.Services.GetRequiredService<FileStore>().Put(receipt, "領収書.pdf", FileBytes.Pdf, default);
        await city.Turns.Run((_, db, _) => { db.Add(stored); stored.UsedBy = stored.Id; return Task.FromResult(true); });
        var document = await Filed("補助金の交付", new FiledFile(stored.Id, "領収書.pdf", FileRole.Attachment));
        await suzuki.Open(Links.Document(document.Id));
        await suzuki.Look();
        await suzuki.Follow("開示用の写しを作る");
        await suzuki.Look();
        await suzuki.Fill("どの開示請求のためですか", "令和8年度第12号");
        await suzuki.Press("隠すところを選ぶ");
        await suzuki.Look();
        var copy = new Uri(suzuki.Page.Url).AbsolutePath;
        await suzuki.Follow("1ページ");
        await suzuki.Look();
        if (script) await Draw(suzuki.Page);
        else
        {
            await suzuki.Choose("何を隠しますか/このページの四角い枠の中");
            foreach (var (label, percent) in new[] { ("左の端から", "10"), ("上の端から", "10"), ("枠の幅", "30"), ("枠の高さ", "10") })
                await suzuki.Fill(label, percent);
        }
        await suzuki.Choose("隠す理由/情報公開条例第7条第2号");
        await suzuki.Press("隠す");
        await suzuki.See("取り消す");
        await suzuki.Look();
        await (await suzuki.Open(copy)).Look();
        await (await suzuki.Open($"{copy}/covered")).Look();
        await suzuki.Open(copy);
        await suzuki.Press("写しを作って確認に回す");
        await suzuki.Look();
        await Work();
        await (await suzuki.Open(copy)).Look();
        await using var sato = await Officer("佐藤 美紀", device, script);
        await sato.Open(copy);
        await sato.Follow("写しを確かめる");
        await sato.Look();
        await sato.Choose("隠すべきところがすべて黒く、ほかは読めますか/はい");
        await sato.Press("確かめた結果を記録する");
        await (await suzuki.Open(copy)).See("写しを取り出す");
        await suzuki.Look();
        suzuki.NoTrouble();
        sato.NoTrouble();
    }

    /// <summary>A frame over the page's picture with the mouse, from a tenth to four tenths of its width.</summary>
    static async Task Draw(IPage page)
    {
        // Its height is that of the picture, which comes after the page.
        await page.WaitForLoadStateAsync(LoadState.Load);
        var box = await page.Locator("[data-draw]").BoundingBoxAsync() ?? throw new InvalidOperationException("no picture");
        await page.Mouse.MoveAsync(box.X + box.Width * .4f, box.Y + box.Height * .2f);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + box.Width * .1f, box.Y + box.Height * .1f, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        foreach (var (name, percent) in new[] { ("left", 10m), ("top", 10m), ("width", 30m), ("height", 10m) })
            Assert.InRange(decimal.Parse(await page.Locator($"[name={name}]").InputValueAsync(), CultureInfo.InvariantCulture),
                percent - .5m, percent + .5m);
    }

    [Theory, InlineData(Device.Desktop, true), InlineData(Device.Phone, false)]
    public async Task 簿冊の締切り_紙の貸出_収受した文書の供覧の画面が整っている(Device device, bool script)
    {
        await using var suzuki = await Officer("鈴木 亮", device, script);
        var document = await Filed("貸し出す文書");
        await suzuki.Open($"{Links.Document(document.Id)}/paper");
        await suzuki.Choose("何を記録しますか/置き場所");
        await suzuki.Fill("書庫と棚", "地下書庫 3-B");
        await suzuki.Look();
        await suzuki.Page.Locator("form.form .actions button").First.ClickAsync();
        await suzuki.Open($"{Links.Document(document.Id)}/paper");
        await suzuki.Choose("何を記録しますか/貸出");
        await suzuki.Fill("だれに貸しますか", "監査委員の事務局");
        await suzuki.Fill("いつまで貸しますか/西暦・元号", "令和");
        foreach (var (part, value) in new[] { ("年", "8"), ("月", "12"), ("日", "1") }) await suzuki.Fill($"いつまで貸しますか/{part}", value);
        await suzuki.Page.Locator("form.form .actions button").First.ClickAsync();
        city.Clock.Pass(TimeSpan.FromDays(14));
        await suzuki.Become("鈴木 亮");
        await (await suzuki.Open(ListLendings.Url)).See("返却が遅れています");
        await suzuki.Look();

        await (await suzuki.Open(ListFiles.Url)).Look();
        await suzuki.Go(() => suzuki.Page.Locator($"main a[href^='{ListFiles.Url}/']").First.ClickAsync());
        await suzuki.Look();
        await suzuki.Press("この簿冊を締め切る");
        await suzuki.Look();

        await using var ishii = await Officer("石井 健", device, script);
        await ishii.Open("/office/received/new");
        await ishii.Fill("件名", "減量計画の照会");
        await ishii.Fill("差出人", "東京都環境局");
        await ishii.Choose("届き方/郵送");
        await ishii.Fill("担当する課", "総務課");
        await ishii.Fill("文書分類", "庶務一般");
        await ishii.Look();
        await ishii.Press("収受する");
        var received = new Uri(ishii.Page.Url).AbsolutePath;
        await ishii.Follow("供覧する");
        await ishii.Look();
        await ishii.Fill("課", "環境課");
        await ishii.Press("この課の職員を表示する");
        await ishii.Look();
        await ishii.Choose("鈴木 亮");
        await ishii.Press("供覧する");
        await (await ishii.Open(received)).Look();
        suzuki.NoTrouble();
        ishii.NoTrouble();
    }

    [Theory, InlineData(Device.Desktop, true), InlineData(Device.Phone, false)]
    public async Task 決裁の画面の前例も_横に並べた形で整っている(Device device, bool script)
    {
        await using var suzuki = await Officer("鈴木 亮", device, script);
        await suzuki.Open("/office/drafts/new");
        await suzuki.Choose("雛形/軽易な伺い");
        await suzuki.Press("書き始める");
        await suzuki.Fill("件名", "古い看板について");
        await suzuki.Fill("伺い文", "次のとおり取り外してよろしいか、伺います。");
        await suzuki.Fill("文書分類と保存年限", "粗大ごみ収集の申込");
        await suzuki.Fill("本文", "# 目的\n取り外します。\n\n| 場所 | 数 |\n|---|---|\n| 中里五丁目 | 3 |");
        await suzuki.Press("保存する");
        await suzuki.Follow("写しを作る");
        await suzuki.Press("書き始める");
        await suzuki.Fill("件名", "次の看板について");
        await suzuki.Press("保存する");
        await suzuki.Follow("決裁に回す");
        await suzuki.Press("決裁に回す");
        await using var sato = await Officer("佐藤 美紀", device, script);
        await sato.Open("/office/decisions");
        await sato.Follow("次の看板について");
        await sato.Look();
        if (await sato.Page.GetByRole(AriaRole.Link, new() { Name = "前例", Exact = true }).CountAsync() > 0)
            await sato.Go(() => sato.Page.GetByRole(AriaRole.Link, new() { Name = "前例", Exact = true }).First.ClickAsync());
        await sato.See("古い看板について");
        Assert.Contains("中里五丁目", await sato.Page.Locator("aside#beside").InnerTextAsync(), StringComparison.Ordinal);
        await sato.Look();
        sato.NoTrouble();
    }

    [Theory, InlineData(Device.Desktop, true), InlineData(Device.Phone, false)]
    public async Task 組織の引継ぎは_移すものを確かめ_申し出て_ほかの人が確かめるまで整っている(Device device, bool script)
    {
        var files = Room("city");
        Copy(city.Services.GetRequiredService<IConfiguration>()["Keyaki:City"] ?? "", files);
        var path = Path.Combine(files, "departments.json");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("\"code\": \"kankyo\",",
            "\"code\": \"kankyo\", \"until\": \"2026-12-31\", \"successor\": \"dx\",", StringComparison.Ordinal));
        city = await city.Restart(new Dictionary<string, string?> { ["Keyaki:City"] = files });
        await city.Composter();
        await using var takahashi = await Officer("高橋 浩", device, script);
        await (await takahashi.Open("/office/reorganisation")).Look();
        if (await takahashi.Page.GetByRole(AriaRole.Link, new() { Name = "移すものを確かめる" }).CountAsync() > 0)
            await takahashi.Follow("移すものを確かめる");
        await takahashi.Look();
        await takahashi.Press("引継ぎを申し出る");
        await takahashi.Look();
        await using var kato = await Officer("加藤", device, script);
        await kato.Open("/office/reorganisation");
        await kato.Follow("確認を待っています");
        await kato.Look();
        await kato.Choose("この引継ぎを行いますか/はい");
        await kato.Press("確かめた結果を記録する");
        await (await kato.Open("/office/reorganisation")).Look();
        takahashi.NoTrouble();
        kato.NoTrouble();
    }

    [Theory, InlineData(Device.Desktop, true, "ja"), InlineData(Device.Phone, false, "easy"), InlineData(Device.Phone, true, "en")]
    public async Task 手続の一覧も_ほかの役所の手続も_新しい手続の質問も_三つの言葉で整っている(Device device, bool script, string language)
    {
        await using var person = await chrome.Person(city, device, script);
        foreach (var page in new[] { "/", "/life/moving", "/life/child", "/procedures/passport", "/procedures/child-allowance",
            "/procedures/road-report" })
            await (await person.Open($"{page}?lang={language}")).Look();
        await person.Open($"/procedures/road-report?lang={language}");
        await person.Go(() => person.Page.Locator("main form .button-main").First.ClickAsync());
        await person.Look();
        person.NoTrouble();
    }

    static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? to);
            File.Copy(file, copy);
        }
    }
}
