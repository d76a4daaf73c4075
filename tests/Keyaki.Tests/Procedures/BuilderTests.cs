using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Messages;
using Keyaki.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InProcedures;

/// <summary>A department makes a procedure by itself, and a second officer publishes it.</summary>
public sealed class BuilderTests
{
    const string List = "/office/procedures", Title = "犬のしつけの相談";

    /// <summary>A draft of 環境課 that is ready to be published; 鈴木 stands on its page.</summary>
    static async Task<Visitor> Draft(City city, string lines = "氏名\n電話番号\n犬を飼っていますか\n犬の種類\n相談の内容（任意）")
    {
        var suzuki = await (await city.Officer("suzuki")).Open(List + "/new");
        await suzuki.Fill("手続の名前", Title).Press("作り始める");
        var draft = suzuki.Path;
        await suzuki.Open(draft + "/about");
        await suzuki.Fill("何のための手続か/日本語", "しつけに困ったときの相談です。").Choose("まだない翻訳/やさしい日本語")
            .Choose("まだない翻訳/English").Press("保存する");
        await suzuki.Open(draft + "/questions");
        await suzuki.Fill("加える質問", lines).Press("質問を加える");
        await suzuki.Open(draft + "/handling");
        await suzuki.Choose("本人の確かめ方/確かめない").Press("保存する");
        return await suzuki.Open(draft);
    }

    static async Task<Visitor> Propose(Visitor suzuki, int day)
    {
        await suzuki.Follow("公開を申し出る");
        return await suzuki.Fill("公開を始める日/日", $"{day}").Press("公開を申し出る");
    }

    static async Task<Visitor> Agree(City city, string who = "sato", bool yes = true)
    {
        var act = await city.Read(db => db.Set<DraftedVersion>().Where(v => v.Agreed == null).Select(v => v.Id).SingleAsync());
        var second = await (await city.Officer(who)).Open($"/office/drafted/{act}/check");
        if (second.Status is not HttpStatusCode.OK || second.Page.QuerySelector("[name=agreed]") is null) return second;
        second.Choose($"この内容で公開しますか/{(yes ? "はい" : "いいえ")}");
        if (!yes) second.Fill("公開しない理由", "題名が分かりにくいです。");
        return await second.Press("確かめた結果を記録する");
    }

    static async Task<Visitor> Apply(City city, string code, string name)
    {
        var somebody = await city.Visitor().Open("/procedures/" + code);
        await somebody.Press("申し込みへ進む");
        await somebody.Fill("氏名", name).Fill("電話番号", "042-000-0001").Choose("犬を飼っていますか/はい").Fill("犬の種類", "柴犬")
            .Press("確認画面へ進む");
        return await somebody.Press("この内容で申し込む");
    }

    [Theory, BothDatabases]
    public async Task 課が作った手続は_二人目が認めるとすぐに申し込め_再起動の後も申し込め_職員が決められる(string database)
    {
        var city = await City.Start(database); // closed by its restart
        var suzuki = await Draft(city);
        Assert.Contains("犬のしつけの相談", suzuki.Heading, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Open("/procedures/kankyo-1")).Status);
        await Propose(suzuki, TestClock.StoryDay.Day);
        Assert.Contains("確認を待っています", suzuki.Text, StringComparison.Ordinal);

