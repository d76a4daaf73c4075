using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>The questions of a draft, and the way from it to answers and back.</summary>
static class DraftForm
{
    internal const string Accepts = "application/pdf,image/jpeg,image/png," + FileBytes.Xlsx + "," + FileBytes.Docx,
        Says = "PDF、写真（JPEG、PNG）、Word（.docx）、Excel（.xlsx）、20MBまで";
    internal static readonly string[] Kinds = Accepts.Split(',');
    internal const int MostFiles = 30, MostAddressees = 30;

    public static Form Of(Draft draft, IReadOnlyDictionary<string, string> answers, Look look, IDelegation delegation, IStaff staff,
        IReadOnlyList<RecordFileFace> folders) => new(
    [
        new FormPage("表紙", Cover(draft, look, delegation, staff, folders)),
        new FormPage("本文", [new("body", new MarkedKind(16), "本文")
        {
            Required = false, MaxLength = Marked.Longest,
            Hint = "「# 」で始めた行は見出し、「- 」や「1. 」は箇条書き、「|」は表になります。ファイルを付けるときは、書かなくてもかまいません。",
        }]),
        new FormPage("添付", [new("files", new GroupKind(
        [
            new("title", new TextKind(), "題名") { MaxLength = 200, Required = false },
            new("file", new FileKind(Accepts, Says), "ファイル"),
            new("leaves", new YesNoKind(), "別紙として、宛先にも送るか")
            { Required = false, Hint = "「はい」のものだけが、決裁のあとに宛先へ送られます。答えないと送りません。" },
        ], "添付", 0, MostFiles), "添付ファイル") { Required = false }]),
        new FormPage("施行と公開", Issue()),
    ], answers)
        { Files = Upload.Of(look, draft.Id) };

    static Question[] Cover(Draft draft, Look look, IDelegation delegation, IStaff staff,
        IReadOnlyList<RecordFileFace> folders) =>
    [
        new("subject", new TextKind(), "件名") { MaxLength = 300 },
        new("purpose", new LongTextKind(4), "伺い文") { MaxLength = 2000, Hint = "例：次のとおり通知してよろしいか、伺います。" },
        new("basis", new LongTextKind(2), "根拠") { MaxLength = 1000, Required = false, Hint = "法令や要綱の条、前に決まったこと" },
        new("act", new ChoiceKind(), "決裁の種類")
        {
            Options = [.. delegation.Acts(look.Today).Select(a => new Option(a.Code, a.Title))],
            Hint = "市の専決規程にある種類です。だれが決裁するかが決まります。",
        },
        new("amount", new YenKind(), "金額")
        { Required = false, Hint = "契約や支出のとき", Checks = [new(f => f.Value("amount") is not null || !Counts(delegation, f, look),
            "この種類の決裁は、金額で決裁する人が決まります。金額を書いてください。")] },
        new("marks", new ManyKind(), "特に注意すること")
        { Required = false, Options = [.. Drafts.Marks.Select(m => new Option(m.Code, m.Words))], Hint = "選ぶと、一つ上の職が決裁します。" },
        new("paper", new YesNoKind(), "紙の添付がある（紙併用）")
        { Required = false, Hint = "画面に付けられない図面や冊子を、紙で一緒に回すときに「はい」を選びます。紙併用として数えます。" },
        new("concur", new ManyKind { Folded = true }, "合議する課") { Required = false, Options = Others(draft, look, staff) },
        new("inform", new ManyKind { Folded = true }, "決裁のあとに供覧する課") { Required = false, Options = Others(draft, look, staff) },
        new("class", new ChoiceKind(), "文書分類と保存年限")
        {
            Options = [.. look.City.Files<RecordClasses>().Known(look.Today)
                .OrderByDescending(c => c.Department == draft.Department)
                .Select(c => new Option(c.Code, $"{c.Title}（{(c.RetentionYears is { } years ? $"{years}年" : "永年")}）"))],
        },
        new("folder", new ChoiceKind(), "簿冊")
        {
            Required = false, Hint = "選ばないと、文書分類の今年度の簿冊に入ります。",
            Options = [.. folders.Select(f => new Option(f.Id.ToString("N"), f.Title))],
        },
        new("series", new ChoiceKind(), "文書番号の種類")
        {
            Options = [.. look.City.Files<NumberSeriesList>().All.Where(s => s.Code != "shushin").Select(s => new Option(s.Code, s.Title))],
        },
        new("find", new FindKind(), "関連する文書を探す")
        { MaxLength = 100, Required = false, Hint = "件名の言葉か文書番号を書いて「探す」を押すと、すぐ下に候補が出ます。" },
        // What there is to choose from is found while the form is shown (Offered).
        new("related", new ManyKind(), "関連する文書") { Required = false },
    ];

