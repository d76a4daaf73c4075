using Keyaki.Website;
using static Keyaki.Tests.Rules.PagesToCheck;

namespace Keyaki.Tests.Rules;

/// <summary>The words of a city for what it publishes: two cities have them, and a wrong list is refused when it is read.</summary>
public sealed class WebsiteWordsTests
{
    static readonly string Schema = Path.Combine(KiyoseTests.Root, "cities", "schema", "website-words.json");

    [Fact]
    public void どちらの市の言葉の一覧も_誤りなく読め_形の説明に合う()
    {
        foreach (var file in new[] { Kiyose, Yumemi })
        {
            var json = File.ReadAllText(file);
            var (words, faults) = Read(json);
            Assert.Equal([], faults.All);
            Assert.Empty(CitySchema.Faults(Schema, json));
            Assert.NotEmpty(words.Avoided.All);
            Assert.Contains("お知らせ", words.Genres);
        }
        Assert.True(Words.Avoided.All.Count >= 40 && Words.Terms.All.Count >= 40 && Words.Disaster.All.Count >= 20);
        Assert.Equal(new(40, 60, 1000), Words.Lengths);
    }

    static string Json(string lists) => $$"""{ "format": 1, "validFrom": "2026-12-01", {{lists}} }""";

    [Theory]
    [InlineData("""  "avoid": [{ "word": "父兄", "use": "保護者", "weight": "halt" }] """, "avoid[0].weight")]
    [InlineData("""  "avoid": [{ "word": "父兄", "weight": "stop" }, { "word": "父兄", "weight": "stop" }] """, "avoid[1].word")]
    [InlineData("""  "avoid": [{ "word": "国保", "use": "国保と年金", "weight": "warn" }] """, "avoid")]
    [InlineData("""  "avoid": [{ "word": "下さい", "use": "父兄", "weight": "warn" }, { "word": "父兄", "weight": "stop" }] """, "avoid")]
    [InlineData("""  "avoid": [{ "word": "父兄", "use": "[保護者](/a)", "weight": "stop" }] """, "avoid[0].use")]
    [InlineData("""  "avoid": [{ "word": "父兄", "use": "", "weight": "stop" }] """, "avoid[0].use")]
    [InlineData("""  "avoid": [{ "word": "外人", "weight": "stop", "unless": ["外国"] }] """, "avoid[0].unless")]
    [InlineData("""  "avoid": [{ "word": "外人", "weight": "stop", "because": "a" }] """, "avoid[0].because")]
    [InlineData("""  "terms": [{ "word": "DX" }] """, "terms[0].say")]
    [InlineData("""  "disaster": [{ "word": "津波", "say": "波（なみ）" }] """, "disaster[0].say")]
    [InlineData("""  "vague": [{ "word": "", "say": "数を書いてください" }] """, "vague[0].word")]
    [InlineData("""  "phones": [{ "phone": "０４２", "what": "例" }] """, "phones[0].phone")]
    [InlineData("""  "phones": [{ "phone": "110", "what": "警察" }] """, "phones[0].phone")]
    [InlineData("""  "easy": { "long": 40, "tooLong": 30, "sheet": 1000 } """, "easy.tooLong")]
    [InlineData("""  "easy": { "long": 5, "tooLong": 30, "sheet": 1000 } """, "easy.long")]
    [InlineData("""  "easy": { "long": 40, "tooLong": 60 } """, "easy.sheet")]
    [InlineData("""  "worte": [] """, "worte")]
    public void 誤りのある一覧は_場所を言って断られる(string lists, string path) =>
        Assert.Contains(path, Read(Json(lists)).Faults.All.Select(f => f.Path));

    [Theory]
    [InlineData("DX", "DXとは", true)]
    [InlineData("DX", "DXS", false)]
    [InlineData("DX", "2DX", false)]
    [InlineData("DX", "DX推進課", false)]
    [InlineData("フレイル", "フレイルチェック", false)]
    [InlineData("避難", "避難所", false)]
    [InlineData("避難", "避難所へ避難", true)]
    public void 言葉は_長い言葉の中では見つからない(string word, string text, bool found)
    {
        var list = Words.Terms.All.Concat(Words.Disaster.All).First(w => w.Word == word);
        Assert.Equal(found, list.In(text).Any());
    }

    [Fact]
    public void 市の名簿の名前は_空白があってもなくても見つかる()
    {
        var names = new KnownNames(["佐藤 花子", "李"]);
        Assert.Equal(["佐藤花子", "佐藤 花子", "佐藤　花子", null],
            new[] { "佐藤花子さん", "佐藤 花子", "係の佐藤　花子", "佐藤さんと花子さん、李さん" }.Select(names.In));
    }
}
