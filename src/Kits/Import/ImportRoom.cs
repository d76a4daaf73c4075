using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>The pages by which a room takes tables in: brought, judged row by row, mended, taken; and a line written by hand.</summary>
public static class ImportRoutes
{
    /// <param name="at">Where the room lies, such as /office/plan; its lists say the same.</param>
    /// <param name="record">Begins the codes of its deeds, such as plan.</param>
    /// <param name="what">What its lists belong to, in the journal: 計画.</param>
    public static void MapImports<TImport, TRow>(this IEndpointRouteBuilder app, string at, Permission who, string record, string what)
        where TImport : Brought, new() where TRow : BroughtRow, new()
    {
        var room = new ImportRoom<TImport, TRow>(at, record);
        Deed Of(string code, string words) => new($"{record}.{code}", words);
        app.MapForm(at + "/{sheet}/import", who, Of("import.read", $"{what}の表を読み込んだ"), room.Build, room.Ask, room.Accept, weigh: room.Weigh)
            .Taking(Takes.Attachments);
        app.MapPage(at + "/{sheet}/export.csv", who, Deed.None, room.Export);
        app.MapForm(at + "/{sheet}/new", who, Of("line.written", $"{what}の一覧に1行を入れた"), room.BuildNew, room.AskNew, room.AcceptNew);
        app.MapForm(at + "/{sheet}/{id:guid}/edit", who, Of("line.changed", $"{what}の一覧の1行を直した"), room.BuildLine, room.AskLine,
            room.AcceptLine);
        app.MapPage(at + "/imports/{id:guid}", who, Deed.None, room.Show);
        app.MapPage(at + "/imports/{id:guid}/rest.csv", who, Deed.None, room.Rest);
        app.MapAct(at + "/imports/{id:guid}/take", who, Of("import.taken", $"{what}の表の行を取り込んだ"), room.Take);
        app.MapAct(at + "/imports/{id:guid}/offers", who, Of("import.offers", "取込みの行を、示された内容に直した"), room.TakeOffers);
        app.MapForm(at + "/imports/{id:guid}/rows/{number:int}", who, Of("import.mended", "取込みの行を直した"), room.BuildRow, room.AskRow,
            room.AcceptRow);
        app.MapAct(at + "/imports/{id:guid}/rows/{number:int}/drop", who, Of("import.dropped", "取込みの行を取り込まないことにした"), room.Drop);
    }
}

/// <summary>What was read before the turn.</summary>
public sealed record ImportRead(string Name, IReadOnlyList<CsvRow> Rows, Guid? File);

sealed class ImportRoom<TImport, TRow>(string at, string record) where TImport : Brought, new() where TRow : BroughtRow, new()
{
    string Kind => $"{record}.import";

    public Form Build(string sheet, Listings sheets, Look look)
    {
        _ = sheets.In(at, sheet);
        return new([
            new Question("file", new FileKind(FileBytes.Csv, "CSV（UTF-8かShift_JIS）、20MBまで"), "CSVのファイル") { Required = false },
            new Question("text", new LongTextKind(6), "または、表計算から写した表") { Required = false, MaxLength = StartImport.LongestPaste,
                Hint = "見出しの行から選んで写し、ここに貼り付けてください。長い表はファイルで選んでください。" },
        ])
        { Files = Upload.Of(look) };
    }

    public async Task<IResult> Ask(string sheet, Form form, Listings sheets, Look look, IStaff staff)
    {
        var left = look.Db.Set<TRow>().Where(r => r.TakenAt == null && r.DroppedAt == null);
        var open = await look.Db.Set<TImport>().Where(i => i.Sheet == sheet && left.Any(r => r.ImportId == i.Id))
            .OrderByDescending(i => i.At)
            .Take(20).Select(i => new { i.Id, i.Name, i.At, i.By, Left = left.Count(r => r.ImportId == i.Id) }).ToListAsync(look.Stop);
        var faces = await staff.Faces(look, [.. open.Select(o => o.By).Distinct()]);
        return StartImport.Show(new(form, sheets[sheet],
            [.. open.Select(o => new StartImport.Open(o.Id, o.Name, o.At, o.Left, faces.NameOf(o.By)))]));
    }