    static bool Counts(IDelegation delegation, Form form, Look look) =>
        delegation.Acts(look.Today).FirstOrDefault(a => a.Code == form["act"]) is { HasAmount: true };

    static Option[] Others(Draft draft, Look look, IStaff staff) =>
        [.. look.City.DepartmentsOn(look.Today).Where(d => d.Code != draft.Department)
            .Select(d => new Option(d.Code, staff.DepartmentName(d.Code, look.Today)))];

    static Question[] Issue() =>
    [
        new("way", new ChoiceKind(), "施行方法") { Options = [.. Enum.GetValues<Way>().Select(w => new Option($"{w}", w.Label()))] },
        new("sealed", new YesNoKind(), "公印を押すか") { Required = false, Hint = "押すときは、決裁のあとに公印の管理者の確認を受けます。" },
        new("addressees", new GroupKind(
        [
            new("name", new TextKind(), "宛名") { MaxLength = 200 },
            new("mail", new MailKind(), "メールアドレス") { Required = false, MaxLength = 254 },
            new("address", new LongTextKind(2), "住所") { Required = false, MaxLength = 300, Hint = "郵送するときに、郵便番号から書きます。" },
        ], "宛先", 0, MostAddressees), "宛先") { Required = false, Hint = "掲示・公告と、施行しないものには要りません。" },
        new("disclosure", new ChoiceKind(), "公開区分")
        { Options = [.. Enum.GetValues<DisclosureClass>().Select(d => new Option($"{d}", d.Words()))] },
        new("reason", new LongTextKind(2), "公開しない理由")
        { Required = false, MaxLength = 500, Hint = "一部公開・非公開のとき、情報公開条例のどの号にあたるかを書きます。" },
    ];

    public static async Task<Dictionary<string, string>> Answers(Draft draft, Look look)
    {
        var c = draft.Cover;
        var answers = new Dictionary<string, string>
        {
            ["subject"] = c.Subject, ["purpose"] = c.Purpose, ["basis"] = c.Basis, ["act"] = c.Act, ["amount"] = $"{c.Amount?.Amount}",
            ["marks"] = string.Join('\n', c.Marks), ["concur"] = string.Join('\n', c.Concur), ["inform"] = string.Join('\n', c.Inform),
            ["class"] = c.RecordClass, ["folder"] = $"{c.RecordFile:N}", ["series"] = c.Series, ["way"] = $"{c.Way}",
            ["sealed"] = c.Sealed ? "yes" : "no", ["paper"] = c.WithPaper ? "yes" : "no", ["disclosure"] = $"{c.Disclosure}",
            ["reason"] = c.Reason ?? "", ["body"] = draft.Body,
            ["related"] = string.Join('\n', (await look.Db.Set<Related>().Where(r => r.Draft == draft.Id).OrderBy(r => r.Position)
                .Select(r => r.Document).ToListAsync(look.Stop)).Select(id => id.ToString("N"))),
        };
        foreach (var (n, f) in (await look.Db.Set<DraftFile>().Where(f => f.Draft == draft.Id).OrderBy(f => f.Position)
            .ToListAsync(look.Stop)).Index())
            (answers[$"files.{n}"], answers[$"files.{n}.title"], answers[$"files.{n}.file"], answers[$"files.{n}.leaves"]) =
                ("1", f.Title, f.File.ToString("N"), f.Leaves ? "yes" : "no");
        foreach (var (n, a) in (await look.Db.Set<Addressee>().Where(a => a.Draft == draft.Id).OrderBy(a => a.Position)
            .ToListAsync(look.Stop)).Index())
            (answers[$"addressees.{n}"], answers[$"addressees.{n}.name"], answers[$"addressees.{n}.mail"],
                answers[$"addressees.{n}.address"]) = ("1", a.Name, a.Mail ?? "", a.Address ?? "");
        return answers;
    }

