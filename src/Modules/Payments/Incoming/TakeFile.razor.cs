using System.Security.Cryptography;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>A file as it was read before the turn.</summary>
public sealed record FileRead(IncomingSource Source, StoredFile File, string Hash, IncomingContent Content);

/// <summary>結果ファイルを取り込む: a file that is wrong as a whole is refused here, each fault with its place; else it is taken and its
/// rows meet their claims.</summary>
public sealed partial class TakeFile
{
    const long Largest = 60 * 1024 * 1024;

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(IncomingDesk.Take, PaymentsModule.CanTakeFiles, IncomingDesk.Taken,
        Build, Ask, Accept, weigh: Weigh).Taking(Takes.Attachments);

    static Form Build(Look look) => new([
        new Question("source", new ChoiceKind(), "何のファイルか")
            { Options = [.. look.City.Files<IncomingSources>().All.Select(s => new Option(s.Code, s.Title))] },
        new Question("file", new FileKind(FileBytes.Plain, "受け取ったままのファイル、60MBまで") { Larger = Largest }, "ファイル"),
    ])
    { Files = Upload.Of(look) };

    static IResult Ask(Form form) => Show(form);

    static async Task<FileRead> Weigh(Form form, Look look, FileStore files, IncomingReader reader)
    {
        var source = look.City.Files<IncomingSources>().Find(form["source"]) ?? throw new Rule("source",
            "何のファイルかを選んでください。");
        if (await Upload.Read(form, look, files) is not var (file, bytes)) throw new Rule("file", "ファイルを選んでください。");
        var read = await Read(look, source, file, bytes, reader);
        return read.Content.Refused is [] ? read
            : throw new Rule("file", string.Join("\n", read.Content.Refused.Select(r => r.ToString())
            .Prepend("このファイルは取り込めません。")));
    }

    /// <summary>Reads it, unless it was taken before.</summary>
    internal static async Task<FileRead> Read(Look look, IncomingSource source, StoredFile file, byte[] bytes, IncomingReader reader)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (await look.Db.Set<IncomingFile>().AsNoTracking().FirstOrDefaultAsync(f => f.Hash == hash, look.Stop) is { } taken)
            throw new Rule("file", $"このファイルは、{EraDate.Of(taken.At.Day())}に「{taken.Name}」として、もう取り込んであります。");
        return new(source, file, hash, reader.Read(source, bytes));
    }

    static Task<Answer> Accept(FileRead read, Turn turn, IEnumerable<IRunWork> works) => Keep(read, turn, works);

    /// <summary>The file is taken, and a run takes its rows.</summary>
    internal static async Task<Answer> Keep(FileRead read, Turn turn, IEnumerable<IRunWork> works)
    {
        var content = read.Content;
        var file = new IncomingFile
        {
            Id = turn.NewId(), Source = read.Source.Code, Name = read.File.Name, Hash = read.Hash, File = read.File.Id,
            Rows = content.Lines.Count(), Rejected = content.Rejected.Count, Figure = content.Sum.Amount, Fee = content.Fees.Amount,
            By = turn.Me, At = turn.Now,
        };
        turn.Db.Add(file);
        await Runs.Order(turn.Db, works.OfType<MatchFile>().Single(), $"{file.Id:N}", "", turn.Me, trial: false, turn.Clock, turn.Stop);
        // What holds accounts goes with the day; its rows stay.
        if (!read.Source.HasAccounts) await Upload.Keep(turn, file.Id, [read.File.Id]);
        turn.Journal.About(IncomingDesk.Kind, file.Id).Fact("source", file.Source).Fact("rows", file.Rows).Fact("yen", file.Figure);
        return Answer.See(IncomingDesk.File(file.Id));
    }
}
