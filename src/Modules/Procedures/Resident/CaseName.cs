using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Names applications for the receipt of a payment and for the record of who looked.</summary>
sealed class CaseName(Catalogue catalogue) : ISubjectName
{
    public string SubjectKind => Application.Kind;
    public string? Url(Guid subject) => Links.Case(subject);

    public async Task<IReadOnlyDictionary<Guid, SubjectName>> Of(CityDb db, IReadOnlyCollection<Guid> subjects, CancellationToken ct)
    {
        var named = new Dictionary<Guid, SubjectName>();
        foreach (var a in await db.Set<Application>().Where(a => subjects.Contains(a.Id))
            .Select(a => new { a.Id, a.Procedure, a.Definition, a.Number, a.Name }).ToListAsync(ct))
            named[a.Id] = new(Text.Of(l => Title(a.Procedure, a.Number, l)), a.Name,
                Paid((await catalogue.Pinned(db, a.Definition, ct)).Definition));
        return named;
    }

    string Title(string procedure, ReceiptNumber? number, Language l) =>
        catalogue.TitleOf(procedure, l)
            + (number is null ? "" : l.Pick($"（受付番号 {number}）", $"（うけつけ番号 {number}）", $" (receipt number {number})"));

    /// <summary>What a person pays for; null where it costs nothing.</summary>
    public static Text? Paid(Definition definition) => definition.Fee is not { Label: var fee } ? null : Text.Of(l =>
        l.Pick($"{fee.Ja}（{definition.Title.Ja}）", $"{l.Say(fee)}（{l.Say(definition.Title)}）",
            $"{l.Say(fee)} ({l.Say(definition.Title)})"));
}
