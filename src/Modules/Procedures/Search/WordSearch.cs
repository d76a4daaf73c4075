using System.Text.RegularExpressions;
using Keyaki.Contracts;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>
/// Answers to what a person types, the best first: the things in the forms with their price, what the city's list of answers says, life
/// events, procedures, and the person's own applications. Searched are titles, words, options, labels, hints and needs in three languages.
/// </summary>
public sealed partial class WordSearch
{
    const int Most = 12;
    const int MostWords = 8, MostWays = 8;
    const double Like = 0.3;

    /// <summary>The score of a word that is written half in kanji and half in kana.</summary>
    const int Mixed = 55;

    /// <param name="Keys">Words that mean it.</param>
    /// <param name="Around">Words of what it belongs to: they count beside one of its own.</param>
    /// <param name="Text">Sentences that may mention it.</param>
    sealed record Entry(Hit Hit, IReadOnlyList<(string Word, SearchKey Key)> Keys, IReadOnlyList<SearchKey> Around,
        SearchKey Text);

    /// <summary>What can be found on a day: procedures and prices are that day's.</summary>
    sealed record Index(DateOnly Day, List<Entry> All, object? Of = null);

    readonly Catalogue catalogue;
    readonly CityProfile city;
    readonly Lazy<ILookup<string, IReadOnlyList<string>>> same;
    volatile Index index = new(default, []);

    public WordSearch(Catalogue catalogue, CityProfile city) => (this.catalogue, this.city, same) = (catalogue, city, new(() =>
        city.Files<CitySearch>().Same.SelectMany(group => group.Select(word => (Key: SearchKey.Of(word).Whole, group)))
            .ToLookup(w => w.Key, w => w.group)));

    /// <summary>What was typed, and the words of the city that mean the same; it first.</summary>
    public IReadOnlyList<string> Ways(string typed)
    {
        var plain = Clean(typed);
        return [.. same.Value[SearchKey.Of(plain).Whole].SelectMany(group => group).Prepend(plain).Distinct().Take(MostWays)];
    }

    List<Entry> On(DateOnly day)
    {
        var versions = catalogue.All;
        if (index is { } known && known.Day == day && known.Of == versions) return known.All;
        var made = new Index(day, Make(catalogue.Offered(day).Select(v => With(v.Definition, day)).ToList()), versions);
        index = made;
        return made.All;
    }

    // Whose figures end cannot say its prices; it is found all the same.
    static Definition With(Definition d, DateOnly day)
    {
        try { return d.On(day); }
        catch (MissingRule) { return d; }
    }

    List<Entry> Make(List<Definition> offered)
    {
        var (help, events) = (city.Files<CitySearch>(), city.Files<LifeEvents>());
        Entry Make(Hit hit, IEnumerable<string> words, IEnumerable<string>? around = null,
            IEnumerable<string>? text = null)
        {
            var own = words.Where(w => w.Trim().Length > 0).ToList();
            var all = own.Concat(own.SelectMany(w => same.Value[SearchKey.Of(w).Whole].SelectMany(group => group))).Distinct()
                .Select(w => (w, SearchKey.Of(w))).ToList();
            return new(hit, all, [.. (around ?? []).Select(SearchKey.Of)], SearchKey.Of(string.Join('\n', text ?? [])));
        }
        return
        [
            Make(MyApplications, MyWords),
            .. help.Answers.Select(a =>
                Make(new(HitKind.Answer, a.Code, a.Title, a.Say, a.Url, a.Department), [.. Names(a.Title), .. a.Words])),
            .. from d in offered from item in Items(d) select Make(item.Hit, item.Names, [.. Names(d.Title), .. d.Words]),
            .. from d in offered from town in Towns(d, city) select Make(town.Hit, town.Names, [.. Names(d.Title), .. d.Words]),
            .. events.All.Select(e =>
                Make(new(HitKind.Life, e.Code, e.Name, e.Does, $"/life/{e.Code}"), [.. Names(e.Name), .. e.Words])),
            .. from d in offered select Make(new(HitKind.Procedure, d.Code, d.Title, d.Lead,
                Links.Procedure(d.Code)), [.. All(d.Title), .. d.Words], text: Texts(d)),
            .. from g in city.Files<Guides>().All
               let life = events.All.FirstOrDefault(e => e.Code == g.LifeEvent)
               select Make(new(HitKind.Guide, g.Code, g.Title, g.Lead, AskGuide.UrlOf(g.Code)),
                   [.. InBrackets(g.Title), "手続ガイド", "guide"],
                   life is null ? [] : [.. Names(life.Name), .. life.Words], [.. All(g.Lead)]),
        ];
    }

