using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Ui;
using Xunit;

namespace Keyaki.Tests.Rules;

public sealed class DefinitionFormTests
{
    private static readonly CityProfile City = KiyoseTests.Load();

    private static readonly Dictionary<string, Value> Today = new() { ["today"] = Value.Of(new DateOnly(2026, 11, 24)) };

    private static readonly (string, string)[] Hanako =
    [
        ("name", "清瀬 花子"), ("kana", "キヨセ ハナコ"), ("phone", "042-000-0001"), ("mail", "hanako@example.jp"),
        ("address.postal", "204-0003"), ("address.town", "中里五丁目"), ("address.street", "900番地1"), ("address.building", ""),
    ];

    private static readonly (string, string)[] Sofa =
        [.. Hanako, ("housing", "house"), ("placeHouse", "gate"), ("assistance", "no"), ("items.0.item", "sofa2"), ("items.0.count", "2"),
            ("items.1.item", "chair"), ("items.1.count", "3"), ("household", "yes"), ("wishDate", "2026-12-01")];

    private static readonly (string, string)[] Breast =
    [
        .. Hanako, .. Day("birth", 1980, 5, 3), ("sex", "female"), ("kind", "breast"), ("last", "known"), .. Day("lastDate", 2024, 11, 1),
        ("symptoms", "no"), ("treatment", "no"), ("pregnant", "no"),
        ("nursing", "no"), ("pacemaker", "no"), ("implants", "no"), ("surgery", "no"), ("place", "community-plaza"),
        ("wishDate", "2026-12-09"),
    ];

    private static readonly (string, string)[] Copies =
        [("whose", "household"), ("include", "relationship\norigin"), ("myNumber", "no"), ("jukiCode", "no"), ("copies", "2"),
            ("purpose", "school"), ("delivery", "post"), ("addressRight", "yes"), ("phone", "042-000-0001")];

    private static readonly (string, string)[] Composter =
    [
        .. Hanako, ("device", "electric"), ("maker", "けやき電機"), ("model", "KC-1"), ("shop", "清瀬電器"), .. Day("purchaseDate", 2026, 10, 10),
        ("price", "39,870"), ("receipt", "f1"), ("photo", "f2"), ("previous", "no"),
        ("bank.bank", "けやき銀行"), ("bank.branch", "清瀬"), ("bank.type", "1"), ("bank.number", "1234567"), ("bank.holder", "キヨセハナコ"),
        ("agreeTax", "yes"), ("pledge", "yes"),
    ];

    [Fact]
    public void 四つの手続は必要な答えがそろえば通る()
    {
        foreach (var (code, answers) in new[] { ("bulky-waste", Sofa), ("cancer-screening", Breast), ("resident-record", Copies),
            ("compost-subsidy", Composter) })
        {
            var form = Build(code, answers);
            form.Form.Check();
            Assert.True(form.Form.IsValid, $"{code}: {string.Join(" / ", form.Form.Errors)}");
        }
    }

    [Fact]
    public void 日が決まっていないときは_そう言い_ほかの答えが要るときは_そう言う()
    {
        string Asked((string, string)[] answers)
        {
            var form = new DefinitionForm(Read("cancer-screening"), new(Today), answers.ToDictionary(a => a.Item1, a => a.Item2)).Form;
            var html = new HtmlWriter();
            var question = form.Question("wishDate");
            question.Kind.Show(html, new(form, question));
            form.Check();
            return $"{html} {string.Join(' ', form.Errors)}";
        }
        var none = Asked([.. Breast.Where(a => a.Item1 != "wishDate")]);
        Assert.Contains("今は、選べる日がありません。次の日が決まると、ここに表示されます", none, StringComparison.Ordinal);
        Assert.DoesNotContain("まだ選べるものがありません", none, StringComparison.Ordinal);
        Assert.Contains("まだ選べるものがありません", Asked([("kind", "breast")]), StringComparison.Ordinal);
    }

    [Fact]
    public void 粗大ごみの手数料は品目と数の合計()
    {
        var form = Build("bulky-waste", Sofa);
        Assert.Equal(2 * 1_500 + 3 * 300, Read("bulky-waste").FeeFor(form.Facts));
        Assert.Equal("中里五丁目", Read("bulky-waste").SlotKeyFor(form.Facts));
    }

    [Theory]
    [InlineData("items.0.count", "0", "items.0.count")]
    [InlineData("items.0.count", "10", "")]
    [InlineData("items.0.item", "television", "items.0.item")]
    [InlineData("household", "no", "household")]
    [InlineData("address.town", "ひばりが丘", "address.town")]
    [InlineData("wishDate", "2026-12-02", "wishDate")]
    [InlineData("wishDate", "2026-12-08", "wishDate")]
    [InlineData("placeHouse", "", "placeHouse")]
    [InlineData("mail", "hanako", "mail")]
    public void 粗大ごみの間違いはその質問で断る(string name, string answer, string about) => Refuses("bulky-waste", Sofa, name, answer, about);

