using System.Text;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kits;

/// <summary>The pages by which a room takes tables in: brought, judged row by row, mended and taken.</summary>
public static class Imports
{
    /// <summary>The tables of a room, and the runs that read them and take them in.</summary>
    public static IServiceCollection AddImports<TImport, TRow>(this IServiceCollection services, ImportPlace<TImport> place)
        where TImport : Brought, new() where TRow : BroughtRow, new() => services
        .AddSingleton(place).AddSingleton<ImportRoom<TImport, TRow>>().AddSingleton<Listings>()
        .AddWork<ReadRows<TImport, TRow>>().AddWork<TakeRows<TImport, TRow>>().AddWork<MendOffered<TImport, TRow>>()
        .AddWork<JudgeAgain<TImport, TRow>>();

    static IServiceCollection AddWork<T>(this IServiceCollection services) where T : class, IRunWork =>
        services.AddScoped<T>().AddScoped<IRunWork>(s => s.GetRequiredService<T>());

    public static void MapImports<TImport, TRow>(this IEndpointRouteBuilder app) where TImport : Brought, new()
        where TRow : BroughtRow, new()
    {
        var room = app.ServiceProvider.GetRequiredService<ImportRoom<TImport, TRow>>();
        var place = app.ServiceProvider.GetRequiredService<ImportPlace<TImport>>();
        var (at, who, record, what) = place;
        // Written down where the rows of the table tell of persons.
        var looked = Deed.Look($"{record}.import.looked", $"{what}の表の、まだ取り込んでいない行を見た");
        Deed Of(string code, string words) => new($"{record}.{code}", words);
        app.MapForm(at + "/{sheet}/import", who, Of("import.read", $"{what}の表を読み込んだ"), room.Build, room.Ask, room.Accept, weigh: room.Weigh)
            .Taking(Takes.Attachments);
        app.MapPage(at + "/{sheet}/export.csv", who, Deed.None, room.Export);
        app.MapPage(at + "/imports/{id:guid}", who, looked, room.Show);
        app.MapPage(at + "/imports/{id:guid}/rest.csv", who, looked, room.Rest);
        app.MapAct(at + "/imports/{id:guid}/take", who, Of("import.taken", $"{what}の表の行を取り込んだ"), room.Take);
        app.MapAct(at + "/imports/{id:guid}/offers", who, Of("import.offers", "取込みの行を、示された内容に直した"), room.TakeOffers);
        app.MapAct(at + "/imports/{id:guid}/judge", who, Of("import.judged", "取込みの行を、もう一度確かめた"), room.JudgeAll);
        app.MapForm(at + "/imports/{id:guid}/rows/{number:int}", who, Of("import.mended", "取込みの行を直した"), room.BuildRow, room.AskRow,
            room.AcceptRow, looked);
        app.MapAct(at + "/imports/{id:guid}/rows/{number:int}/drop", who, Of("import.dropped", "取込みの行を取り込まないことにした"), room.Drop);
    }
}

/// <summary>What was read before the turn.</summary>
public sealed record ImportRead(string Name, StoredFile File, int Rows)
{
    /// <summary>The files that lay beside the table.</summary>
    public IReadOnlyList<StoredFile> Beside { get; init; } = [];
}

sealed class ImportRoom<TImport, TRow>(ImportPlace<TImport> place) where TImport : Brought, new() where TRow : BroughtRow, new()
{
    const int Most = 50, Refresh = 3;
    const string Pasted = "貼り付けた表";

    static readonly Order<TRow, TRow> ByLine = new Order<TRow, TRow>().Up(r => r.Number, r => r.Number);

    string Kind => $"{place.Record}.import";

    /// <summary>The rows of this file are on the page: who sees it is written down, whomever they tell of.</summary>
    void Looked(TImport import, Listing sheet, Look look)
    {
        if (place.Personal || sheet.TellsOfPersons) look.Journal.About(Kind, import.Id).Fact("list", import.Sheet).Unnamed();
    }

    public Form Build(string sheet, Listings sheets, Look look)
    {
        var packed = sheets.In(place.At, sheet, look).Attachments.Count > 0;
        return new([
            new Question("file", new FileKind($"{FileBytes.Csv},{FileBytes.Xlsx}{(packed ? "," + FileBytes.Zip : "")}",
                "CSV（UTF-8かShift_JIS）かExcel（.xlsxの最初のシート）、60MB、10万行まで"
                    + (packed ? "。添付があるときは、表と添付を一緒に入れたZIP" : ""))
                { Larger = Tables.MostBytes }, "表のファイル") { Required = false },
            new Question("text", new LongTextKind(6), "または、表計算から写した表") { Required = false, MaxLength = StartImport.LongestPaste,
                Hint = "見出しの行から選んで写し、ここに貼り付けてください。長い表はファイルで選んでください。" },
        ])
        { Files = Upload.Of(look) };
    }