    static readonly Hit MyApplications = new(HitKind.Mine, "mine",
        new("申し込んだ手続を見る・取りやめる", "もうしこんだ ものを 見る・やめる", "See or cancel what you applied for"),
        new("今の状況、受付番号、予約した日は、マイページで確かめられます。取りやめるときも、そこからできます。", "いま どうなって いるか、うけつけ番号、よやくした日が わかります。やめる ことも できます。",
            "Your page shows the status, the receipt number and the day you booked. You can also cancel there."),
        Links.MyPage);

    static readonly string[] MyWords =
    [
        "キャンセル", "取り消し", "取りやめ", "取り下げ", "やめたい", "状況", "申込状況", "申請状況", "進み具合", "予約確認", "予約変更", "日程変更", "受付番号", "申し込んだ手続", "申込内容の確認",
        "マイページ",
        "cancel", "status", "my application", "booking", "receipt number",
    ];

    /// <summary>The best first.</summary>
    public Found Find(string typed, DateOnly today)
    {
        if (IsEmpty(typed)) return Found.Nothing;
        var offered = On(today);
        var whole = SearchKey.Of(Clean(typed));
        var words = Clean(typed).Split([' ', '　'], StringSplitOptions.RemoveEmptyEntries).Take(MostWords).Select(SearchKey.Of).ToList();
        var mixed = whole.Mixed();
        var scored = offered.Select(e =>
            (Entry: e, Score: Math.Max(Score(e, whole, mixed), words.Count < 2 ? 0 : words.Sum(w => Score(e, w)))))
            .Where(s => s.Score > 0).OrderByDescending(s => s.Score).ThenBy(s => s.Entry.Hit.Kind).ToList();
        // A word that only surrounds it (粗大ごみ for a sofa) does not make it an answer.
        var hits = scored.Where(s => s.Score >= SearchKey.Fits || s.Entry.Hit.Kind is HitKind.Procedure).Select(s => s.Entry.Hit).Take(Most)
            .ToList();
        // A whole word that is one letter off says more than a short one that happens to be inside: マットレフ is no マット.
        if (scored is [{ Score: >= SearchKey.Holds }, ..]) return new(hits, null, []);
        var near = (from e in offered from k in e.Keys where words.Append(whole)
            .Any(k.Key.IsNear) orderby e.Hit.Kind select (e.Hit, k.Word)).ToList();
        if (near.Count == 0 && scored is [{ Score: >= SearchKey.Fits }, ..]) return new(hits, null, []);
        if (near.Count > 0) return new([.. near.Select(n => n.Hit).Concat(hits).Distinct().Take(Most)], near[0].Word, []);
        if (hits.Count > 0) return new(hits, null, []);
        var like = from e in offered from k in e.Keys let likeness =
            k.Key.Likeness(whole) where likeness >= Like orderby likeness descending select k.Word;
        return new([], null, [.. like.Distinct().Take(3)]);
    }

    /// <summary>Nothing in it can be searched for.</summary>
    public static bool IsEmpty(string typed) => !Clean(typed).Any(char.IsLetterOrDigit);

    static string Clean(string typed) => Marks().Replace(typed, " ").Trim();

    static int Score(Entry entry, SearchKey typed, (Regex Kanji, Regex Reading)? mixed = null)
    {
        var best = entry.Keys.Select(k => k.Key.Score(typed)).DefaultIfEmpty().Max();
        if (best < Mixed && mixed is (var kanji, var reading) && entry.Keys.Any(k => !k.Key.IsReading && kanji.IsMatch(k.Key.Loose))
            && entry.Keys.Any(k => k.Key.IsReading && reading.IsMatch(k.Key.Loose))) best = Mixed;
        var around = entry.Around.Select(k => k.Score(typed)).DefaultIfEmpty().Max() * 3 / 10;
        return Math.Max(Math.Max(best, around), typed.Loose.Length > 1 && entry.Text.Loose.Contains(typed.Loose, StringComparison.Ordinal)
            ? 10 : 0);
    }

