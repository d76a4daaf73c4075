using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Ui;

/// <summary>Every component and every kind of question on one page, for the eyes and for tests.</summary>
public sealed partial class Gallery
{
    public sealed record Page(Form Blank, Form Filled, Form Wrong);

    /// <summary>The page; mapped by the host in development only.</summary>
    public static IResult Ask() => Show(Example());

    static readonly (string Icon, string Title)[] Events =
        [("move", "引越し"), ("birth", "出産"), ("garbage", "ごみ"), ("health", "健康"), ("certificate", "証明書"), ("subsidy", "補助金"), ("tax", "税"),
            ("childcare", "子育て"), ("care", "介護"), ("mourning", "お悔やみ")];

    static readonly TimelineItem[] Story =
    [
        new("申請を受け付けました", new(2026, 11, 20, 1, 15, 0, TimeSpan.Zero)),
        new("審査しています", new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero), TimelineState.Now, "領収書を確かめています。"),
        new("結果をお知らせします", null, TimelineState.Ahead),
    ];

    static IReadOnlyList<Question> Questions(string mark)
    {
        Question Of(string name, Kind kind, string label, bool required = true) => new(mark + name, kind, label) { Required = required };
        return
        [
            Of("name", new TextKind(), "氏名") with { Autocomplete = "name" },
            Of("kana", new KanaKind(), "フリガナ") with { Hint = "ひらがなで入力しても、カタカナに直します。" },
            Of("birth", new DateKind(true), "生年月日"),
            Of("people", new NumberKind(1, 20, Unit: "人"), "世帯の人数"),
            Of("price", new YenKind(1), "購入した金額"),
            Of("purpose", new ChoiceKind(), "使う目的") with { Options =
                [new("bank", "銀行の手続", "口座を開くときなど"), new("school", "学校の手続"), new("full", "見学の申込", "定員になりました", Closed: true)] },
            Of("place", new ChoiceKind(), "会場") with { Options = [.. Enumerable.Range(1, 8).Select(i => new Option($"p{i}", $"{i}番の会場"))] },
            Of("include", new ManyKind(), "載せるもの", false) with { Options = [new("head", "世帯主の名前"), new("domicile", "本籍")] },
            Of("agree", new YesNoKind(), "市の職員が記録を確かめてもよいですか"),
            Of("home", new AddressKind(true), "お住まい"),
            Of("phone", new PhoneKind(), "電話番号"),
            Of("mail", new MailKind(), "メールアドレス") with { Hint = "受付番号をお送りします。" },
            Of("account", new BankKind(), "振込先"),
            Of("receipt", new FileKind(), "領収書"),
            Of("items", new GroupKind([new("what", new TextKind(), "品目"), new("count", new NumberKind(1, 10, Unit: "個"), "個数")], "品目"),
                "収集する品目"),
            Of("about", new ExplanationKind("ここは、読むだけのところです。"), "説明", false),
            Of("firm", new CorporationKind(), "法人番号", false),
            Of("twice", new CalculatedKind(new YenKind(), f => f.Value(mark + "price") is long yen ? yen * 2 : null), "金額の2倍", false),
            Of("photo", new ConsentKind("写真を、市のホームページに載せます。"), "写真の扱い", false),
            Of("towns", new ManyKind(), "近くの町", false) with { Options =
                [.. Enumerable.Range(1, 31).Select(i => new Option($"t{i}", $"{i}番の町"))] },
            Of("child", new FullNameKind(), "子どもの氏名", false),
            Of("sex", new SexKind("健康増進法"), "性別",
                false) with { Options = [.. SexKind.Answers(true).Select(a => new Option(a.Code, a.Label.Ja))] },
            Of("spot", new PlaceKind(), "不具合のある場所", false),
            Of("note", new LongTextKind(), "連絡したいこと", false) with { MaxLength = 200 },
        ];
    }

    static readonly TownMap Square = new([new(35.76, 139.50), new(35.80, 139.50), new(35.80, 139.54), new(35.76, 139.54)],
        [("野塩一丁目", new(35.77, 139.51)), ("中里五丁目", new(35.79, 139.53))]);

    static Page Example()
    {
        Town[] towns = [new("2040004", "野塩一丁目"), new("2040003", "中里五丁目")];
        Form Make(string mark, Dictionary<string, string> answers) =>
            new(Questions(mark), answers.ToDictionary(a => mark + a.Key, a => a.Value))
            {
                Towns = towns, Map = Square, Files = id => id == "1"
                ? new("1", "領収書.jpg", 523_000, "#", "確認中") : null
            };
        var filled = Make("f-", new()
        {
            ["name"] = "清瀬 花子", ["kana"] = "きよせ　はなこ", ["birth.era"] = "showa", ["birth.year"] = "５５", ["birth.month"] = "5",
            ["birth.day"] = "3", ["people"] = "3", ["price"] = "48,000", ["purpose"] = "bank", ["place"] = "p3",
            ["include"] = "head", ["agree"] = "yes", ["home.postal"] = "204-0003", ["home.town"] = "中里五丁目", ["home.street"] = "900番地1",
            ["phone"] = "042-000-0001", ["mail"] = "hanako@example.jp",
            ["account.bank"] = "0001", ["account.branch"] = "001", ["account.type"] = "1", ["account.number"] = "1234567",
            ["account.holder"] = "キヨセ　ハナコ", ["receipt"] = "1",
            ["items.0.what"] = "たんす", ["items.0.count"] = "1", ["items.1.what"] = "いす", ["items.1.count"] = "2", ["note"] = "玄関の前に出します。",
        });
        var wrong = Make("w-", new()
        {
            ["kana"] = "清瀬", ["birth.year"] = "2026", ["birth.month"] = "2", ["birth.day"] = "30",
            ["people"] = "たくさん", ["price"] = "0", ["purpose"] = "full", ["home.street"] = "1", ["phone"] = "123", ["mail"] = "hanako",
            ["account.bank"] = "12", ["items.0.what"] = "たんす", ["items.0.count"] = "99", ["note"] = new string('あ', 210)
        });
        wrong.Check();
        return new(Make("b-", []), filled, wrong);
    }
}
