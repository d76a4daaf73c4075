using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Website;

namespace Keyaki.Tests.Rules;

/// <summary>Pages and notices for the checker: what surrounds them, and two with which nothing is wrong.</summary>
static class PagesToCheck
{
    /// <summary>A Monday.</summary>
    public static readonly DateOnly Today = new(2026, 11, 30);

    static string File(string path) => Path.Combine(KiyoseTests.Root, path, "website", "words.json");
    public static string Kiyose => File("cities/kiyose");
    public static string Yumemi => File("tests/cities/yumemi");

    public static (WebsiteWords Words, Faults Faults) Read(string json)
    {
        var faults = new Faults("website/words.json");
        return (WebsiteWords.Read(new CityFile("website/words.json", json, faults)), faults);
    }

    public static readonly WebsiteWords Words = Read(System.IO.File.ReadAllText(Kiyose)).Words;

    public static readonly CheckSurroundings Around = new()
    {
        Today = Today, Words = Words, Owner = "kankyo", Phone = "042-492-5111", Extension = "2345", Phones = ["042-497-2099"],
        Mails = ["kankyo@city.kiyose.lg.jp"], ReviewDay = new(2027, 11, 1), OwnHosts = ["www.city.kiyose.lg.jp"],
        InternalHosts = ["portal.kiyose.example"], Officers = new(["佐藤 花子", "高橋 実"]),
        Procedure = code => code switch
        {
            "bulky-waste" => new("粗大ごみの収集", null, [300, 600, 900]),
            "lecture" => new("防災講座", new(2026, 12, 10), [500], "清瀬けやきホール"),
            "free" => new("図書館の見学", new(2026, 12, 10), [0]),
            _ => null,
        },
        Link = url => url switch
        {
            "/kurashi/1000001.html" => TargetState.Published,
            "/old.html" => TargetState.Ended,
            "/soon.html" => TargetState.Unpublished,
            _ => TargetState.Unknown
        },
        Picture = file => file switch { "1" => new("DSC00012.JPG"), "poster" => new("a.png", IsText: true), _ => null },
        File = file => file switch
        {
            "scan" => new("pdf", 1_000_000, HasText: false),
            "bare" => new("pdf", 20_000, HasTitle: false, IsTagged: false),
            "good" => new("pdf", 20_000),
            "sheet" => new("xlsx", 5_000),
            _ => null,
        },
        HasTitle = title => title == "ごみの出し方",
    };

    public static readonly CheckSurroundings ForNotice = Around with
    {
        IsNotice = true,
        ReviewDay = null,
        Publishes = At(2026, 12, 1, 9),
        Expires = At(2027, 1, 10, 17),
    };

    public static DateTimeOffset At(int year, int month, int day, int hour) => new(year, month, day, hour, 0, 0, TimeSpan.FromHours(9));

    public static Content Ja(params Block[] blocks) =>
        new() { Ja = new("年末のごみの日程", "年末はごみの日程が変わります。", blocks), Topics = ["gomi"] };

    public static Content Ja(string text) => Ja(new Block("text", ("text", text)));
    public static Content Easy(params Block[] blocks) => Ja() with { Easy = new("ごみの ひ", "ごみの ひが かわります。", blocks) };
    public static Content Easy(string text) => Easy(new Block("text", ("text", text)));
    public static Content En(string text) => Ja() with { En = new("Garbage days", "Garbage days change.", [new("text", ("text", text))]) };

    public static Content Facts(Text? place = null, Text? capacity = null, Text? fee = null, string? procedure = null, Text? apply = null,
        params Happening[] times) => Ja() with { Facts = new(times, place, null, capacity, fee, new(procedure, apply)) };

    /// <summary>お知らせ in three languages.</summary>
    public static readonly Content Notice = new()
    {
        Topics = ["bosai"], Towns = [],
        Facts = new([new(new(2026, 12, 20), new(10, 0), new(11, 30))],
            new("清瀬けやきホール", "きよせけやきホール", "Kiyose Keyaki Hall"),
            new("市内に住む方", "きよせしに すんで いる 人", "Residents"),
            new("30人", "30人", "30 people"), new("500円", "500円", "500 yen"), new("lecture")),
        Ja = new("家族で学ぶ防災講座", "地震が起きた時に家族を守る方法を、消防の職員が話します。",
        [
            new("heading", ("text", "講座の内容"), ("level", "2")),
            new("text", ("text", "家の中の安全を、家族で一緒に確かめます。2026年12月20日（日）の午前10時から午前11時30分までです。")),
            new("list", ("items", "家具を止める方法\n水と食べ物の用意\n[家の備えを確かめる表](/kurashi/1000001.html)を使う練習")),
            new("heading", ("text", "申し込み"), ("level", "2")),
            new("text", ("text", "2026年12月10日（木）までに申し込んでください。参加費は500円です。")),
            new("procedure", ("code", "lecture")),
            new("picture", ("file", "1"), ("alt", "本棚を金具で壁に止めている様子"), ("caption", "昨冬の講座から")),
            new("contact", ("department", "bosai")),
        ]),
        Easy = new("じしんの べんきょう", "じしんの ときに することを 話します。",
        [
            new("text", ("text", "｜地震《じしん》〈｜地面《じめん》が ゆれること〉の ことを いっしょに ｜勉強《べんきょう》します。")),
            new("list", ("items", "いつ：2026年12月20日（日）\n｜時間《じかん》：｜午前《ごぜん》10時から\nお｜金《かね》：500円")),
            new("place", ("name", "けやきホール"), ("address", "清瀬市元町一丁目6番6号")),
        ]),
        En = new("Earthquake class for families", "Learn how to protect your family in an earthquake.",
            [new("text", ("text", "The class is on December 20, 2026 (Sunday). Apply by December 10, 2026. The fee is 500 yen."))]),
    };

    /// <summary>A page that stays.</summary>
    public static readonly Content Page = new()
    {
        Topics = ["gomi"],
        Ja = new("粗大ごみの申し込みと料金", "粗大ごみを出す時の申し込みの方法と、料金の例です。",
        [
            new("callout", ("tone", "warning"), ("title", "申し込みの前に"),
                ("text", "家電の一部は集められません。**買った店**に頼んでください。")),
            new("heading", ("text", "申し込みの方法"), ("level", "2")),
            new("steps", ("items", "品物の大きさを測る\n手続で申し込む\n券を買って品物に貼る")),
            new("procedure", ("code", "bulky-waste")),
            new("heading", ("text", "料金"), ("level", "2")),
            new("heading", ("text", "主な品物"), ("level", "3")),
            new("table", ("caption", "主な品物の料金"), ("head", "row"),
                ("cells", "品物\t料金\tメモ\n椅子\t300円\t\n机\t600円\t幅1メートルまで")),
            new("text", ("text", "手数料は、1点につき300円からです。くわしい表は、下のファイルにあります。"
                + "電話は042-492-5111（内線2345）です。"
                + "窓口は午前8時30分から午後5時までです。")),
            new("files", ("items", "good|品物の料金の表\nsheet|料金を計算する表")),
            new("faq", ("question", "引っ越しの時はどうしますか"), ("answer", "2週間前までに申し込んでください。")),
            new("disclosure", ("title", "会社や店のごみ"), ("text", "会社や店のごみは、許可のある業者に頼んでください。")),
            new("video", ("title", "申し込みの見本"), ("url", "https://video.example/1"),
                ("text", "画面を見せながら、申し込みの順番を話しています。")),
            new("source", ("code", "population")),
            new("calendar", ("topic", "gomi")),
            new("notices", ("topic", "gomi"), ("count", "3")),
        ]),
    };
}