    [Fact]
    public void 粗大ごみは一度に二十点まで()
    {
        var form = Build("bulky-waste",
            [.. Sofa, ("items.1.count", "10"), ("items.0.count", "10"), ("items.2.item", "fan"), ("items.2.count", "1")]);
        form.Form.Check();
        Assert.Contains("20点まで", form.Form.ErrorOf("items"), StringComparison.Ordinal);
    }

    [Fact]
    public void 建物の種類で置く場所の質問が変わり通らない道の答えは残らない()
    {
        var form = Build("bulky-waste", [.. Sofa, ("placeApartment", "station")]);
        Assert.True(Shown(form, "placeHouse"));
        Assert.False(Shown(form, "placeApartment"));
        Assert.DoesNotContain("placeApartment", form.Form.Kept().Keys);
        Assert.True(Shown(Build("bulky-waste", [.. Sofa, ("housing", "apartment"), ("placeApartment", "other")]), "placeNote"));
    }

    [Theory]
    [InlineData("placeNote", true)]
    [InlineData("address", true)]
    [InlineData("housing", false)]
    [InlineData("assistance", false)]
    public void 支援措置の間に隠れるのは住む所がわかる答えだけ(string question, bool hidden) =>
        Assert.Equal(hidden, Read("bulky-waste").Find(question)?.TellsHome);