    public async Task<IResult> Ask(string sheet, Form form, Listings sheets, Look look, IStaff staff)
    {
        var left = look.Db.Set<TRow>().Where(r => r.TakenAt == null && r.DroppedAt == null);
        var goes = look.Db.Set<Run>().Where(r => r.EndedAt == null && r.Agreed != false);
        var open = await look.Db.Set<TImport>().Where(i => i.Sheet == sheet && (left.Any(r => r.ImportId == i.Id)
            || goes.Any(r => r.Id == i.Run))).OrderByDescending(i => i.At)
            .Take(20).Select(i => new { i.Id, i.Name, i.At, i.By, Left = left.Count(r => r.ImportId == i.Id) }).ToListAsync(look.Stop);
        var faces = await staff.Faces(look, [.. open.Select(o => o.By).Distinct()]);
        return StartImport.Show(new(form, sheets[place.At, sheet],
            [.. open.Select(o => new StartImport.Open(o.Id, o.Name, o.At, o.Left, faces.NameOf(o.By)))]));
    }

    /// <summary>Passes over the whole file once, so that what makes it no table of this list is said on the form.</summary>
    public async Task<ImportRead> Weigh(string sheet, Form form, Listings sheets, Look look, FileStore files, Turns turns)
    {
        var columns = sheets.In(place.At, sheet, look).Columns;
        var file = await Upload.Sent(form, look);
        var field = file is null ? "text" : "file";
        if (file is null)
        {
            var text = form.Value("text") as string ?? throw new Rule("file", "ファイルを選ぶか、表を貼り付けてください。");
            file = await files.Take(new MemoryStream(Encoding.UTF8.GetBytes(text)), Pasted + ".csv", [FileBytes.Csv], look.Me, look.Stop);
            await turns.Run((_, db, _) => Task.FromResult(db.Add(file)));
        }
        if (file.Type is FileBytes.Zip)
        {
            await using var packed = files.Open(file);
            var (table, beside) = await PackedTable.Keep(packed, sheets.In(place.At, sheet, look).Attachments, files, look.Me, look.Stop);
            await turns.Run((_, db, _) =>
            {
                db.AddRange([table, .. beside]);
                return Task.FromResult(true);
            });
            await using var rows = files.Open(table);
            return new(file.Name, table, Tables.Read(field, rows, table.Type, columns).Count()) { Beside = beside };
        }
        await using var content = files.Open(file);
        return new(field == "file" ? file.Name : Pasted, file, Tables.Read(field, content, file.Type, columns).Count());
    }

    public async Task<Answer> Accept(string sheet, ImportRead read, Listings sheets, Turn turn, ReadRows<TImport, TRow> reads)
    {
        var import = new TImport
        {
            Id = turn.NewId(), Sheet = sheet, Name = read.Name, By = turn.Me, At = turn.Now, File = read.File.Id, Rows = read.Rows
        };
        turn.Db.Add(import);
        await reads.Order(turn, import);
        // The file itself stays with what was made of it.
        await Upload.Keep(turn, import.Id, [read.File.Id, .. read.Beside.Select(f => f.Id)]);
        turn.Journal.About(Kind, import.Id).Fact("list", sheet).Fact("rows", $"{read.Rows}");
        return Answer.See(sheets[place.At, sheet].ShowUrl(import.Id));
    }

    public IResult Export(string sheet, Listings sheets, Look look)
    {
        var list = sheets.In(place.At, sheet, look);
        return Spreadsheet.File($"{place.Record}-{list.Code}.csv", [.. list.Columns.Select(c => c.Label)],
            list.Lines(look.Db, null, look.Stop).Select(line =>
                (IReadOnlyList<string?>)[.. list.Columns.Select(c => line.Cells.GetValueOrDefault(c.Name))]), look.Stop);
    }

