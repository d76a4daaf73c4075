using Keyaki.Contracts.Procedures;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;

namespace Keyaki.Website;

/// <summary>What the parts of the desk look up.</summary>
/// <param name="At">Which block it is about (<c>ja.3</c>), and for a new one its kind (<c>ja.3.table</c>); empty elsewhere.</param>
sealed record DeskShop(OnDesk Desk, string At, Look Look, BlockKinds Kinds, IProcedures Procedures, MaterialOffer Offer)
{
    public CityProfile City => Look.City;
    public SitePlan Plan => City.Files<SitePlan>();
    public BlockPlace Place
    {
        get
        {
            if (field is not null) return field;
            field = new(Language.Japanese, City, Look.Today) { Owner = Desk.Page.Owner, Draft = true, Media = Materials.Office };
            field.Keep("", Offer);
            return field;
        }
    }

    /// <summary>Language, place in the list, and the kind of a new block.</summary>
    public (string Language, int Index, string? Kind) Spot
    {
        get
        {
            var parts = At.Split('.');
            if (parts.Length is not (2 or 3) || Language.Known(parts[0]) is null || !int.TryParse(parts[1], out var index) || index < 0)
                throw new NotHere();
            return (parts[0], index, parts.Length == 3 ? parts[2] : null);
        }
    }
}

/// <summary>Makes them.</summary>
sealed class DeskShops(BlockKinds kinds, IProcedures procedures)
{
    public async Task<DeskShop> Of(OnDesk desk, string at, Look look) =>
        new(desk, at, look, kinds, procedures, await MaterialOffer.Of(look, desk, look.Stop));
}

/// <summary>One page of the desk: what it asks of an edition, and what it makes of the answers. It takes everything, also what is wrong:
/// that is for the checker.</summary>
abstract class DeskPart
{
    public abstract string Code { get; }
    public abstract string Title(DeskShop shop);
    public virtual string? Lead => null;
    public virtual bool HasSpot => false;
    public abstract Form Form(DeskShop shop);
    public abstract Content Take(Form form, DeskShop shop);

    public static IReadOnlyList<DeskPart> All { get; } = [new WordsPart(), new FactsPart(), new BlockPart(), new PastePart(),
        new FormPart(), new TopicsPart()];
    public static DeskPart Of(string code, string at) => All.FirstOrDefault(p => p.Code == code && p.HasSpot == at.Length > 0)
        ?? throw new NotHere();

    protected static IReadOnlyList<string> Chosen(Form form, string name) => form[name].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    protected static Text? Said(Form form, string name) => form.Value(name) is Text { Ja.Length: > 0 } text ? text : null;
}

/// <summary>題と要約, in three languages.</summary>
sealed class WordsPart : DeskPart
{
    public override string Code => "words";
    public override string Title(DeskShop shop) => "題と要約";
    public override string? Lead =>
        "題は40文字まで、要約は120文字までが読みやすい長さです。"
        + "やさしい日本語と英語は、なければ空けておきます（ページが、まだないと伝えます）。";

    public override Form Form(DeskShop shop)
    {
        var c = shop.Desk.Content;
        return new Form([
            new Question("title", new SpokenKind(), "題") { Required = false, MaxLength = Wording.LongestTitle },
            new("summary", new SpokenKind(3), "要約（何が書いてあるかを、1つの文で）") { Required = false,
                MaxLength = Wording.LongestSummary },
        ]).Fill("title", new Text(c.Ja.Title, c.Easy.Title, c.En.Title))
            .Fill("summary", new Text(c.Ja.Summary, c.Easy.Summary, c.En.Summary));
    }

    public override Content Take(Form form, DeskShop shop)
    {
        var (title, summary) = (form.Value("title") as Text, form.Value("summary") as Text);
        var content = shop.Desk.Content;
        foreach (var (code, name, about) in new[] { ("ja", title?.Ja, summary?.Ja), ("easy", title?.Easy, summary?.Easy),
            ("en", title?.En, summary?.En) })
            content = content.With(code, content[code] with
            {
                Title = PlainText.Cut(name ?? "", Wording.LongestTitle),
                Summary = PlainText.Cut(about ?? "", Wording.LongestSummary)
            });
        return content;
    }
}

/// <summary>要点 of a notice: 日時, 場所, 対象, 定員, 費用, 申込み. 問合せ is the department's record.</summary>
sealed class FactsPart : DeskPart
{
    public override string Code => "facts";
    public override string Title(DeskShop shop) => "要点（日時・場所・申込み）";
    public override string? Lead =>
        "ここに書いたものから、ページ、短い文、更新情報、市報の原稿が作られます。問合せは、所管の課の記録から自動で入ります。";

    static readonly GroupKind Times = new([
        new Question("day", new DateKind(), "日"), new("last", new DateKind(), "最後の日（2日以上続くとき）") { Required = false },
        new("from", new TextKind(), "始まり") { Required = false, Hint = "例：10:30", MaxLength = 5 },
        new("until", new TextKind(), "終わり") { Required = false, Hint = "例：12:00", MaxLength = 5 },
    ], "日時", Least: 0, Most: Happening.Most);

