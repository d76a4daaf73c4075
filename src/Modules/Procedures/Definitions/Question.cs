using System.Collections.Frozen;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>One question of a definition; what its kind does not use stays empty.</summary>
public sealed record Question(string Name, string Kind, Text Label)
{
    public Text? Hint { get; init; }
    public bool Required { get; init; } = true;

    /// <summary>Shown only while this holds; always when null.</summary>
    public Expression? When { get; init; }
    public IReadOnlyList<Option> Options { get; init; } = [];

    /// <summary>The groups that its options are shown in, by the code that an option names as `group`; none for a plain list.</summary>
    public IReadOnlyList<(string Code, Text Label)> Groups { get; init; } = [];

    /// <summary>What to do when what one has is not among the options.</summary>
    public Text? Otherwise { get; init; }

    /// <summary>The greatest number of characters of a text.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The least and the greatest number or sum of yen; for a group the number of rows.</summary>
    public decimal? Least { get; init; }
    public decimal? Most { get; init; }

    /// <summary>The first and the last day that a date may be.</summary>
    public Expression? Earliest { get; init; }
    public Expression? Latest { get; init; }

    /// <summary>The questions of each row of a group.</summary>
    public IReadOnlyList<Question> Questions { get; init; } = [];

    /// <summary>What one row of a group is called.</summary>
    public Text? RowName { get; init; }

    /// <summary>The context value that fills it in at first, such as `applicant.name`.</summary>
    public string? Prefill { get; init; }

    /// <summary>The kinds of file that are taken: `pdf`, `jpeg`, `png`.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What an explanation says, or what is agreed to; a paragraph each.</summary>
    public IReadOnlyList<Text> Paragraphs { get; init; } = [];

    /// <summary>What a calculated value is made of, and the kind that it is shown as: yen, number, date.</summary>
    public Expression? Value { get; init; }
    public string? As { get; init; }

    /// <summary>The law by which it may be asked: sex, My Number.</summary>
    public Text? Law { get; init; }

    /// <summary>The free text may tell where somebody lives.</summary>
    public bool TellsPlace { get; init; }

    /// <summary>The answer tells where somebody lives: by its kind, in a row of it, or because the definition says so. Hidden under a
    /// protection order.</summary>
    public bool TellsHome => TellsPlace || Kind is "address" or "file" || Questions.Any(each => each.TellsHome);

    /// <summary>Whether it asks for a file, itself or in its rows.</summary>
    public bool TakesFile => Kind == "file" || Questions.Any(each => each.TakesFile);

    /// <summary>The type of its answer in expressions.</summary>
    public ValueKind Type => TypeOf(Kind, As);

    internal static ValueKind TypeOf(string word, string? shown) => Kinds.TryGetValue(word, out var kind)
        ? word == "calculated" && shown == "date" ? ValueKind.Date : kind.Type : ValueKind.Unknown;

    /// <summary>All kinds of questions, in the order in which whoever makes a form is shown them. What `slot` and `members` offer comes
    /// from the city and from the register.</summary>
    public static IReadOnlyList<QuestionKind> AllKinds { get; } =
    [
        new("text", ValueKind.Text, "一行の文", "短い言葉を聞くとき。名前や住所、電話番号には、それぞれの種類を使います。"),
        new("longtext", ValueKind.Text, "長い文", "理由や様子など、何行かになる文を聞くとき。"),
        new("yesno", ValueKind.Flag, "はい・いいえ", "二つに一つで答えられることを聞くとき。"),
        new("choice", ValueKind.Text, "一つ選ぶ", "決まったものの中から一つを選んでもらうとき。"),
        new("many", ValueKind.Many, "いくつでも選ぶ", "当てはまるものをすべて選んでもらうとき。"),
        new("number", ValueKind.Number, "数", "人数や個数、面積など、数を聞くとき。"),
        new("yen", ValueKind.Number, "金額", "円の額を聞くとき。"),
        new("date", ValueKind.Date, "日付", "いつかを聞くとき。西暦でも和暦でも答えられます。"),
        new("fullname", ValueKind.Text, "氏名とフリガナ",
            "名前を姓と名に分け、読み方と一緒に聞くとき。異体字や外字も、書かれたまま残ります。",
            "family", "given", "familyKana", "givenKana", "kana"),
        new("birth", ValueKind.Date, "生年月日", "生まれた日を聞くとき。先の日付は受け付けません。"),
        new("kana", ValueKind.Text, "フリガナ", "読み方だけを聞くとき。ひらがなで書かれても、カタカナで残します。"),
        new("address", ValueKind.Text, "市内の住所", "住所を聞くとき。町名は市の一覧から選びます。", "postal", "town", "street",
            "building"),
        new("place", ValueKind.Text, "場所", "道路や公園など、市内のどこかを聞くとき。地図でも町名でも答えられます。", "town", "address"),
        new("sex", ValueKind.Text, "性別", "法令が性別を求めているときだけ。根拠の法令を書きます。"),
        new("phone", ValueKind.Text, "電話番号", "連絡のつく番号を聞くとき。"),
        new("mail", ValueKind.Text, "メールアドレス", "お知らせを送る先を聞くとき。"),
        new("bank", ValueKind.Text, "振込先の口座", "市が払うお金の振込先を聞くとき。", "bank", "branch", "type", "number", "holder"),
        new("corporation", ValueKind.Text, "法人番号", "会社や団体を番号で確かめるとき。"),
        new("file", ValueKind.Text, "ファイル", "写真や書類の写しを付けてもらうとき。"),
        new("group", ValueKind.Rows, "繰り返し", "子どもごと、品目ごとのように、同じ質問を何回か聞くとき。"),
        new("slot", ValueKind.Date, "空いている日", "定員のある日から選んでもらうとき。定員の表が要ります。"),
        new("members", ValueKind.Many, "世帯の人", "同じ世帯の誰のことかを選んでもらうとき。住民記録で本人を確かめる手続だけで使えます。"),
        new("mynumber", ValueKind.Unknown, "個人番号",
            "法令が個人番号を求めていて、カードで本人を確かめる手続だけ。ファイルでだけ定められます。") { InBuilder = false },
        new("consent", ValueKind.Flag, "同意", "文を読んで同意してもらうとき。同意した文は、そのまま残ります。"),
        new("calculated", ValueKind.Number, "計算した値", "前の答えから計算した額や数、日付を見せるとき。"),
        new("explanation", ValueKind.Unknown, "説明", "質問の間に、読んでもらいたい文を置くとき。答えはありません。"),
    ];

    /// <summary>The same by their words.</summary>
    public static FrozenDictionary<string, QuestionKind> Kinds { get; } = AllKinds.ToFrozenDictionary(kind => kind.Word);
}

/// <summary>A kind of question: its code word, the type of its answer, what officers call it, when one uses it, and the parts that
/// expressions and texts may read.</summary>
public sealed record QuestionKind(string Word, ValueKind Type, string Label, string Use, params string[] Parts)
{
    /// <summary>Whether a department may put it into a form that it makes by itself.</summary>
    public bool InBuilder { get; init; } = true;
}

/// <summary>One answer to choose; its data (a fee, a limit) are read by expressions as `$question:key`.</summary>
public sealed record Option(string Code, Text Label)
{
    public Text? Hint { get; init; }
    public Expression? When { get; init; }
    public IReadOnlyDictionary<string, Value> Data { get; init; } = new Dictionary<string, Value>();

    /// <summary>Those of its data that are dated figures; on a day they are data (<see cref="Definition.On"/>).</summary>
    public IReadOnlyDictionary<string, Figure> Figures { get; init; } = new Dictionary<string, Figure>();
}
