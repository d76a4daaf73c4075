using System.Text.Json;
using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Drafting;

/// <summary>Which draft's papers are to be made.</summary>
public sealed record LetterErrand(Guid Draft);

/// <summary>Makes the paper of each addressee once it may leave: decided and, where it bears a seal, agreed to by the keeper. It is signed,
/// kept, and attached to the registered document. Doing it twice makes one paper.</summary>
sealed class LetterWork(IDatabase database, Turns turns, CityProfile city, PaperFonts fonts, FileStore files, SealKeys seals) : IOutboxWork
{
    public const string WorkKind = "drafting.letter";
    public static readonly Deed Made = new("drafting.letter", "施行する文書を作った");

    public string Kind => WorkKind;
    public string Label => "施行する文書のPDFを作る";

    public async Task Do(OutboxItem item, CancellationToken ct)
    {
        var errand = JsonSerializer.Deserialize<LetterErrand>(item.Payload)
            ?? throw new InvalidOperationException("an errand without a draft");
        Sheet sheet;
        SealUse? use;
        await using (var db = database.OpenReader())
        {
            sheet = await Sheet.Of(await db.Set<Draft>().AsNoTracking().FirstAsync(d => d.Id == errand.Draft, ct), db, ct);
            use = await db.Set<SealUse>().AsNoTracking().Where(s => s.Draft == errand.Draft && s.Agreed == true).FirstOrDefaultAsync(ct);
        }
        if (sheet.Draft.Document is null || sheet.Draft.Sealed && use is null) return;
        foreach (var to in sheet.Addressees.Where(a => a.Paper is null)) await Make(sheet, to, use, ct);
    }

    OfficialSeal SealOf(SealUse use)
    {
        var seal = city.Files<DraftingFiles>().Seals.First(s => s.Code == use.Seal);
        return seals.Of(seal.Code, seal.Title)
            ?? throw new OutboxFault($"「{seal.Title}」の証明書（{seal.Code}.pfx）が、公印のフォルダーにないか、期限が切れています");
    }

    async Task Make(Sheet sheet, Addressee to, SealUse? use, CancellationToken ct)
    {
        var letter = Letter.Of(sheet, to, city, (use?.CheckedAt ?? sheet.Draft.DecidedAt ?? to.SentAt ?? default).Day());
        var printed = letter.Print(fonts);
        var pdf = printed.Pdf;
        if (use is not null && letter.SealAt is var (left, top, side))
            pdf = await PaperSeal.Sign(pdf, SealOf(use),
                new(1, left, top, side), $"{sheet.Draft.Number} {sheet.Draft.Subject}", fonts);
        // Never two of one name: each addressee has a paper of their own.
        var title = $"{sheet.Draft.Number}（{to.Position + 1}）{to.Name}";
        var stored = await files.Put(pdf, PlainText.Cut(title, 100) + ".pdf", FileBytes.Pdf, ct);
        await turns.Run(Made, async (services, db, journal, stop) =>
        {
            journal.About(Draft.Kind, sheet.Draft.Id).Fact("missing-characters", printed.MissingCharacters.Count);
            var addressee = await db.Set<Addressee>().AsTracking().FirstAsync(a => a.Id == to.Id, stop);
            if (addressee.Paper is not null) return;
            addressee.Keep(stored.Id);
            stored.UsedBy = sheet.Draft.Document;
            db.Add(stored);
            await services.GetRequiredService<IDocuments>().Attach(db, sheet.Draft.Document ?? default,
                new FiledFile(stored.Id, PlainText.Cut(title, 200), FileRole.Issued), stop);
        });
    }
}
