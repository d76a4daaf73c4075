using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>隠すところを選ぶ: page by page, by words, by a word wherever it stands, by a frame, or the whole page; each with its
/// reason.</summary>
public sealed partial class MarkCopy
{
    const string Words = "words", Everywhere = "everywhere", Whole = "page";
    internal const string Frame = "frame";

    // A hair around each word: letters lean over the place that is told.
    const int Margin = 8;
    static readonly Deed Marked = new("documents.copy-marked", "開示用の写しで隠すところを選んだ", "写しの かくす ところを えらんだ", "marked what a copy covers"),
        Unmarked = new("documents.copy-unmarked", "開示用の写しで隠すところを取り消した", "写しの かくす ところを へらした", "took a mark of a copy back");

    /// <param name="Hidden">The words beneath it, as far as they can be read.</param>
    public sealed record Row(Guid Batch, string What, string Hidden, string Reason);
    public sealed record Page(Document Document, DisclosedCopy Copy, int Number, bool Reads, bool Changes, IReadOnlyList<CopyMark> Marks,
        IReadOnlyList<Row> Rows, Form Form)
    {
        public string At(int page) => UrlOf(Copy, page);
    }
    sealed record Places(IReadOnlyList<(int Page, int[] Place)> All);

    public static string UrlOf(DisclosedCopy copy, int page) => $"{Copies.Url(copy)}/pages/{page}";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm(Copies.Route + "/pages/{page:int}", DocumentsModule.Disclose, Marked, Build, Ask, Accept, Copies.Looked, Weigh);
        app.MapPage(Copies.Route + "/pages/{page:int}/picture", DocumentsModule.Disclose, Copies.Looked, Picture);
        app.MapAct(Copies.Route + "/pages/{page:int}/undo/{batch:guid}", DocumentsModule.Disclose, Unmarked, Undo);
    }

    static async Task<Form> Build(Guid copy, int page, Look look, IRegister register, FilePages pages)
    {
        var (_, mine, _) = await Find(copy, page, look, register);
        var lines = (await Read(mine, look, pages)).Lines(page);
        return new(
        [
            new Question("what", new ChoiceKind(), "何を隠しますか")
            {
                Options =
                [
                    .. lines.Count > 0 ? [new Option(Words, "このページの行や言葉")] : (Option[])[],
                    new(Everywhere, "ファイル全体で、ある言葉をすべて"), new(Frame, "このページの四角い枠の中"), new(Whole, "このページ全部"),
                ],
            },
            Asked("words", Words, new ManyKind(), "行や言葉") with { Options = [.. lines.SelectMany(Options)] },
            Asked("word", Everywhere, new TextKind(), "すべて隠す言葉") with { MaxLength = 100, Hint = "名前など。全角・半角や、間の空白の違いは区別しません。" },
            Asked("left", Frame, new NumberKind(0, 100, 1, "%"), "左の端から") with
            { Hint = "ページの幅を100%とした位置です。画面の図の上をマウスでなぞっても入ります。" },
            Asked("top", Frame, new NumberKind(0, 100, 1, "%"), "上の端から") with { Hint = "ページの高さを100%とした位置です。" },
            Asked("width", Frame, new NumberKind(0, 100, 1, "%"), "枠の幅"),
            Asked("height", Frame, new NumberKind(0, 100, 1, "%"), "枠の高さ"),
            new Question("reason", new ChoiceKind(), "隠す理由")
            { Options = [.. look.City.Files<DisclosureReasons>().All.Select(r => new Option(r.Code, r.Words))] },
        ]);
    }

    static Question Asked(string name, string option, Kind kind, string label) =>
        new(name, kind, label) { When = f => f["what"] == option, Under = ("what", option) };

    /// <summary>A line, and beneath it its words where there are several.</summary>
    static IEnumerable<Option> Options(IReadOnlyList<FileWord> line, int number) =>
    [
        new($"{number}", string.Join(' ', line.Select(w => w.Text))),
        .. line.Count < 2 ? [] : line.Select((word, i) => new Option($"{number}.{i}", $"└ {word.Text}")),
    ];

    static async Task<IResult> Ask(Guid copy, int page, Form form, Look look, IRegister register, FilePages pages)
    {
        var (document, mine, last) = await Find(copy, page, look, register);
        var lines = (await Read(mine, look, pages)).Lines(page);
        var marks = await look.Db.Set<CopyMark>().AsNoTracking().Where(m => m.CopyId == copy && m.Page == page).OrderBy(m => m.Id)
            .ToListAsync(look.Stop);
        return Show(new(document, mine, page, lines.Count > 0, mine.Stage(last) is CopyStage.Draft, marks,
            [.. marks.GroupBy(m => m.Batch).Select(batch => Said(batch.Key, [.. batch], lines))], form));
    }

    static Row Said(Guid batch, List<CopyMark> marks, IReadOnlyList<IReadOnlyList<FileWord>> lines)
    {
        if (marks[0].IsPage) return new(batch, "このページ全部", "", marks[0].Reason);
        var words = marks.SelectMany(m => lines.SelectMany(line => line).Where(m.Covers)).Select(w => w.Text).Distinct();
        return new(batch, $"{marks.Count}か所", PlainText.Cut(string.Join('、', words), 80), marks[0].Reason);
    }

    static async Task<IResult> Picture(Guid copy, int page, Look look, IRegister register, FilePages pages)
    {
        var (_, mine, _) = await Find(copy, page, look, register);
        var source = await Copies.Source(look.Db, mine, look.Stop) ?? throw new NotHere();
        return Results.Bytes(await pages.Picture(source, page, look.Stop) ?? throw new NotHere(), "image/png");
    }

    /// <summary>Where what was chosen stands.</summary>
    static async Task<object> Weigh(Guid copy, int page, Form form, Look look, IRegister register, FilePages pages)
    {
        var (_, mine, _) = await Find(copy, page, look, register);
        var words = await Read(mine, look, pages);
        var places = form["what"] switch
        {
            Words => [.. Chosen(form, words.Lines(page)).Select(place => (page, Around(place)))],
            Everywhere => [.. words.Find(form["word"]).Select(found => (found.Page, Around(found.Place)))],
            Frame => [(page, Framed(form))],
            _ => (List<(int, int[])>)[(page, [0, 0, CopyMark.Whole, CopyMark.Whole])],
        };
        return places.Count > 0 ? new Places(places)
            : throw new Rule("word", "この言葉は、文字を読めるページには見つかりませんでした。画像だけのページでは、枠で隠してください。");
    }

    static IEnumerable<int[]> Chosen(Form form, IReadOnlyList<IReadOnlyList<FileWord>> lines)
    {
        var chosen = form["words"].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet();
        for (var line = 0; line < lines.Count; line++)
            if (chosen.Contains($"{line}")) yield return Whose(lines[line]);
            else
                for (var word = 0; word < lines[line].Count; word++)
                    if (chosen.Contains($"{line}.{word}")) yield return lines[line][word].Place;
    }

    static int[] Whose(IReadOnlyList<FileWord> line) => [line.Min(w => w.Place[0]), line.Min(w => w.Place[1]), line.Max(w => w.Place[2]),
        line.Max(w => w.Place[3])];

    static int[] Around(int[] p) => [Within(p[0] - Margin), Within(p[1] - Margin), Within(p[2] + Margin), Within(p[3] + Margin)];

    /// <summary>A frame that reaches over the edge ends there.</summary>
    static int[] Framed(Form form)
    {
        int Of(string name) => form.Value(name) is decimal percent ? (int)(percent * CopyMark.Whole / 100) : 0;
        var (left, top) = (Of("left"), Of("top"));
        int[] place = [left, top, Within(left + Of("width")), Within(top + Of("height"))];
        return place[2] > left && place[3] > top ? place : throw new Rule("width", "枠がページの外にあるか、大きさがありません。幅と高さを確かめてください。");
    }

    static int Within(int at) => Math.Clamp(at, 0, CopyMark.Whole);

    static async Task<Answer> Accept(Guid copy, int page, Form form, Places places, Turn turn)
    {
        var (_, mine, last) = await Copies.Take(copy, turn);
        mine.Change(last);
        if (await Copies.Source(turn.Db, mine, turn.Stop) is null)
        {
            await Copies.End(turn.Db, mine, Copies.Gone, turn.Now, turn.Stop);
            return Answer.Refuse(new Rule("", Copies.Gone));
        }
        if (await turn.Db.Set<CopyMark>().CountAsync(m => m.CopyId == copy, turn.Stop) + places.All.Count > DisclosedCopy.MostMarks)
            throw new Rule("", $"一つの写しで隠せるのは{DisclosedCopy.MostMarks:#,0}か所までです。ページ全部を隠すか、ファイルを分けてください。");
        var (reason, batch) = (turn.City.Files<DisclosureReasons>().All.First(r => r.Code == form["reason"]), turn.NewId());
        turn.Db.AddRange(places.All.Select(p => new CopyMark
        {
            Id = turn.NewId(), CopyId = copy, Batch = batch, Page = p.Page, Left = p.Place[0], Top = p.Place[1], Right = p.Place[2],
            Bottom = p.Place[3], Number = reason.Number, Reason = reason.Words, By = turn.Me, At = turn.Now,
        }));
        turn.Journal.Fact("marks", places.All.Count);
        return Answer.See(UrlOf(mine, page));
    }

    static async Task<Answer> Undo(Guid copy, int page, Guid batch, Turn turn)
    {
        var (_, mine, last) = await Copies.Take(copy, turn);
        mine.Change(last);
        var undone = turn.Db.Set<CopyMark>().Where(m => m.CopyId == copy && m.Batch == batch);
        if (await undone.ExecuteDeleteAsync(turn.Stop) == 0) throw new NotHere();
        return Answer.See(UrlOf(mine, page));
    }

    static async Task<FileWords> Read(DisclosedCopy copy, Look look, FilePages pages) =>
        await Copies.Source(look.Db, copy, look.Stop) is { } source ? await pages.Words(source, look.Stop) : FileWords.None;

    static async Task<CopyAt> Find(Guid copy, int page, Look look, IRegister register) =>
        await Copies.Find(copy, look, register) is var found && page >= 1 && page <= found.Copy.Pages ? found : throw new NotHere();
}