    /// <summary>The form with the documents that are chosen and those that were looked for.</summary>
    public static async Task<Form> Offered(Form form, Look look, IDocuments documents)
    {
        var chosen = await documents.Faces(look.Db, [.. RelatedDocuments.Ids(form)], look.Stop);
        var found = form["find"] is { Length: > 0 } words ? await documents.Find(look, words, 20) : [];
        var none = form["find"].Length > 0 ? $"「{form["find"]}」に合う文書は見つかりませんでした。" : "まだ選んでいません。上の欄で探してください。";
        var options = chosen.Concat(found).DistinctBy(d => d.Id).Select(d => new Option($"{d.Id:N}", $"{d.Number}　{d.Subject}")).ToList();
        return form.Offer("related", options.Count > 0 ? options : [new Option("none", none) { Closed = true }]);
    }

    public static Cover Cover(Form form) => new(Text(form, "subject"), Text(form, "purpose"), Text(form, "basis"), Text(form, "act"),
        form.Value("amount") is long yen ? new Yen(yen) : null, Text(form, "class"))
    {
        Disclosure = Enum.Parse<DisclosureClass>(Text(form, "disclosure")), Reason = form.Value("reason") as string,
        RecordFile = Guid.TryParseExact(Text(form, "folder"), "N", out var folder) ? folder : null, Series = Text(form, "series"),
        Way = Enum.Parse<Way>(Text(form, "way")), Sealed = form.Value("sealed") is true, WithPaper = form.Value("paper") is true,
        Marks = Many(form, "marks"), Concur = Many(form, "concur"), Inform = Many(form, "inform"),
    };

    /// <summary>Puts files, addressees and related documents in place of those that were there.</summary>
    public static async Task Keep(Draft draft, Form form, Turn turn, IDocuments documents)
    {
        turn.Db.RemoveRange(await turn.Db.Set<DraftFile>().AsTracking().Where(f => f.Draft == draft.Id).ToListAsync(turn.Stop));
        turn.Db.RemoveRange(await turn.Db.Set<Addressee>().AsTracking().Where(f => f.Draft == draft.Id).ToListAsync(turn.Stop));
        turn.Db.RemoveRange(await turn.Db.Set<Related>().AsTracking().Where(f => f.Draft == draft.Id).ToListAsync(turn.Stop));
        var files = Filled(form, "files").Where(r => Guid.TryParseExact(r["file"], "N", out _))
            .Select((row, n) => new DraftFile
            {
                Id = turn.NewId(), Draft = draft.Id, Position = n, Title = Text(row, "title"), File = Guid.ParseExact(row["file"], "N"),
                Leaves = row.Value("leaves") is true,
            }).ToList();
        turn.Db.AddRange(files);
        turn.Db.AddRange(Filled(form, "addressees").Select((row, n) => new Addressee
        {
            Id = turn.NewId(), Draft = draft.Id, Position = n, Name = Text(row, "name"), Mail = row.Value("mail") as string,
            Address = row.Value("address") as string,
        }));
        turn.Db.AddRange((await RelatedDocuments.Of(form, turn, documents)).Select((r, n) => new Related
        { Id = turn.NewId(), Draft = draft.Id, Position = n, Document = r.Document, Number = r.Number }));
        await Upload.Keep(turn, draft.Id, [.. files.Select(f => f.File)]);
    }

    static IReadOnlyList<Form> Filled(Form form, string group) => form.Value(group) as IReadOnlyList<Form> ?? [];
    static IReadOnlyList<string> Many(Form form, string name) => form.Value(name) as IReadOnlyList<string> ?? [];
    static string Text(Form form, string name) => form.Value(name) as string ?? "";
}