    public override Form Form(DeskShop shop)
    {
        var facts = shop.Desk.Content.Facts ?? Facts.None;
        var form = new Form([
            new Question("times", Times, "日時") { Required = false },
            Spoken("place", "場所"), Spoken("for", "対象"), Spoken("capacity", "定員"),
            Spoken("fee", "費用", "申込みの手続を選ぶと、手続の手数料が出ます。"),
            new("procedure", new ChoiceKind { Folded = true }, "申込みの手続")
            {
                Required = false, Hint = "選ぶと、締切、手数料、空きが、手続から自動で出ます。",
                Options = [.. shop.Procedures.Offered(shop.Look.Today).Select(p => new Option(p.Code, p.Title))],
            },
            Spoken("apply", "申込みの説明", "手続がないとき、または手続のほかに伝えること。"),
            new("picture", new ChoiceKind { Folded = true }, "画像") { Required = false, Options = shop.Offer.Pictures,
                Hint = "ページの一番上と、発信先に出ます。先に「画像とファイル」で入れておきます。" },
            Spoken("alt", "画像の代わりの文", "画像を見られない人が聞く文。"),
        ], Rows(facts));
        return form.Fill("place", facts.Place).Fill("for", facts.For).Fill("capacity", facts.Capacity).Fill("fee", facts.Fee)
            .Fill("procedure", facts.Apply.Procedure).Fill("apply", facts.Apply.Words)
            .Fill("picture", facts.Picture?.Picture).Fill("alt", facts.Picture?.Alt);
    }

    static Question Spoken(string name, string label, string? hint = null) => new(name, new SpokenKind(), label)
    {
        Hint = hint,
        Required = false, MaxLength = 300
    };

    static Dictionary<string, string> Rows(Facts facts)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (i, time) in facts.Times.Index())
        {
            Day($"times.{i}.day", time.Day);
            if (time.Last is { } last) Day($"times.{i}.last", last);
            if (time.From is { } from) answers[$"times.{i}.from"] = from.ToString("H:mm",
                System.Globalization.CultureInfo.InvariantCulture);
            if (time.Until is { } until) answers[$"times.{i}.until"] = until.ToString("H:mm",
                System.Globalization.CultureInfo.InvariantCulture);
        }
        return answers;

        void Day(string name, DateOnly day)
        {
            foreach (var (part, text) in new DateKind().Write(day)) answers[name + part] = text;
        }
    }

    public override Content Take(Form form, DeskShop shop) => shop.Desk.Content with
    {
        Facts = new([.. (form.Value("times") as IEnumerable<Form> ?? []).Select(Time)], Said(form, "place"), Said(form, "for"),
            Said(form, "capacity"), Said(form, "fee"),
            new(form["procedure"] is { Length: > 0 } code ? code : null, Said(form, "apply")))
        {
            Picture = form["picture"] is { Length: > 0 } picture ? new(picture, Said(form, "alt")) : null,
        },
    };

    static Happening Time(Form row) => new(row.Value("day") as DateOnly? ?? throw new Rule("times", "日時の日を入力してください。"),
        TypedTime.Read(row["from"], "times"), TypedTime.Read(row["until"], "times"), row.Value("last") as DateOnly?);
}

/// <summary>話題と町.</summary>
sealed class TopicsPart : DeskPart
{
    public override string Code => "topics";
    public override string Title(DeskShop shop) => "話題と町";
    public override string? Lead => "話題を選ぶと、その話題の一覧と更新情報に出ます。町を選ばなければ、市の全体のお知らせです。";

    public override Form Form(DeskShop shop) => new Form([
        new Question("topics", new ManyKind(), "話題") { Required = false,
            Options = [.. shop.Plan.Topics.Select(t => new Option(t.Code, t.Title.Ja))] },
        new("towns", new ManyKind { Folded = true }, "町") { Required = false,
            Options = [.. shop.City.Addresses.Select(a => new Option(a.Town, a.Town))] },
    ]).Fill("topics", string.Join('\n', shop.Desk.Content.Topics)).Fill("towns", string.Join('\n', shop.Desk.Content.Towns));

    public override Content Take(Form form, DeskShop shop) =>
        shop.Desk.Content with { Topics = Chosen(form, "topics"), Towns = Chosen(form, "towns") };
}

/// <summary>A block: its fields as a form.</summary>
sealed class BlockPart : DeskPart
{
    public override string Code => "block";
    public override bool HasSpot => true;

    public override string Title(DeskShop shop) => $"部品：{Kind(shop).Label}";

    static BlockKind Kind(DeskShop shop) => shop.Kinds.Find(shop.Spot.Kind ?? Now(shop)?.Kind ?? "") ?? throw new NotHere();

    /// <summary>The block that is there; null for a new one.</summary>
    static Block? Now(DeskShop shop) => shop.Spot is var (language, index, kind) && kind is null
        ? shop.Desk.Content[language].Blocks.ElementAtOrDefault(index) ?? throw new NotHere() : null;

    public override Form Form(DeskShop shop)
    {
        var kind = Kind(shop);
        var now = Now(shop) ?? (shop.Look.Query["pick"].ToString() is { Length: 32 } pick ? kind.Begin(pick) : null);
        return new Form(kind.Questions(shop.Place), now is null ? null : kind.Answers(now, shop.Place));
    }

    public override Content Take(Form form, DeskShop shop)
    {
        var (language, index, kind) = shop.Spot;
        var (content, wording) = (shop.Desk.Content, shop.Desk.Content[language]);
        var block = Kind(shop).Taken(form);
        var blocks = wording.Blocks.ToList();
        if (kind is null) blocks[index] = block;
        else if (blocks.Count >= Block.Most) throw new Rule("", $"部品は{Block.Most}個までです。ページを分けてください。");
        else blocks.Insert(Math.Min(index, blocks.Count), block);
        return content.With(language, wording with { Blocks = blocks });
    }
}