    public async Task<IResult> Show(Guid id, Look look, Listings sheets, RunWorker worker, IEnumerable<IRunWork> works, string? at = null,
        string? good = null)
    {
        var import = await look.Find<TImport>(i => i.Id == id);
        var (sheet, run) = (sheets.In(place.At, import.Sheet, look), await worker.Soon(look, import.Run));
        if (run.Goes) look.RenewIn(Refresh);
        var left = Judging.Left<TRow>(look.Db, id).AsNoTracking();
        async Task<Slice<BroughtRow>> Page(string? from, IQueryable<TRow> rows) =>
            (await ByLine.Slice(rows, from, Most, some => some.ToListAsync(look.Stop))).Map(r => (BroughtRow)r);
        var found = await left.GroupBy(r => r.Finding).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, look.Stop);
        var read = await look.Db.Set<TRow>().CountAsync(r => r.ImportId == id, look.Stop);
        if (!run.Goes && found.Count > 0) Looked(import, sheet, look);
        return ShowImport.Show(new(import, sheet, run, works.First(w => w.Kind == run.Kind).Label, found,
            read - found.Values.Sum() - import.Dropped, await Page(good, left.Where(r => r.Finding == Finding.Good)),
            await Page(at, left.Where(r => r.Finding != Finding.Good))));
    }

    async Task<(TImport, Listing)> Brought(Guid id, Turn turn, Listings sheets)
    {
        var import = await turn.Take<TImport>(i => i.Id == id);
        return (import, sheets.In(place.At, import.Sheet, turn));
    }

    /// <summary>Orders work on the rows of one finding. The second press of the button finds nothing to do: what it meant is done, or
    /// goes on.</summary>
    async Task<Answer> Order(Guid id, Finding? of, Turn turn, Listings sheets, ImportWork<TImport, TRow> work)
    {
        var (import, sheet) = await Brought(id, turn, sheets);
        var count = await Judging.Left<TRow>(turn.Db, id).CountAsync(r => of == null || r.Finding == of, turn.Stop);
        if (count == 0 || !await work.Order(turn, import)) turn.Journal.Nothing();
        else turn.Journal.About(Kind, id).Fact("list", import.Sheet).Fact("rows", $"{count}");
        return Answer.See(sheet.ShowUrl(id));
    }

    public Task<Answer> Take(Guid id, Turn turn, Listings sheets, TakeRows<TImport, TRow> work) =>
        Order(id, Finding.Good, turn, sheets, work);

    public Task<Answer> TakeOffers(Guid id, Turn turn, Listings sheets, MendOffered<TImport, TRow> work) =>
        Order(id, Finding.Offered, turn, sheets, work);

    public Task<Answer> JudgeAll(Guid id, Turn turn, Listings sheets, JudgeAgain<TImport, TRow> work) =>
        Order(id, null, turn, sheets, work);

    public async Task<IResult> Rest(Guid id, Look look, Listings sheets)
    {
        var import = await look.Find<TImport>(i => i.Id == id);
        var sheet = sheets.In(place.At, import.Sheet, look);
        Looked(import, sheet, look);
        return Spreadsheet.File($"{place.Record}-{sheet.Code}-rest.csv", [.. sheet.Columns.Select(c => c.Label), "直すところ"],
            Judging.Left<TRow>(look.Db, id).AsNoTracking().Where(r => r.Finding != Finding.Good).OrderBy(r => r.Number).AsAsyncEnumerable()
            .Select(r => (IReadOnlyList<string?>)[.. sheet.Columns.Select(c => r.Cells.GetValueOrDefault(c.Name)),
                string.Join(' ', r.Wrongs.Select(w => w.Sentence))]), look.Stop);
    }

    async Task<(TImport, Listing, TRow)> Row(Guid id, int number, Look look, Listings sheets)
    {
        var import = await look.Find<TImport>(i => i.Id == id);
        return (import, sheets.In(place.At, import.Sheet, look), await Judging.Left<TRow>(look.Db, id).AsTracking()
            .FirstOrDefaultAsync(r => r.Number == number, look.Stop) ?? throw new NotHere());
    }

    public async Task<Form> BuildRow(Guid id, int number, Look look, Listings sheets)
    {
        var (_, sheet, row) = await Row(id, number, look, sheets);
        var wrongs = look.Afresh ? (await Judging.Judge(look.Db, sheet, id, [row], look.Me, look.Stop))[0].Wrongs : [];
        var cells = Judging.Offered(row.Cells, wrongs);
        var form = new Form([.. sheet.Columns.Select(c => c.Ask(cells.GetValueOrDefault(c.Name, "")))], cells);
        sheet.Say(form, wrongs);
        return form;
    }

    public async Task<IResult> AskRow(Guid id, int number, Form form, Look look, Listings sheets)
    {
        var (import, sheet, row) = await Row(id, number, look, sheets);
        Looked(import, sheet, look);
        return MendRow.Show(new(form, import, sheet, row));
    }

    public async Task<Answer> AcceptRow(Guid id, int number, Form form, Turn turn, Listings sheets)
    {
        var (_, sheet, row) = await Row(id, number, turn, sheets);
        if (!turn.Saw(row.Version)) throw new ChangedMeanwhile("ほかの人がこの行を直しました。");
        var (cells, before) = (Typed(sheet, form), row.Key);
        row.Write(cells, sheet.KeyOf(cells));
        if (sheet.Say(form, (await Judging.Judge(turn.Db, sheet, id, [row], turn.Me, turn.Stop))[0].Wrongs) is { } wrong)
            throw new Rule(wrong.Column, wrong.Sentence);
        await Judging.Again<TRow>(turn.Db, sheet, id, [before, row.Key], turn.Me, turn.Stop);
        turn.Journal.About(Kind, id).Fact("row", $"{number}");
        return Answer.See(sheet.ShowUrl(id));
    }

    public async Task<Answer> Drop(Guid id, int number, Turn turn, Listings sheets)
    {
        var (import, sheet) = await Brought(id, turn, sheets);
        var (_, _, row) = await Row(id, number, turn, sheets);
        row.Drop(turn.Now);
        import.Dropped++;
        await Judging.Again<TRow>(turn.Db, sheet, id, [row.Key], turn.Me, turn.Stop);
        turn.Journal.About(Kind, id).Fact("row", $"{number}");
        return Answer.See(sheet.ShowUrl(id));
    }

    static Dictionary<string, string> Typed(Listing sheet, Form form) =>
        sheet.Columns.ToDictionary(c => c.Name, c => c.Read(form[c.Name].Trim()));
}