    /// <summary>The things that a form knows something about (a fee, a limit), each by its name: ソファー（1人用） and ソファー（2人用以上） are
    /// one.</summary>
    static IEnumerable<(Hit Hit, IReadOnlyList<string> Names)> Items(Definition d) =>
        from question in d.Questions.SelectMany(q => q.Questions.Prepend(q))
        from thing in question.Options.Where(o => o.Data.Count > 0).GroupBy(o => NameOf(o.Label.Ja))
        let options = thing.ToList()
        select (new Hit(HitKind.Item, thing.Key, Price(d, options), d.Lead, Links.Procedure(d.Code)),
            (IReadOnlyList<string>)[.. options.SelectMany(o => All(o.Label)).Select(NameOf).SelectMany(n => n.Split('・').Append(n))
            .Distinct()]);

    /// <summary>「ソファー：500円から、粗大ごみ収集の申込」</summary>
    static Text Price(Definition d, IReadOnlyList<Option> options)
    {
        var fees = options.Select(o => o.Data.TryGetValue("fee", out var fee) ? (long?)fee.Number : null).OfType<long>().Order().ToList();
        var (label, from) = (options[0].Label, fees.Count > 1 && fees[0] != fees[^1]);
        var yen = fees.Count == 0 ? null : new Yen(fees[0]).ToString();
        return new(
            $"{NameOf(label.Ja)}{(yen is null ? "：" : $"：{yen}{(from ? "から" : "")}、")}{d.Title.Ja}",
            $"{NameOf(label.Easy ?? label.Ja)}{(yen is null ? "：" : $"：{yen}{(from ? "から" : "")}、")}{d.Title.Easy ?? d.Title.Ja}",
            $"{NameOf(label.En ?? label.Ja)}: {(yen is null ? "" : $"{(from ? "from " : "")}{yen.TrimEnd('円')} yen, ")}{d.Title.En ?? d.Title.Ja}");
    }

    /// <summary>The towns whose days a procedure has: 中清戸：毎週木曜日、粗大ごみ収集の申込. They are found in kanji, kana and Latin letters.</summary>
    static IEnumerable<(Hit Hit, IReadOnlyList<string> Names)> Towns(Definition d, CityProfile city) =>
        city.Files<SlotTables>().Of(d) is not { } table ? []
            : from town in city.Addresses
              let days = table.Rows.Where(r => r.Key == town.Town).Select(r => r.Weekday).OfType<DayOfWeek>().Distinct().Order().ToList()
              where days.Count > 0
              group (Town: town, Days: days) by town.WithoutBlock() into blocks
              let days = blocks.SelectMany(b => b.Days).Distinct().Order().ToList()
              select (new Hit(HitKind.Town, blocks.Key.Name, Text.Of(l => Weekdays(l, blocks.Key, days, l.Say(d.Title))), d.Lead,
                  Links.Procedure(d.Code)),
                  (IReadOnlyList<string>)[.. blocks.SelectMany(b => new[] { b.Town.Town, b.Town.Kana, b.Town.Latin })
                      .Concat([blocks.Key.Name, blocks.Key.Kana, blocks.Key.Latin]).Distinct()]);

    static string Weekdays(Language l, TownName town, List<DayOfWeek> days, string title)
    {
        var japanese = string.Join('・', days.Select(day => "日月火水木金土"[(int)day]));
        return l.Pick($"{town.Name}：毎週{japanese}曜日、{title}", $"{town.Name}（{town.Kana}）：{japanese}曜日、{title}",
            $"{town.Latin} ({town.Name}): every {string.Join(" and ", days)}, {title}");
    }

    static string NameOf(string label) => label.Split(['（', '(', '：', ':', ','])[0].Trim();

    static IEnumerable<string> Texts(Definition d) => new[] { d.Lead, d.Who }.Concat(d.Needs)
        .Concat(d.Pages.SelectMany(p => p.Questions.SelectMany(q => q.Questions.Prepend(q)).SelectMany(Texts))).SelectMany(All);
    static IEnumerable<Text> Texts(Question q) => new[] { q.Label, q.Hint }.OfType<Text>().Concat(q.Paragraphs)
        .Concat(q.Options.Select(o => o.Label));

    // A title such as 「結婚・離婚」 names two things.
    static IEnumerable<string> Names(Text text) => All(text).SelectMany(t => t.Split('・').Append(t)).Distinct();
    // 「清瀬市に引っ越してきた（転入）」 names the event in its brackets.
    static IEnumerable<string> InBrackets(Text text) => All(text).SelectMany(t => t.Split('（', '）', '(', ')', '・').Append(t)).Distinct();
    static IEnumerable<string> All(Text text) => new[] { text.Ja, text.Easy, text.En }.OfType<string>();

    [GeneratedRegex("[!！?？。、,.「」『』（）()\"'’:：;；/／・]+")]
    private static partial Regex Marks();
}
