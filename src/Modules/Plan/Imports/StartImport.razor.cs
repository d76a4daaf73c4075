using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>表を取り込む: somebody brings a CSV, or cells copied from a spreadsheet. It is read and kept; nothing is changed yet.</summary>
public sealed partial class StartImport
{
    /// <summary>An import that still has rows to deal with.</summary>
    public sealed record Open(Guid Id, string Name, DateTimeOffset At, int Left, string By);
    public sealed record Shown(Form Form, Sheet Sheet, IReadOnlyList<Open> Unfinished);

    /// <summary>What was read before the turn.</summary>
    public sealed record Read(string Name, IReadOnlyList<CsvRow> Rows, Guid? File);

    // A form cuts what is longer than its own limit: a sentence must come before that.
    internal const int LongestPaste = Form.LongestAnswer - 1000;

    static readonly Deed Brought = new("plan.import.read", "計画の表を読み込んだ");

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm("/office/plan/{sheet}/import", PlanModule.Write, Brought, Build, Ask, Accept, weigh: Weigh).Taking(Takes.Attachments);
        app.MapPage("/office/plan/{sheet}/export.csv", PlanModule.Write, Deed.None, Export);
    }

    static Form Build(string sheet, Sheets sheets, Actor actor, CityDb db)
    {
        _ = sheets[sheet];
        return new([
            new Question("file", new FileKind(FileBytes.Csv, "CSV（UTF-8かShift_JIS）、20MBまで"), "CSVのファイル") { Required = false },
            new Question("text", new LongTextKind(6), "または、表計算から写した表") { Required = false, MaxLength = LongestPaste,
                Hint = "見出しの行から選んで写し、ここに貼り付けてください。長い表はファイルで選んでください。" },
        ])
        { Files = Upload.Of(db, actor) };
    }

    static async Task<IResult> Ask(string sheet, Form form, Sheets sheets, CityDb db, IStaff staff, CancellationToken ct)
    {
        var left = db.Set<ImportRow>().Where(r => r.TakenAt == null && r.DroppedAt == null);
        var open = await db.Set<Import>().Where(i => i.Sheet == sheet && left.Any(r => r.ImportId == i.Id)).OrderByDescending(i => i.At)
            .Take(20).Select(i => new { i.Id, i.Name, i.At, i.By, Left = left.Count(r => r.ImportId == i.Id) }).ToListAsync(ct);
        var faces = await staff.Faces(db, [.. open.Select(o => o.By).Distinct()], ct);
        return Show(new(form, sheets[sheet], [.. open.Select(o => new Open(o.Id, o.Name, o.At, o.Left, faces.NameOf(o.By)))]));
    }

    static async Task<Read> Weigh(string sheet, Form form, Sheets sheets, CityDb db, FileStore files, CancellationToken ct)
    {
        var columns = sheets[sheet].Columns;
        if (await Upload.Read(form, db, files, ct) is var (file, bytes))
            return new(file.Name, CsvText.Read("file", CsvText.Decode(bytes), columns), file.Id);
        return form.Value("text") is string text ? new("貼り付けた表", CsvText.Read("text", text, columns), null)
            : throw new Rule("file", "ファイルを選ぶか、表を貼り付けてください。");
    }

    static async Task<Answer> Accept(string sheet, Read read, CityDb db, Actor actor, Journal journal, TimeProvider clock,
        CancellationToken ct)
    {
        var import = new Import
        {
            Id = clock.NewId(), Sheet = sheet, Name = read.Name, By = actor.Account ?? throw new NotHere(),
            At = clock.GetUtcNow()
        };
        db.Add(import);
        foreach (var row in read.Rows)
            db.Append(new ImportRow
            {
                Id = clock.NewId(), ImportId = import.Id, Number = row.Line,
                Json = System.Text.Json.JsonSerializer.Serialize(row.Cells), Version = 1
            });
        // The file itself stays with what was made of it.
        if (read.File is { } file) await Upload.Keep(db, actor, import.Id, [file], ct);
        journal.About("plan.import", import.Id).Fact("list", sheet).Fact("rows", $"{read.Rows.Count}");
        return Answer.See(ShowImport.Url(import.Id));
    }

    static async Task<IResult> Export(string sheet, Sheets sheets, CityDb db, CancellationToken ct)
    {
        var list = sheets[sheet];
        return OpenData.File([[.. list.Columns.Select(c => c.Label)], .. (await list.Lines(db, null, ct))
            .Select(line => (string?[])[.. list.Columns.Select(c => line.Cells.GetValueOrDefault(c.Name))])], $"plan-{list.Code}.csv");
    }
}
