using System.Globalization;
using System.Text;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Keyaki.Drafting;

/// <summary>
/// Takes in what lies in the folders of mails and scanned papers, each file once: known by its hash, then moved to <c>done</c>, or to
/// <c>held</c> with its reason in the list. Written down first and moved afterwards: a stop in between loses and doubles nothing.
/// </summary>
sealed class WatchFolders(IConfiguration configuration, FileStore files, Turns turns, TimeProvider clock, ILogger<WatchFolders> log)
    : IRound
{
    public const string Mails = "Keyaki:Drafting:Mails", Scans = "Keyaki:Drafting:Scans", Settling = "Keyaki:Drafting:SettlingSeconds";
    public static readonly Deed Came = new("drafting.arrived", "文書が届いた");

    const int AtOnce = 20;
    static readonly string[] Papers = [FileBytes.Pdf, FileBytes.Jpeg, FileBytes.Png];

    public async Task Round(CancellationToken ct)
    {
        foreach (var (folder, way, ending) in new[]
        { (configuration[Mails], Arriving.Mail, ".eml"), (configuration[Scans], Arriving.Scan, ".pdf .jpg .jpeg .png") })
            if (!string.IsNullOrEmpty(folder) && Directory.Exists(folder))
                foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Where(Settled).Take(AtOnce).ToList())
                    try { await Take(folder, path, way, ending, ct); }
                    catch (IOException e) { log.LogWarning(e, "A file that arrived could not be taken"); }
    }

    // Who puts a file there may not be done with it.
    bool Settled(string path) => !Path.GetFileName(path).StartsWith('.')
        && clock.GetUtcNow() - File.GetLastWriteTimeUtc(path) >= TimeSpan.FromSeconds(configuration.GetValue(Settling, 5));

    async Task Take(string folder, string path, Arriving way, string endings, CancellationToken ct)
    {
        var hash = await FileStore.HashOf(path, ct);
        var (arrival, kept) = endings.Split(' ').Contains(Path.GetExtension(path).ToLowerInvariant())
            ? await Read(path, hash, way, ct) : (Hold(path, hash, way, $"この箱で受け取れるのは{endings}のファイルです。"), []);
        await turns.Run((_, db, stop) => Keep(db, arrival, kept, stop));
        var place = Directory.CreateDirectory(Path.Combine(folder, arrival.Held ? "held" : "done")).FullName;
        File.Move(path, Path.Combine(place, $"{hash[..12]}-{Path.GetFileName(path)}"), overwrite: true);
    }

    async Task<bool> Keep(CityDb db, Arrival arrival, IReadOnlyList<StoredFile> kept, CancellationToken ct)
    {
        if (await db.Set<Arrival>().AnyAsync(a => a.Hash == arrival.Hash, ct)) return false;
        db.Add(arrival);
        foreach (var (n, file) in kept.Index())
        {
            file.UsedBy = arrival.Id;
            db.Add(file);
            db.Add(new ReceivedFile { Id = clock.NewId(), Received = arrival.Id, Position = n, Title = file.Name, File = file.Id });
        }
        Journal.Note(db, clock, Actor.Program, Came, Arrival.Kind, arrival.Id);
        return true;
    }

    async Task<(Arrival, IReadOnlyList<StoredFile>)> Read(string path, string hash, Arriving way, CancellationToken ct)
    {
        try
        {
            await using var bytes = File.OpenRead(path);
            return way is Arriving.Mail ? await OfMail(path, hash, bytes, ct) : await OfPaper(path, hash, bytes, ct);
        }
        catch (Rule rule) { return (Hold(path, hash, way, rule.Message), []); }
        catch (Exception e) when (e is not (OperationCanceledException or IOException))
        {
            log.LogWarning(e, "A file that arrived could not be read");
            return (Hold(path, hash, way, "読み取れませんでした。ファイルが壊れているかもしれません。"), []);
        }
    }

    async Task<(Arrival, IReadOnlyList<StoredFile>)> OfMail(string path, string hash, FileStream eml, CancellationToken ct)
    {
        var mail = MailFile.Read(eml, ct);
        // The mail as it came is a part of the record, beside what was attached to it.
        eml.Position = 0;
        var (kept, refused) = (new List<StoredFile>(), new StringBuilder());
        kept.Add(await files.Take(eml, FileStore.NameOf(path), [FileBytes.Mail], null, ct, MailFile.Largest));
        foreach (var part in mail.Parts)
            try { kept.Add(await files.Take(new MemoryStream(part.Bytes), part.Name, DraftForm.Kinds, null, ct)); }
            catch (Rule rule) { refused.Append(CultureInfo.InvariantCulture, $"{part.Name}：{rule.Message}\n"); }
        return (new()
        {
            Id = clock.NewId(), Way = Arriving.Mail, Name = FileStore.NameOf(path), Hash = hash, At = clock.GetUtcNow(),
            Subject = mail.Subject is "" ? "（件名のないメール）" : mail.Subject, Sender = mail.Sender, Text = mail.Text, Held = false,
            Why = refused.Length == 0 ? null : PlainText.Cut($"受け取らなかった添付があります。\n{refused}", 1000),
        }, kept);
    }

    async Task<(Arrival, IReadOnlyList<StoredFile>)> OfPaper(string path, string hash, FileStream paper, CancellationToken ct)
    {
        var kept = await files.Take(paper, Path.GetFileName(path), Papers, null, ct);
        return (new()
        {
            Id = clock.NewId(), Way = Arriving.Scan, Name = FileStore.NameOf(path), Hash = hash, At = clock.GetUtcNow(),
            Subject = Path.GetFileNameWithoutExtension(kept.Name), Sender = "", Held = false,
            Text = await PaperWords.Of(path, kept.Type, ct),
        }, [kept]);
    }

    Arrival Hold(string path, string hash, Arriving way, string why) => new()
    {
        Id = clock.NewId(), Way = way, Name = FileStore.NameOf(path), Hash = hash, At = clock.GetUtcNow(),
        Subject = FileStore.NameOf(path), Sender = "", Held = true, Why = why,
    };
}