    public async Task<ImportRead> Weigh(string sheet, Form form, Listings sheets, Look look, FileStore files)
    {
        var columns = sheets.In(at, sheet).Columns;
        if (await Upload.Read(form, look, files) is var (file, bytes))
            return new(file.Name, CsvText.Read("file", CsvText.Decode(bytes), columns), file.Id);
        return form.Value("text") is string text ? new("貼り付けた表", CsvText.Read("text", text, columns), null)
            : throw new Rule("file", "ファイルを選ぶか、表を貼り付けてください。");
    }

    public async Task<Answer> Accept(string sheet, ImportRead read, Listings sheets, Turn turn)
    {
        var import = new TImport { Id = turn.NewId(), Sheet = sheet, Name = read.Name, By = turn.Me, At = turn.Now };
        turn.Db.Add(import);
        foreach (var row in read.Rows)
            turn.Db.Append(new TRow
            {
                Id = turn.NewId(), ImportId = import.Id, Number = row.Line,
                Json = System.Text.Json.JsonSerializer.Serialize(row.Cells), Version = 1
            });
        // The file itself stays with what was made of it.
        if (read.File is { } file) await Upload.Keep(turn, import.Id, [file]);
        turn.Journal.About(Kind, import.Id).Fact("list", sheet).Fact("rows", $"{read.Rows.Count}");
        return Answer.See(sheets[sheet].ShowUrl(import.Id));
    }

    public async Task<IResult> Export(string sheet, Listings sheets, Look look)
    {
        var list = sheets.In(at, sheet);
        return File([[.. list.Columns.Select(c => c.Label)], .. (await list.Lines(look.Db, null, look.Stop))
            .Select(line => (string?[])[.. list.Columns.Select(c => line.Cells.GetValueOrDefault(c.Name))])], $"{record}-{list.Code}.csv");
    }

    public async Task<IResult> Show(Guid id, Look look, Listings sheets)
    {
        var (import, sheet, rows) = await Judged(id, look, sheets);
        var done = await look.Db.Set<TRow>().Where(r => r.ImportId == id).GroupBy(r => 1)
            .Select(g => new { Taken = g.Count(r => r.TakenAt != null), Dropped = g.Count(r => r.DroppedAt != null) })
            .FirstOrDefaultAsync(look.Stop);
        return ShowImport.Show(new(import, sheet, [.. rows.Where(r => r.Verdict.Good)], [.. rows.Where(r => !r.Verdict.Good)],
            done?.Taken ?? 0, done?.Dropped ?? 0));
    }

    /// <summary>The rows that nothing became of yet, in the order of the file.</summary>
    async Task<(TImport, Listing, IReadOnlyList<JudgedRow>)> Judged(Guid id, Look look, Listings sheets)
    {
        var import = await look.Find<TImport>(i => i.Id == id);
        // Rows that were taken in are judged as well: a second line of their number stays wrong.
        var (sheet, rows) = (sheets.In(at, import.Sheet), await look.Db.Set<TRow>().AsTracking()
            .Where(r => r.ImportId == id && r.DroppedAt == null).OrderBy(r => r.Number).ToListAsync(look.Stop));
        var judge = await sheet.Open(look.Db, look.Me, look.Stop);
        return (import, sheet, [.. rows.Select(r => new JudgedRow(r, judge(r.Cells))).ToList().Where(r => r.Of.TakenAt is null)]);
    }

    public async Task<Answer> Take(Guid id, Turn turn, Listings sheets)
    {
        var (import, sheet, rows) = await Judged(id, turn, sheets);
        var good = rows.Where(r => r.Verdict.Good).ToList();
        foreach (var row in good)
        {
            row.Verdict.Take?.Invoke();
            row.Of.Take(turn.Now);
        }
        // The second press of the button: what it meant is done.
        if (good.Count == 0) turn.Journal.Nothing();
        else
            turn.Journal.About(Kind, id).Fact("list", import.Sheet).Fact("rows", $"{good.Count}")
                .Fact("left", $"{rows.Count - good.Count}");
        return Answer.See(sheet.ShowUrl(id));
    }