        // Neither who asked nor who may not publish is the second person, and what waits does not change.
        await Agree(city, "suzuki");
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Open("/procedures/kankyo-1")).Status);
        await suzuki.Open(suzuki.Path + "/notes");
        Assert.Contains("待っている間は変えられません", (await suzuki.Press("保存する")).Text, StringComparison.Ordinal);

        // Another process has looked already, and sees it within a second or so.
        var other = new PublishedVersions(city.Database);
        Assert.Empty(other.Of("procedures"));
        var sato = await Agree(city);
        Assert.Equal(List, sato.Path);
        Assert.Contains("公開中", sato.Text, StringComparison.Ordinal);
        Assert.Contains("申し込みが終わりました", (await Apply(city, "kankyo-1", "竹丘 一郎")).Text, StringComparison.Ordinal);
        var version = await city.Read(db => db.Set<ImportedVersion>().SingleAsync(v => v.Kind == "procedures" && v.Code == "kankyo-1"));
        var found = await city.Read(db => db.Set<Application>().SingleAsync(a => a.Procedure == "kankyo-1"));
        await Task.Delay(1100);
        Assert.Equal([version.Hash], other.Of("procedures").Select(v => v.Hash));
        Assert.Equal((version.Hash, "kankyo"), (found.Definition, found.Department));
        Assert.Contains(Title, (await city.Visitor().Open("/search?q=しつけ")).Text, StringComparison.Ordinal);

        // The two of them have agreed that one officer decides: nothing else is waited for.
        var handler = await (await city.Officer("sato")).Open(Links.Case(found.Id));
        await handler.Press("審査を始める");
        Assert.DoesNotContain("認めるまで", handler.Text, StringComparison.Ordinal);

        // What is exported to the city's folder is the same version.
        var folder = Directory.CreateTempSubdirectory("keyaki-export-").FullName;
        Assert.Equal(0, await ExportProcedures.Command.Run(city.Services, [folder], TextWriter.Null));
        var file = Path.Combine(folder, "procedures", $"kankyo-1@{TestClock.StoryDay:yyyy-MM-dd}.json");
        var faults = new Faults("");
        Assert.Equal(version.Hash, ProcedureVersion.Read(await File.ReadAllTextAsync(file),
            CityWords.Of(city.Services.GetRequiredService<CityProfile>()), faults)?.Hash);
        Directory.Delete(folder, recursive: true);

        city = await city.Restart();
        Assert.Contains("申し込みが終わりました", (await Apply(city, "kankyo-1", "竹丘 二郎")).Text, StringComparison.Ordinal);
        await city.DisposeAsync();
    }

    [Theory, BothDatabases]
    public async Task 次の版は赤字で違いが見え_書きかけは前の版のままで_同じ日からの版は二つ作れない(string database)
    {
        await using var city = await City.Start(database);
        await Propose(await Draft(city), TestClock.StoryDay.Day);
        await Agree(city);
        var begun = await city.Visitor().Open("/procedures/kankyo-1");
        await begun.Press("申し込みへ進む");

        var suzuki = await (await city.Officer("suzuki")).Open(List);
        await suzuki.Press("次の版を作る（犬のしつけの相談）");
        var draft = suzuki.Path;
        await suzuki.Open(draft + "/questions");
        await suzuki.Fill("加える質問", "犬の名前").Press("質問を加える");
        await suzuki.Open(draft + "/question/q4");
        await suzuki.Fill("質問の文/日本語", "犬の品種").Press("保存する");
        await suzuki.Open(draft);
        await suzuki.Follow("公開を申し出る");
        Assert.Contains("同じ日から始まる版が、もうあります", (await suzuki.Press("公開を申し出る")).Text, StringComparison.Ordinal);
        await suzuki.Fill("公開を始める日/日", $"{TestClock.StoryDay.Day + 1}").Press("公開を申し出る");

        var act = await city.Read(db => db.Set<DraftedVersion>().Where(v => v.Agreed == null).Select(v => v.Id).SingleAsync());
        var sato = await (await city.Officer("sato")).Open($"/office/drafted/{act}/check");
        foreach (var words in new[] { "質問を加えた：犬の名前", "質問を変えた：犬の品種" }) Assert.Contains(words, sato.Text,
            StringComparison.Ordinal);
        Assert.Equal("品種", sato.Page.QuerySelector("ins")?.ChildNodes.First(n => n.NodeType is AngleSharp.Dom.NodeType.Text).TextContent);
        await Agree(city);

        Assert.DoesNotContain("犬の名前", (await city.Visitor().Open("/procedures/kankyo-1")).Text, StringComparison.Ordinal);
        await begun.Fill("氏名", "竹丘 三郎").Fill("電話番号", "042-000-0003").Choose("犬を飼っていますか/いいえ")
            .Fill("犬の種類", "なし").Press("確認画面へ進む");
        Assert.Contains("申し込みが終わりました", (await begun.Press("この内容で申し込む")).Text, StringComparison.Ordinal);
        city.Clock.Pass(TimeSpan.FromDays(1));
        var later = await city.Visitor().Open("/procedures/kankyo-1");
        await later.Press("申し込みへ進む");
        Assert.Contains("犬の品種", later.Text, StringComparison.Ordinal);
        Assert.Contains("犬の名前", later.Text, StringComparison.Ordinal);
        // The case stays on the version that it was begun with, the draft of today has the new one.
        var hashes = await city.Read(db => db.Set<ImportedVersion>().Where(v => v.Code == "kankyo-1").OrderBy(v => v.ValidFrom)
            .Select(v => v.Hash).ToListAsync());
        Assert.Equal(hashes[0], await city.Read(db => db.Set<Application>().Where(a => a.Procedure == "kankyo-1")
            .Select(a => a.Definition).SingleAsync()));
        Assert.Equal(hashes[1], await city.Read(db => db.Set<DraftApplication>().OrderByDescending(d => d.Id)
            .Select(d => d.Definition).FirstAsync()));
    }

    [Theory, BothDatabases]
    public async Task 断られた案は残り_同じ部分を後から保存した人には_先の人の内容が見え_別の部分は両方残る(string database)
    {
        await using var city = await City.Start(database);
        var suzuki = await Draft(city);
        await Propose(suzuki, TestClock.StoryDay.Day);
        await Agree(city, yes: false);
        var draft = (await suzuki.Open(suzuki.Path)).Path;
        Assert.DoesNotContain("確認を待っています", suzuki.Text, StringComparison.Ordinal);

        var (first, second) = (await (await city.Officer("suzuki")).Open(draft + "/about"), await (await city.Officer("sato")).Open(draft
            + "/about"));
        var third = await (await city.Officer("sato")).Open(draft + "/notes");
        await first.Fill("手続の名前/日本語", "しつけ相談").Press("保存する");
        await third.Fill("根拠となる法律や条例/日本語", "動物愛護法").Press("保存する");
        Assert.Equal(draft, third.Path);
        await second.Fill("手続の名前/日本語", "犬のしつけ教室").Press("保存する");
        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        Assert.Contains("今の「手続の名前」は「しつけ相談」です", second.Text, StringComparison.Ordinal);
        Assert.Contains("鈴木", second.Text, StringComparison.Ordinal);
        Assert.Equal("犬のしつけ教室", second.Page.QuerySelector("[name='title.ja']")?.GetAttribute("value"));
        await second.Press("保存する");
        var json = await city.Read(db => db.Set<DraftedFile>().Select(f => f.Json).SingleAsync());
        Assert.Contains("犬のしつけ教室", json, StringComparison.Ordinal);
        Assert.Contains("動物愛護法", json, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 直すところがあるうちは公開できず_確かめの行からその画面へ行け_間違えた値も残る(string database)
    {
        await using var city = await City.Start(database);
        var suzuki = await (await city.Officer("suzuki")).Open(List + "/new");
        await suzuki.Fill("手続の名前", Title).Press("作り始める");
        var draft = suzuki.Path;
        Assert.DoesNotContain(suzuki.Page.QuerySelectorAll("a"), a => a.TextContent.Contains("公開を申し出る", StringComparison.Ordinal));
        await suzuki.Open(draft + "/handling");
        await suzuki.Fill("処理する日数（開庁日）", "いつか").Press("保存する");
        await suzuki.Follow("処理する日数：数で書いてください。");
        Assert.Equal(draft + "/handling", suzuki.Path);
        Assert.Equal("いつか", suzuki.Page.QuerySelector("[name=dueDays]")?.GetAttribute("value"));
        await suzuki.Open(draft + "/publish");
        Assert.Contains("まだ公開できません", (await suzuki.Press("公開を申し出る")).Text, StringComparison.Ordinal);
        // Another department knows nothing of it.
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("tanaka")).Open(draft)).Status);
    }

    [Theory, BothDatabases]
    public async Task 条件と手数料を言葉で選べ_並べ替え_写し_試しに見られ_何も残らない(string database)
    {
        await using var city = await City.Start(database);
        var suzuki = await Draft(city, "犬を飼っていますか\n犬の種類\n枚数");
        var draft = suzuki.Path;
        await suzuki.Open(draft + "/question/q2");
        await suzuki.Choose("いつ聞くか/次のすべてに当てはまるとき").Fill("条件1", "「犬を飼っていますか」の答えが「はい」")
            .Press("保存する");
        Assert.Contains("「犬を飼っていますか」の答えが「はい」のとき", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Open(draft + "/fee");
        await suzuki.Choose("決め方/1個（1部、1人）ごとの額").Fill("額（円）", "３００").Fill("数を聞く質問", "枚数")
            .Fill("かからないとき", "「犬を飼っていますか」の答えが「いいえ」")
            .Press("保存する");
        await suzuki.Open(draft + "/fee");
        Assert.Contains("「犬を飼っていますか」の答えが「いいえ」なら0、そうでなければ「枚数」の答え × 300", suzuki.Text,
            StringComparison.Ordinal);
        var json = Json(await city.Read(db => db.Set<DraftedFile>().Select(f => f.Json).SingleAsync()));
        Assert.Equal("""["=","$q1",true]""", json["pages"]?[0]?["questions"]?[1]?["when"]?.ToJsonString());
        Assert.Equal("""["if",["=","$q1",false],0,["*","$q3",300]]""", json["fee"]?["yen"]?.ToJsonString());

        // What is asked later cannot decide what is asked now: moved up, the question has a fault that leads to it.
        await suzuki.Open(draft + "/questions");
        await suzuki.Press("上へ：犬の種類");
        await suzuki.Open(draft);
        Assert.Contains("この後で聞く質問です", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Open(draft + "/questions");
        await suzuki.Press("下へ：犬の種類");
        await suzuki.Press("写す：枚数");
        await suzuki.Press("なくす：枚数");
        json = Json(await city.Read(db => db.Set<DraftedFile>().Select(f => f.Json).SingleAsync()));
        Assert.Equal(["q1", "q2", "q4"], (json["pages"]?[0]?["questions"] as JsonArray)?.Select(q => $"{q?["name"]}"));

        await suzuki.Open(draft + "/fee");
        await suzuki.Fill("数を聞く質問", "枚数").Press("保存する");
        var before = await city.Read(db => db.Set<DraftApplication>().CountAsync());
        await suzuki.Open(draft + "/preview/1?who=account");
        Assert.DoesNotContain("犬の種類", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Choose("犬を飼っていますか/はい").Fill("枚数", "2").Press("次へ");
        Assert.Contains("犬の種類", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Fill("犬の種類", "柴犬").Press("次へ");
        Assert.Contains("送ることはできません", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal(before, await city.Read(db => db.Set<DraftApplication>().CountAsync()));
    }

    static JsonNode Json(string json) => JsonNode.Parse(json) ?? throw new InvalidOperationException();

    [Theory, BothDatabases]
    public async Task 壊れたファイルは場所を示して断り_何も取り込まず_よその市のファイルは取り込める(string database)
    {
        await using var city = await City.Start(database);
        var whole = Json(await city.Read(db => db.Set<ImportedVersion>().Where(v => v.Kind == "procedures"
            && v.Code == "dog-registration").Select(v => v.Json).FirstAsync()));
        string With(Action<JsonNode> change)
        {
            var copy = whole.DeepClone();
            change(copy);
            return copy.ToJsonString();
        }
        async Task<string> Import(string text)
        {
            var suzuki = await (await city.Officer("suzuki")).Open(List + "/new");
            await suzuki.Attach("ファイル", "neighbour.json", Encoding.UTF8.GetBytes(text)).Press("作り始める");
            return suzuki.Path.StartsWith(List + "/new", StringComparison.Ordinal) ? suzuki.Text : suzuki.Path;
        }
        var deep = string.Concat(Enumerable.Repeat("[\"not\",", 2000));
        foreach (var (text, words) in new[]
        {
            ("{ \"format\": 1, ", "JSONとして読めません"),
            ($"{{ \"format\": 1, \"pages\": {deep}", "深すぎ"),
            (With(j => j["format"] = 2), "新しい書き方（2）です"),
            (With(j => j["pages"]![1]!["questions"]![0]!["kind"] = "telepathy"),
                "pages[1].questions[0].kind：「telepathy」という種類の質問はありません。"),
            (With(j => j["pages"]![0]!["questions"]![0]!["when"] = Json("""["=","$shot",true]""")),
                "pages[0].questions[0].when：「shot」は、この後で聞く質問です。"),
            (With(j => j["spell"] = "x"), "spell：知らない項目です。"),
            (With(j => j["title"]!["ja"] = new string('あ', 1_700_000)), "大きすぎ"),
        })
            Assert.Contains(words, await Import(text), StringComparison.Ordinal);
        Assert.Equal(0, await city.Read(db => db.Set<DraftedFile>().CountAsync()));

        // What only the other city knows is for the checklist.
        var path = await Import(With(j => (j["department"], j["record"]!["class"]) = ("doubutsu", "tonari-inu")));
        var file = await city.Read(db => db.Set<DraftedFile>().SingleAsync());
        Assert.Equal(("kankyo", $"{List}/{file.Id}"), (file.Department, path));
        var open = await (await city.Officer("suzuki")).Open(path);
        Assert.Contains("「tonari-inu」という文書分類は、この市の設定にありません。", open.Text, StringComparison.Ordinal);
    }

    static Task<string> Kept(City city) => city.Read(db => db.Set<DraftedFile>().Select(f => f.Json).SingleAsync());

    [Theory, BothDatabases]
    public async Task 繰り返し_計算_性別_飛ばし方と終わり_知らせる相手を画面で決め_申し込む人に効く(string database)
    {
        await using var city = await City.Start(database);
        var suzuki = await Draft(city, "氏名\n子ども\n参加費の合計\n性別\n市内に住んでいますか\n備考（任意）");
        var draft = suzuki.Path;
        async Task Become(string name, string kind)
        {
            await suzuki.Open($"{draft}/question/{name}");
            await suzuki.Fill("種類", kind).Press("保存する");
            await suzuki.Open($"{draft}/question/{name}");
        }
        await Become("q2", "繰り返し");
        await suzuki.Fill("1行の呼び方/日本語", "子ども").Fill("1行ごとに聞くこと", "子どもの名前\n兄の数\nいらない質問").Press("保存する");
        await suzuki.Press("なくす：いらない質問");
        await suzuki.Press("上へ：兄の数");
        await suzuki.Open($"{draft}/question/q2");
        await suzuki.Follow("1行ごとの質問：兄の数");
        await suzuki.Fill("質問の文/日本語", "兄弟の数").Press("保存する");
        await Become("q3", "計算した値");
        await suzuki.Choose("計算のしかた/掛ける").Fill("計算に使う答え1", "「子ども」の行の数").Fill("計算に使う決まった数", "３００")
            .Choose("見せ方/金額（円）").Press("保存する");
        await Become("q4", "性別");
        await suzuki.Fill("性別を求めている法令/日本語", "戸籍法49条").Press("保存する");
        await suzuki.Press("ページを加える");
        await suzuki.Open($"{draft}/question/q6");
        await suzuki.Fill("置くページ", "2. 2ページ").Press("保存する");
        await suzuki.Open($"{draft}/ways/1");
        await suzuki.Fill("飛ばすとき1", "「性別」の答えが「男」").Fill("飛ばすとき1に進むページ", "答えの確認")
            .Fill("終わるとき1", "「市内に住んでいますか」の答えが「いいえ」").Fill("終わるとき1の題名/日本語", "市外の方は申し込めません")
            .Fill("終わるとき1の理由/日本語", "市内の方のための手続です。")
            .Fill("終わるとき1に、代わりにできること/日本語", "お住まいの市にお尋ねください。").Press("保存する");
        await suzuki.Open($"{draft}/tells");
        await suzuki.Choose("受け付けたとき/担当の課").Choose("受け付けたとき/申し込んだ人", on: false).Press("保存する");
        var json = Json(await Kept(city));
        Assert.Equal("""["q2","q1"]""", new JsonArray([.. (json["pages"]?[0]?["questions"]?[1]?["questions"] as JsonArray ?? [])
            .Select(q => q?["name"]?.DeepClone())]).ToJsonString());
        Assert.Equal("""["*",["count","$q2"],300]""", json["pages"]?[0]?["questions"]?[2]?["value"]?.ToJsonString());
        Assert.Equal("""{"received":["department"]}""", json["tells"]?.ToJsonString());
        // Kept once more as it stands, nothing changes.
        foreach (var page in new[] { "ways/1", "tells", "question/q2", "question/q2.q2", "question/q3", "question/q4", "page/1", "fee" })
        {
            await suzuki.Open($"{draft}/{page}");
            await suzuki.Press("保存する");
        }
        Assert.True(JsonNode.DeepEquals(json, Json(await Kept(city))));

        await Propose(await suzuki.Open(draft), TestClock.StoryDay.Day);
        var act = await city.Read(db => db.Set<DraftedVersion>().Where(v => v.Agreed == null).Select(v => v.Id).SingleAsync());
        var read = (await (await city.Officer("sato")).Open($"/office/drafted/{act}/check")).Text;
        foreach (var words in new[] { "戸籍法49条", "市外の方は申し込めません", "受け付けたとき：担当の課", "兄弟の数",
            "は「答えの確認」へ進む" })
            Assert.Contains(words, read, StringComparison.Ordinal);
        await Agree(city);

        var somebody = await city.Visitor().Open("/procedures/kankyo-1");
        await somebody.Press("申し込みへ進む");
        await somebody.Fill("氏名", "竹丘 花").Fill("子ども 1/子どもの名前", "太郎").Fill("子ども 1/兄弟の数", "1").Choose("性別/男")
            .Choose("市内に住んでいますか/いいえ").Press("次へ");
        Assert.Contains("市外の方は申し込めません", somebody.Heading, StringComparison.Ordinal);
        await somebody.Follow("答えを");
        await somebody.Choose("市内に住んでいますか/はい").Press("確認画面へ進む");
        Assert.Contains("300円", somebody.Text, StringComparison.Ordinal);
        await somebody.Press("この内容で申し込む");
        var found = await city.Read(db => db.Set<Application>().SingleAsync(a => a.Procedure == "kankyo-1"));
        Assert.Equal("竹丘 花", found.Name);
        var told = await city.Read(db => db.Set<InboxMessage>().Where(m => m.Subject.Contains(Title)).Select(m => m.Account).ToListAsync());
        Assert.Contains(await city.OfficerId("suzuki"), told);
        Assert.DoesNotContain(found.Account, told);
    }

    [Theory, BothDatabases]
    public async Task 期間と定員と一人の回数は_職員の入力にも効き_理由を書けば受け付けられ_理由が残る(string database)
    {
        await using var city = await City.Start(database);
        var suzuki = await Draft(city);
        await suzuki.Open(suzuki.Path + "/handling");
        await suzuki.Fill("一人が申し込める回数", "1").Fill("定員（受け付ける数）", "2").Press("保存する");
        await Propose(suzuki, TestClock.StoryDay.Day);
        await Agree(city);
        const string Entry = "/office/cases/enter/kankyo-1/paper";
        async Task<Visitor> Typed(string name)
        {
            await suzuki.Open(Entry);
            return await suzuki.Fill("氏名", name).Fill("電話番号", "042-000-0001").Choose("犬を飼っていますか/いいえ")
                .Fill("犬の種類", "なし").Press("受け付ける");
        }
        await Typed("竹丘 一郎");
        Assert.StartsWith(Links.Case(Guid.Empty)[..^36], suzuki.Path, StringComparison.Ordinal);
        await Typed("竹丘 一郎");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, suzuki.Status);
        Assert.Contains("お一人1回まで", suzuki.Text, StringComparison.Ordinal);
        await Typed("竹丘 二郎");
        await Typed("竹丘 三郎");
        Assert.Contains("定員に達した", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal(2, await city.Read(db => db.Set<Application>().CountAsync(a => a.Procedure == "kankyo-1")));
        await suzuki.Fill("決まりを超えて受け付ける理由", "市の案内が誤っていたため").Press("受け付ける");
        Assert.Contains("理由：市の案内が誤っていたため", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal(3, await city.Read(db => db.Set<Application>().CountAsync(a => a.Procedure == "kankyo-1")));
    }

    [Fact]
    public async Task 補正の期限が近いと一度だけ知らせ_記号はほかの手続から取れない()
    {
        await using var city = await City.Start(BothDatabases.Sqlite);
        var suzuki = await Draft(city);
        var draft = suzuki.Path;
        await suzuki.Open(draft + "/about");
        await suzuki.Fill("記号", "bulky-waste").Press("保存する");
        Assert.Contains("が使っています", (await Propose(suzuki, TestClock.StoryDay.Day)).Text, StringComparison.Ordinal);

        var id = await city.Composter(photo: true);
        await (await suzuki.Open(Links.Case(id))).Press("審査を始める");
        await (await suzuki.Follow("補正をお願いする")).Choose("直していただく項目/型番")
            .Fill("「型番・品名」を直していただく理由", "違います。").Press("補正をお願いする");
        Task<int> Told() => city.Read(db => db.Set<InboxMessage>().CountAsync(m => m.Subject.Contains("直す期限が近づいています")));
        async Task Day()
        {
            city.Clock.Pass(TimeSpan.FromDays(1));
            using var scope = city.Services.CreateScope();
            await scope.ServiceProvider.GetRequiredService<Turns>().Run(async (services, db, stop) =>
            {
                await services.GetRequiredService<Ringing>().Daily(db, city.Clock.Today(), stop);
                return true;
            });
        }
        await Day();
        Assert.Equal(0, await Told());
        for (var day = 0; day < 14; day++) await Day();
        Assert.Equal(1, await Told());
    }

    [Fact]
    public async Task 申し込んだ人が補正で答えを変えるときも_消える答えを先に尋ねる()
    {
        await using var city = await City.Start(BothDatabases.Sqlite);
        var suzuki = await Draft(city);
        var draft = suzuki.Path;
        await suzuki.Open(draft + "/question/q4");
        await suzuki.Fill("条件1", "「犬を飼っていますか」の答えが「はい」").Press("保存する");
        await Propose(await suzuki.Open(draft), TestClock.StoryDay.Day);
        await Agree(city);
        var somebody = await city.Visitor().Open("/procedures/kankyo-1");
        await somebody.Press("申し込みへ進む");
        await somebody.Fill("氏名", "竹丘 一郎").Fill("電話番号", "042-000-0001").Choose("犬を飼っていますか/はい").Press("次へ");
        await somebody.Fill("犬の種類", "柴犬").Press("確認画面へ進む");
        await somebody.Press("この内容で申し込む");
        var id = await city.Read(db => db.Set<Application>().Where(a => a.Procedure == "kankyo-1").Select(a => a.Id).SingleAsync());
        await (await suzuki.Open(Links.Case(id))).Press("審査を始める");
        await (await suzuki.Follow("補正をお願いする")).Choose("直していただく項目/犬を飼っていますか")
            .Fill("「犬を飼っていますか」を直していただく理由", "登録がありません。").Press("補正をお願いする");

        await somebody.Open(Links.Application(id) + "/correct");
        await somebody.Choose("犬を飼っていますか/いいえ").Press("直した内容を送る");
        Assert.Contains("次の答えは消えます", somebody.Text, StringComparison.Ordinal);
        Assert.Contains("柴犬", somebody.Text, StringComparison.Ordinal);
        Assert.Equal(ApplicationState.CorrectionRequested, (await city.Case(id)).State);
        await somebody.Press("この答えにして、消す");
        var mended = await city.Case(id);
        Assert.Equal((ApplicationState.Resubmitted, false), (mended.State, mended.Answers.Contains("柴犬", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ない部分のアドレスは見つからず_公開の二重押しは一つになり_公開した後に古い画面で保存しても何も変わらない()
    {
        await using var city = await City.Start(BothDatabases.Sqlite);
        var suzuki = await Draft(city);
        var draft = suzuki.Path;
        foreach (var nowhere in new[] { "about/x", "question", "question/q99", "question/name.q1", "option/q3.a1", "ways/99",
            "ways/0", "page/-1", "lunch", "rest/" + new string('x', 300) })
            Assert.Equal(HttpStatusCode.NotFound, (await suzuki.Open($"{draft}/{nowhere}")).Status);
        var old = await (await city.Officer("suzuki")).Open(draft + "/about");
        await (await suzuki.Open(draft)).Follow("公開を申し出る");
        using (var once = suzuki.Prepare("公開を申し出る"))
        using (var again = suzuki.Prepare("公開を申し出る"))
        {
            var answers = await Task.WhenAll(suzuki.Send(once), suzuki.Send(again));
            Assert.DoesNotContain(answers, a => (int)a.StatusCode >= 500);
        }
        Assert.Equal(1, await city.Read(db => db.Set<DraftedVersion>().CountAsync()));
        await Agree(city);
        var before = await city.Read(db => db.Set<DraftedFile>().Select(f => f.Version).SingleAsync());
        await old.Fill("手続の名前/日本語", "遅れて来た名前").Press("保存する");
        Assert.Equal(HttpStatusCode.NotFound, old.Status);
        Assert.Equal(before, await city.Read(db => db.Set<DraftedFile>().Select(f => f.Version).SingleAsync()));
        Assert.Contains(Title, (await city.Visitor().Open("/procedures/kankyo-1")).Text, StringComparison.Ordinal);
    }

    static async Task<Keyaki.Procedures.Sheet> Written(City city) => Keyaki.Procedures.Sheet.Of(
        await city.Read(db => db.Set<DraftedFile>().Select(f => f.Json).SingleAsync()));

    [Theory, BothDatabases]
    public async Task ページは前後に動かせ_別の画面で順番が変わった後に押しても違うページは動かない(string database)
    {
        await using var city = await City.Start(database);
        var suzuki = await Draft(city);
        await suzuki.Open(suzuki.Path + "/questions");
        await suzuki.Press("ページを加える");
        var other = await (await city.Officer("suzuki")).Open(suzuki.Path);
        await suzuki.Press("ページを後ろへ");
        Assert.Equal(["2ページ", "申し込みの内容"], (await Written(city)).Pages.Select(p => Keyaki.Procedures.Sheet.Said(p, "title").Ja));
        await other.Press("ページを後ろへ");
        Assert.Contains("別の画面でページが変わりました", other.Text, StringComparison.Ordinal);
        Assert.Equal(["2ページ", "申し込みの内容"], (await Written(city)).Pages.Select(p => Keyaki.Procedures.Sheet.Said(p, "title").Ja));
        await suzuki.Press("ページを前へ");
        Assert.Equal(["申し込みの内容", "2ページ"], (await Written(city)).Pages.Select(p => Keyaki.Procedures.Sheet.Said(p, "title").Ja));
        Assert.Equal(5, (await Written(city)).All.Count());
    }

    [Theory, BothDatabases]
    public async Task 別の画面でなくなった質問やページを保存しても_書いたものは残り_なくなったと言われる(string database)
    {
        await using var city = await City.Start(database);
        var suzuki = await Draft(city);
        var questions = suzuki.Path + "/questions";
        await suzuki.Open(questions);
        await suzuki.Press("ページを加える");
        var (asks, page) = (await (await city.Officer("suzuki")).Open(questions), await (await city.Officer("suzuki")).Open(questions));
        await asks.Follow("犬の種類");
        await page.Open(questions.Replace("/questions", "/page/2", StringComparison.Ordinal));
        await (await suzuki.Open(questions)).Press("なくす：犬の種類");
        await suzuki.Press("このページをなくす");
        await asks.Fill("質問の文/日本語", "犬の名前").Press("保存する");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asks.Status);
        Assert.Contains("質問は、別の画面でなくなりました", asks.Text, StringComparison.Ordinal);
        Assert.Contains("犬の名前", asks.Page.QuerySelector("main form")?.InnerHtml ?? "", StringComparison.Ordinal);
        await page.Fill("ページの名前/日本語", "犬のこと").Press("保存する");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("ページは、別の画面でなくなりました", page.Text, StringComparison.Ordinal);
        Assert.Contains("犬のこと", page.Page.QuerySelector("main form")?.InnerHtml ?? "", StringComparison.Ordinal);
        Assert.Equal((1, 4), ((await Written(city)).Pages.Count, (await Written(city)).All.Count()));
        // What never was there is not there.
        Assert.Equal(HttpStatusCode.NotFound,
            (await suzuki.Open(questions.Replace("/questions", "/page/9", StringComparison.Ordinal))).Status);
    }

    [Theory, BothDatabases]
    public async Task 市が払う額は金額の何割かと上限で決められ_予算は市の表から選べ_書いたとおりに読み戻せる(string database)
    {
        await using var city = await City.Start(database);
        var suzuki = await Draft(city, "氏名\n電話番号\n購入金額");
        var draft = suzuki.Path;
        await suzuki.Open(draft + "/grant");
        Assert.Equal("市が払う額と予算", suzuki.Heading);
        await suzuki.Choose("決め方/金額の何割か").Fill("金額を聞く質問", "購入金額").Fill("割合（%）", "50").Fill("上限（円）", "20000")
            .Fill("予算", "生ごみ").Press("保存する");
        var sheet = await Written(city);
        Assert.Equal("""["min",["floor-to",["*","$q3",0.5],1],20000]""", sheet.Root["grant"]?["yen"]?.ToJsonString());
        Assert.Equal("compost-subsidy-budget", Keyaki.Procedures.Sheet.Word(sheet.Root["budget"] as JsonObject, "table"));
        await suzuki.Open(draft + "/grant");
        Assert.DoesNotContain("公開するまでに直すところ", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal(("50", "20000"), (suzuki.Page.QuerySelector("[name=percent]")?.GetAttribute("value"),
            suzuki.Page.QuerySelector("[name=cap]")?.GetAttribute("value")));
        await suzuki.Choose("決め方/なし").Press("保存する");
        Assert.Equal((false, false), ((await Written(city)).Root.ContainsKey("grant"), (await Written(city)).Root.ContainsKey("budget")));
    }
}
