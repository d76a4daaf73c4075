using System.Text.Json;
using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>廃棄の証明書: which records went, why, and who decided it; itself filed as a record.</summary>
sealed class MakeCertificate(Turns turns, IDatabase database, FileStore files, PaperFonts fonts, CityProfile city, IDocuments documents,
    TimeProvider clock) : IOutboxWork
{
    public const string WorkKind = "documents.certificate";
    public string Kind => WorkKind;
    public string Label => "廃棄の証明書を作る";

    internal sealed record Errand(Guid List);
    sealed record Gone(string Number, string Subject, Fate? Fate, int? Years, string? Reason);

    public async Task Do(OutboxItem item, CancellationToken ct)
    {
        var id = JsonSerializer.Deserialize<Errand>(item.Payload)?.List ?? default;
        await using var db = database.OpenReader();
        var list = await db.Set<DisposalList>().AsNoTracking().FirstAsync(l => l.Id == id, ct);
        if (list.DoneAt is not null) return;
        var gone = await (from i in db.Set<DisposalItem>() where i.ListId == id && i.CarriedAt != null
                          join d in db.Set<Document>() on i.DocumentId equals d.Id
                          orderby d.Number select new Gone(d.Number, d.Subject, i.Fate, i.Years, i.Reason)).ToListAsync(ct);
        var kept = city.Files<RecordClasses>().OfDisposal(clock.Today())
            ?? throw new OutboxFault("廃棄の証明書を綴る文書分類（use: disposal）が、市のファイルにありません。");
        var title = $"{new FiscalYear(list.FiscalYear)}満了文書の廃棄の証明書（{city.Department(list.Department, clock.Today())?.Name}）";
        var stored = await files.Put(Print(title, list, gone).Pdf, title + ".pdf", FileBytes.Pdf, ct);
        await turns.Run(async (_, turn, c) =>
        {
            var mine = await turn.Set<DisposalList>().AsTracking().FirstAsync(l => l.Id == id, c);
            if (mine.DoneAt is not null) return false;
            var face = await documents.File(turn, new(DisposalList.Kind, id, title, kept.Department, kept.Code, clock.Today(),
                clock.Today(), null, "")
            {
                Files = [new(stored.Id, title, FileRole.Body)], Direction = Direction.Drafted,
                CompletedOn = clock.Today()
            }, c);
            stored.UsedBy = face.Id;
            turn.Add(stored);
            mine.Finish(face.Id, clock.GetUtcNow());
            return true;
        });
    }

    PaperFile Print(string title, DisposalList list, List<Gone> gone)
    {
        var paper = new Paper(fonts, title) { Foot = title };
        paper.Text(title, paper.Plain with { Points = 14, Align = Align.Center });
        paper.Skip(6);
        paper.Paragraph($"決裁：{EraDate.Of((list.DecidedAt ?? clock.GetUtcNow()).Day())}　{list.DecidedBy}");
        paper.Paragraph($"実行：{EraDate.Of(clock.Today())}　{gone.Count}件");
        paper.Skip(4);
        paper.Table([["文書番号", "件名", "措置", "理由"], .. gone.Select(g => (IReadOnlyList<string>)[g.Number, g.Subject,
            $"{g.Fate?.Label()}{(g.Years is { } years ? $"{years}年" : "")}", g.Reason ?? "保存年限の満了"])], [42, 62, 20, 36]);
        return paper.Finish();
    }
}
