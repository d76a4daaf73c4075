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

    static Form Build(string sheet, Sheets sheets, Look look)
    {
        _ = sheets[sheet];
        return new([
            new Question("file", new FileKind(FileBytes.Csv, "CSV（UTF-8かShift_JIS）、20MBまで"), "CSVのファイル") { Required = false },
            new Question("text", new LongTextKind(6), "または、表計算から写した表") { Required = false, MaxLength = LongestPaste,
                Hint = "見出しの行から選んで写し、ここに貼り付けてください。長い表はファイルで選んでください。" },
        ])
        { Files = Upload.Of(look) };
    }

    static async Task<IResult> Ask(string sheet, Form form, Sheets sheets, Look look, IStaff staff)
    {
        var left = look.Db.Set<ImportRow>().Where(r => r.TakenAt == null && r.DroppedAt == null);
        var open = await look.Db.Set<Import>().Where(i => i.Sheet == sheet && left.Any(r => r.ImportId == i.Id))
            .OrderByDescending(i => i.At)
            .Take(20).Select(i => new { i.Id, i.Name, i.At, i.By, Left = left.Count(r => r.ImportId == i.Id) }).ToListAsync(look.Stop);
        var faces = await staff.Faces(look, [.. open.Select(o => o.By).Distinct()]);
        return Show(new(form, sheets[sheet], [.. open.Select(o => new Open(o.Id, o.Name, o.At, o.Left, faces.NameOf(o.By)))]));
    }

    static async Task<Read> Weigh(string sheet, Form form, Sheets sheets, Look look, FileStore files)
    {
        var columns = sheets[sheet].Columns;
        if (await Upload.Read(form, look, files) is var (file, bytes))
            return new(file.Name, CsvText.Read("file", CsvText.Decode(bytes), columns), file.Id);
        return form.Value("text") is string text ? new("貼り付けた表", CsvText.Read("text", text, columns), null)
            : throw new Rule("file", "ファイルを選ぶか、表を貼り付けてください。");
    }

    static async Task<Answer> Accept(string sheet, Read read, Turn turn)
    {
        var import = new Import
        {
            Id = turn.NewId(), Sheet = sheet, Name = read.Name, By = turn.Me,
            At = turn.Now
        };
        turn.Db.Add(import);
        foreach (var row in read.Rows)
            turn.Db.Append(new ImportRow
            {
                Id = turn.NewId(), ImportId = import.Id, Number = row.Line,
                Json = System.Text.Json.JsonSerializer.Serialize(row.Cells), Version = 1
            });
        // The file itself stays with what was made of it.
        if (read.File is { } file) await Upload.Keep(turn, import.Id, [file]);
        turn.Journal.About("plan.import", import.Id).Fact("list", sheet).Fact("rows", $"{read.Rows.Count}");
        return Answer.See(ShowImport.Url(import.Id));
    }

    static async Task<IResult> Export(string sheet, Sheets sheets, Look look)
    {
        var list = sheets[sheet];
        return OpenData.File([[.. list.Columns.Select(c => c.Label)], .. (await list.Lines(look.Db, null, look.Stop))
            .Select(line => (string?[])[.. list.Columns.Select(c => line.Cells.GetValueOrDefault(c.Name))])], $"plan-{list.Code}.csv");
    }
}