    /// <summary>Mends the rows of which all that is wrong has an offer.</summary>
    public async Task<Answer> TakeOffers(Guid id, Turn turn, Listings sheets)
    {
        var (import, sheet, rows) = await Judged(id, turn, sheets);
        var offered = rows.Where(r => r.Verdict.Offered).ToList();
        foreach (var row in offered) row.Of.Mend(Offered(row.Of.Cells, row.Verdict));
        if (offered.Count == 0) turn.Journal.Nothing();
        else turn.Journal.About(Kind, id).Fact("list", import.Sheet).Fact("rows", $"{offered.Count}");
        return Answer.See(sheet.ShowUrl(id));
    }

    static Dictionary<string, string> Offered(IReadOnlyDictionary<string, string> cells, Verdict verdict)
    {
        var mended = new Dictionary<string, string>(cells);
        foreach (var wrong in verdict.Wrongs) if (wrong.Offer is { } offer) mended[wrong.Column] = offer;
        return mended;
    }

    public async Task<IResult> Rest(Guid id, Look look, Listings sheets)
    {
        var (_, sheet, rows) = await Judged(id, look, sheets);
        return File([[.. sheet.Columns.Select(c => c.Label), "直すところ"], .. rows.Where(r => !r.Verdict.Good)
            .Select(r => (string?[])[.. sheet.Columns.Select(c => r.Of.Cells.GetValueOrDefault(c.Name)),
            string.Join(' ', r.Verdict.Wrongs.Select(w => w.Sentence))])], $"{record}-{sheet.Code}-rest.csv");
    }

    async Task<(TImport, Listing, TRow)> Row(Guid id, int number, Look look, Listings sheets)
    {
        var import = await look.Find<TImport>(i => i.Id == id);
        return (import, sheets.In(at, import.Sheet), await look.Db.Set<TRow>().AsTracking()
            .FirstOrDefaultAsync(r => r.ImportId == id && r.Number == number && r.TakenAt == null && r.DroppedAt == null, look.Stop)
            ?? throw new NotHere());
    }

    public async Task<Form> BuildRow(Guid id, int number, Look look, Listings sheets)
    {
        var (_, sheet, row) = await Row(id, number, look, sheets);
        var verdict = look.Afresh ? await Verdict(id, number, row.Cells, look, sheet) : null;
        var cells = verdict is null ? row.Cells : Offered(row.Cells, verdict);
        var form = new Form([.. sheet.Columns.Select(c => c.Ask(cells.GetValueOrDefault(c.Name, "")))], cells);
        if (verdict is not null) sheet.Say(form, verdict.Wrongs);
        return form;
    }

    // Rows before this one count: the second line of the same number is the wrong one.
    static async Task<Verdict> Verdict(Guid id, int number, IReadOnlyDictionary<string, string> cells, Look look, Listing sheet)
    {
        var judge = await sheet.Open(look.Db, look.Me, look.Stop);
        foreach (var earlier in await look.Db.Set<TRow>().AsNoTracking()
            .Where(r => r.ImportId == id && r.Number != number && (r.Number < number || r.TakenAt != null) && r.DroppedAt == null)
            .OrderBy(r => r.Number).ToListAsync(look.Stop)) judge(earlier.Cells);
        return judge(cells);
    }

    public async Task<IResult> AskRow(Guid id, int number, Form form, Look look, Listings sheets)
    {
        var (import, sheet, row) = await Row(id, number, look, sheets);
        return MendRow.Show(new(form, import, sheet, row));
    }

    public async Task<Answer> AcceptRow(Guid id, int number, Form form, Turn turn, Listings sheets)
    {
        var (_, sheet, row) = await Row(id, number, turn, sheets);
        if (!turn.Saw(row.Version)) throw new ChangedMeanwhile("ほかの人がこの行を直しました。");
        var cells = Typed(sheet, form);
        if (sheet.Say(form, (await Verdict(id, number, cells, turn, sheet)).Wrongs) is { } wrong)
            throw new Rule(wrong.Column, wrong.Sentence);
        row.Mend(cells);
        turn.Journal.About(Kind, id).Fact("row", $"{number}");
        return Answer.See(sheet.ShowUrl(id));
    }