    [Theory]
    [InlineData(1980, "female", "breast,cervix,colon,lung")]
    [InlineData(1970, "female", "breast,cervix,colon,lung,stomach")]
    [InlineData(1970, "male", "colon,lung,stomach")]
    [InlineData(2000, "female", "cervix")]
    [InlineData(2000, "male", "")]
    public void 受けられる検診は年度末の年齢と性別で決まる(int year, string sex, string kinds)
    {
        var form = Build("cancer-screening", [.. Day("birth", year, 5, 3), ("sex", sex)]);
        Assert.Equal(kinds, string.Join(',', form.Form.OptionsOf(form.Form.Question("kind")).Select(o => o.Value)
            .Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void 年度の最後の日に四十歳になる人は今年度から受けられる()
    {
        Assert.Contains(Build("cancer-screening", [.. Day("birth", 1987, 3, 31), ("sex", "male")]) is var young
            ? young.Form.OptionsOf(young.Form.Question("kind")) : [], o => o.Value == "lung");
        Assert.DoesNotContain(Build("cancer-screening", [.. Day("birth", 1987, 4, 2), ("sex", "male")]) is var younger
            ? younger.Form.OptionsOf(younger.Form.Question("kind")) : [], o => o.Value == "lung");
    }

    [Theory]
    [InlineData("symptoms", "yes", "symptoms")]
    [InlineData("pregnant", "yes", "pregnant")]
    [InlineData("nursing", "yes", "nursing")]
    [InlineData("pacemaker", "yes", "pacemaker")]
    [InlineData("implants", "yes", "implants")]
    [InlineData("lastDate.year", "2025", "lastDate")]
    [InlineData("birth.year", "2027", "birth")]
    [InlineData("kind", "stomach", "kind")]
    [InlineData("wishDate", "2026-12-10", "wishDate")]
    [InlineData("surgery", "yes", "surgeryNote")]
    public void 受けられない検診はその質問で断る(string name, string answer, string about) => Refuses("cancer-screening", Breast, name, answer, about);

    [Fact]
    public void 前回の時期は覚えているときだけ聞き肺の検診だけたばこを聞く()
    {
        var form = Build("cancer-screening", [.. Breast, ("last", "never")]);
        Assert.False(Shown(form, "lastDate"));
        Assert.False(Shown(form, "smoking"));
        Assert.True(Shown(Build("cancer-screening", [.. Breast, ("kind", "lung")]), "smoking"));
        Assert.False(Shown(Build("cancer-screening", [.. Breast, ("sex", "male"), ("kind", "lung")]), "pregnant"));
    }

    [Fact]
    public void 住民票は通数と郵送料で手数料が決まる()
    {
        Assert.Equal(710, Read("resident-record").FeeFor(Build("resident-record", Copies).Facts));
        Assert.Equal(600, Read("resident-record").FeeFor(Build("resident-record", [.. Copies, ("delivery", "counter")]).Facts));
        Assert.Null(Read("resident-record").FeeFor(Build("resident-record", []).Facts));
    }

    [Theory]
    [InlineData("myNumber", "yes", "myNumber")]
    [InlineData("jukiCode", "yes", "jukiCode")]
    [InlineData("addressRight", "no", "addressRight")]
    [InlineData("copies", "11", "copies")]
    [InlineData("include", "nationality", "include")]
    [InlineData("whose", "some", "whose")]
    [InlineData("purpose", "other", "purposeOther")]
    public void 住民票の請求で出せないものは理由を添えて断る(string name, string answer, string about) => Refuses("resident-record", Copies, name, answer, about);

    [Fact]
    public void 外国人住民だけに国籍と在留資格を聞く()
    {
        static string[] Offered(DefinitionForm form) => [.. form.Form.OptionsOf(form.Form.Question("include")).Select(o => o.Value)];
        Assert.Equal(["relationship", "origin"], Offered(Build("resident-record", Copies)));
        Assert.Equal(["relationship", "nationality", "status", "card"],
            Offered(Build("resident-record", Copies, new() { ["applicant.foreign"] = Value.Of(true) })));
    }

    [Fact]
    public void 国籍の違う世帯ではどちらの項目も選べ_世帯にいない人は選べない()
    {
        var form = Build("resident-record", [.. Copies, ("whose", "some"), ("members", "松山 一郎（昭和47年9月30日生まれ）"),
            ("include", "origin\nnationality")], new()
            {
                ["applicant.foreign"] = Value.Of(false),
                ["applicant.household-size"] = Value.Of(2m), ["applicant.household-mixed"] = Value.Of(true)
            });
        form.Form.Check();
        Assert.Equal(["members"], form.Form.Errors.Select(e => e.Name));
    }

    [Theory]
    [InlineData("electric", "39,870", "1", 19_900)]
    [InlineData("electric", "98000", "1", 20_000)]
    [InlineData("container", "12000", "2", 6_000)]
    [InlineData("container", "3999", "1", 1_900)]
    public void 補助金は割合と限度額と百円未満の切捨てで決まる(string device, string price, string units, long yen) =>
        Assert.Equal(yen, Read("compost-subsidy")
            .GrantFor(Build("compost-subsidy", [.. Composter, ("device", device), ("price", price), ("units", units)]).Facts));

    [Theory]
    [InlineData("bank.holder", "キヨセ タロウ", "bank")]
    [InlineData("purchaseDate.year", "2025", "purchaseDate")]
    [InlineData("purchaseDate.month", "12", "purchaseDate")]
    [InlineData("price", "0", "price")]
    [InlineData("receipt", "", "receipt")]
    [InlineData("agreeTax", "no", "taxCertificate")]
    [InlineData("pledge", "no", "pledge")]
    [InlineData("previous", "yes", "previousDate")]
    public void 補助金の申請の間違いはその質問で断る(string name, string answer, string about) => Refuses("compost-subsidy", Composter, name, answer, about);

    [Theory]
    [InlineData("compost-subsidy", "address.town", "-")]
    [InlineData("compost-subsidy", "purchaseDate.year", "2025")]
    [InlineData("compost-subsidy", "pledge", "no")]
    [InlineData("cancer-screening", "address.town", "-")]
    [InlineData("cancer-screening", "symptoms", "yes")]
    [InlineData("resident-record", "myNumber", "yes")]
    [InlineData("resident-record", "jukiCode", "yes")]
    [InlineData("resident-record", "addressRight", "no")]
    public void 正しく答えても受けられないことは_誤りではなく_次にできることのある断りになる(string procedure, string name, string answer)
    {
        var form = Build(procedure, [.. (procedure switch { "compost-subsidy" => Composter, "resident-record" => Copies, _ => Breast })
            .Where(a => a.Item1 != name), (name, answer)]);
        form.Form.Check();
        var about = name.Split('.')[0];
        Assert.True(form.Form.Errors.Single(e => e.Name == about).Bars);
        Assert.NotEmpty(Assert.Single(Read(procedure).Checks, c => c.About == about && c.Instead is not null).Instead?.For(form.Facts)
            ?? []);
    }

    [Fact]
    public void 前の補助から五年度たつ日が_次にできることに書かれる()
    {
        var form = Build("compost-subsidy", [.. Composter, ("previous", "yes"), .. Day("previousDate", 2023, 5, 1)]);
        var instead = Read("compost-subsidy").Checks.Single(c => c.About == "previousDate").Instead;
        Assert.Contains("令和10年4月1日", instead?.For(form.Facts).First().Ja, StringComparison.Ordinal);
    }

    [Fact]
    public void 予算が足りなければ受け付けず五年度たてばもう一度受けられる()
    {
        var poor = Build("compost-subsidy", Composter, new() { ["budget.left"] = Value.Of(19_899m) });
        poor.Form.Check();
        Assert.Contains("予算", poor.Form.ErrorOf("price"), StringComparison.Ordinal);

        foreach (var (year, allowed) in new[] { (2021, true), (2022, false) })
        {
            var again = Build("compost-subsidy", [.. Composter, ("previous", "yes"), .. Day("previousDate", year, 5, 1)],
                new() { ["budget.left"] = Value.Of(19_900m) });
            Assert.Equal(allowed, again.Form.Check());
        }
    }

    [Fact]
    public void 読み方が同じなら名義の空白や小さい字の違いは問わない() =>
        Assert.True(Build("compost-subsidy", [.. Composter, ("kana", "きよせ しょうこ"), ("bank.holder", "ｷﾖｾ ｼﾖｳｺ")]).Form.Check());

    [Theory]
    [InlineData("グエン ティ リン", "NGUYEN THI LINH", true)]
    [InlineData("グエン ティ リン", "グエン・ティ・リン", false)]
    [InlineData("ミヅキ ユーコ", "ミズキ ユウコ", true)]
    public void 名義が同じ人か分からないときは_申請する方ではなく職員に尋ねる(string kana, string holder, bool open)
    {
        var form = Build("compost-subsidy", [.. Composter, ("kana", kana), ("bank.holder", holder)]);
        Assert.True(form.Form.Check(), string.Join('\n', form.Form.Errors.Select(e => e.Message)));
        Assert.Equal(open, Read("compost-subsidy").Checks.Any(check => check.IsOpen(form.Facts)));
    }

    [Fact]
    public void やさしい日本語と英語でも同じ質問が出る()
    {
        var english = new DefinitionForm(Read("bulky-waste"), new(Today) { Language = "en" });
        Assert.Equal("Full name", english.Form.Question("name").Label);
        Assert.Equal("なまえ", new DefinitionForm(Read("bulky-waste"), new(Today) { Language = "easy" }).Form.Question("name").Label);
    }

    [Fact]
    public void 分かっていることは初めから入っている()
    {
        var form = Build("cancer-screening", [("phone", "090-1111-1111")], new()
        {
            ["applicant.name"] = Value.Of("清瀬 花子"), ["applicant.phone"] = Value.Of("042-000-0001"),
            ["applicant.birth"] = Value.Of(new DateOnly(1980, 5, 3)), ["applicant.sex"] = Value.Of("female"),
        });
        form.Prefill();
        Assert.Equal("清瀬 花子", form.Form["name"]);
        Assert.Equal("090-1111-1111", form.Form["phone"]);
        Assert.Equal(new DateOnly(1980, 5, 3), form.Facts.Answer("birth").Date);
        Assert.Contains(form.Form.OptionsOf(form.Form.Question("kind")), o => o.Value == "breast");
    }

    private static void Refuses(string code, (string, string)[] answers, string name, string answer, string about)
    {
        var form = Build(code, [.. answers, (name, answer)]);
        form.Form.Check();
        Assert.Equal(about.Length == 0 ? [] : [about], form.Form.Errors.Select(e => e.Name).Take(1));
    }

    private static bool Shown(DefinitionForm form, string name) => form.Form.Visible(form.Form.Question(name));

    private static Definition Read(string code) => KiyoseTests.Procedure(code).Definition;

    private static DefinitionForm Build(string code, (string Name, string Answer)[] answers, Dictionary<string, Value>? surroundings = null)
    {
        var definition = Read(code);
        var raw = new Dictionary<string, string>();
        foreach (var (name, answer) in answers) raw[name] = answer;
        var today = new DateOnly(2026, 11, 24);
        return new(definition, new(new Dictionary<string, Value>((surroundings ?? []).Concat(Today)))
        {
            Towns = [.. City.Addresses.Select(a => new Town(a.Postal.Replace("-", "", StringComparison.Ordinal), a.Town, a.Kana, a.Latin))],
            Files = id => new(id, "写真.jpg", 1_000),
            Days = key => definition.Capacity is not { } capacity ? [] : [.. City.Files<SlotTables>().All[capacity.Slots]
                .Offered(key, today.AddDays(capacity.ClosesDaysBefore), today.AddDays(capacity.OpensDaysBefore), _ => true)
                .Select(slot => new Ui.Option(slot.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                    slot.Day.ToString("M月d日", System.Globalization.CultureInfo.InvariantCulture),
                    Closed: slot.Day == new DateOnly(2026, 12, 8)))],
        }, raw);
    }

    private static (string, string)[] Day(string name, int year, int month, int day) =>
        [($"{name}.era", "ad"), ($"{name}.year", $"{year}"), ($"{name}.month", $"{month}"), ($"{name}.day", $"{day}")];
}
