using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Names applications for the receipt of a payment and for the record of who looked.</summary>
sealed class CaseName(Catalogue catalogue) : ISubjectName
{
    public string SubjectKind => Application.Kind;

    public async Task<IReadOnlyDictionary<Guid, SubjectName>> Of(CityDb db, IReadOnlyCollection<Guid> subjects, CancellationToken ct) =>
        (await db.Set<Application>().Where(a => subjects.Contains(a.Id)).Select(a => new { a.Id, a.Procedure, a.Number, a.Name })
            .ToListAsync(ct))
            .ToDictionary(a => a.Id, a => new SubjectName(new Text(Title(a.Procedure, a.Number, Language.Japanese),
                Title(a.Procedure, a.Number, Language.Easy), Title(a.Procedure, a.Number, Language.English)), a.Name));

    string Title(string procedure, ReceiptNumber? number, Language l) =>
        catalogue.TitleOf(procedure, l)
            + (number is null ? "" : l.Pick($"（受付番号 {number}）", $"（うけつけ番号 {number}）", $" (receipt number {number})"));
}