    public async Task<Answer> Drop(Guid id, int number, Turn turn, Listings sheets)
    {
        var (_, sheet, row) = await Row(id, number, turn, sheets);
        row.Drop(turn.Now);
        turn.Journal.About(Kind, id).Fact("row", $"{number}");
        return Answer.See(sheet.ShowUrl(id));
    }

    static async Task<Line> Found(Listing sheet, Guid id, Look look) =>
        (await sheet.Lines(look.Db, id, look.Stop)) is [var line, ..] ? line : throw new NotHere();

    Listing ByHand(string sheet, Listings sheets) => sheets.In(at, sheet) is { ByHand: true } found ? found : throw new NotHere();

    public Form BuildNew(string sheet, Listings sheets) => new([.. ByHand(sheet, sheets).Columns.Select(c => c.Ask(""))]);

    public async Task<Form> BuildLine(string sheet, Guid id, Listings sheets, Look look)
    {
        var (list, line) = (ByHand(sheet, sheets), await Found(ByHand(sheet, sheets), id, look));
        return new([.. list.Columns.Skip(1).Select(c => c.Ask(line.Cells.GetValueOrDefault(c.Name, "")))], line.Cells);
    }

    public IResult AskNew(string sheet, Form form, Listings sheets) => EditLine.Show(new(form, sheets[sheet], null));

    public async Task<IResult> AskLine(string sheet, Guid id, Form form, Listings sheets, Look look) =>
        EditLine.Show(new(form, sheets[sheet], await Found(sheets[sheet], id, look)));

    public async Task<Answer> AcceptNew(string sheet, Form form, Listings sheets, Turn turn)
    {
        var (list, key) = (sheets[sheet], sheets[sheet].Columns[0]);
        if ((await list.Lines(turn.Db, null, turn.Stop)).Any(l => l.Cells[key.Name] == form[key.Name].Trim()))
            throw new Rule(key.Name, $"この{key.Label}は、もう使われています。一覧から開いて直すか、別の{key.Label}にしてください。");
        await Write(list, Typed(list, form), form, turn);
        turn.Journal.Fact("list", sheet);
        return Answer.See(list.Home);
    }

    public async Task<Answer> AcceptLine(string sheet, Guid id, Form form, Turn turn, Listings sheets)
    {
        var (list, line) = (sheets[sheet], await Found(sheets[sheet], id, turn));
        if (!turn.Saw(line.Version))
            throw new ChangedMeanwhile(string.Join("", list.Columns.Skip(1).Where(c => line.Cells[c.Name] != form[c.Name].Trim())
                .Select(c => $"今の「{c.Label}」は「{line.Cells[c.Name]}」です。")));
        var cells = Typed(list, form);
        cells[list.Columns[0].Name] = line.Cells[list.Columns[0].Name];
        await Write(list, cells, form, turn);
        turn.Journal.About($"{record}.{sheet}", id).Fact("list", sheet);
        return Answer.See(list.Home);
    }

    static Dictionary<string, string> Typed(Listing sheet, Form form) =>
        sheet.Columns.ToDictionary(c => c.Name, c => c.Read(form[c.Name].Trim()));

    static async Task Write(Listing list, IReadOnlyDictionary<string, string> cells, Form form, Turn turn)
    {
        var verdict = (await list.Open(turn.Db, turn.Me, turn.Stop))(cells);
        if (list.Say(form, verdict.Wrongs) is { } wrong) throw new Rule(wrong.Column, wrong.Sentence);
        verdict.Take?.Invoke();
    }

    static IResult File(IEnumerable<IReadOnlyList<string?>> rows, string name) =>
        Results.File(Spreadsheet.Write(rows), "text/csv; charset=utf-8", name);
}

/// <summary>A row as the city stands now.</summary>
public sealed record JudgedRow(BroughtRow Of, Verdict Verdict);
