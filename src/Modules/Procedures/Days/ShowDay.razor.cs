using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>The list of one day: by place and in the order of the towns, to be printed on A4 or taken along as a file.</summary>
public sealed partial class ShowDay
{
    // A journal entry holds about a hundred persons: a long list is several entries.
    const int PersonsPerEntry = 100;

    internal static async Task<IResult> Ask(string procedure, DateOnly day, Look look, DaySheets sheets, Turns turns)
    {
        var sheet = await sheets.Read(look.Db, sheets.Find(procedure, look.Actor), day, look.Actor, look.Stop);
        await Note(sheet, turns, look, DayDeeds.Look);
        return Show(sheet);
    }

    internal static async Task<IResult> Csv(string procedure, DateOnly day, Look look, DaySheets sheets, Turns turns)
    {
        var sheet = await sheets.Read(look.Db, sheets.Find(procedure, look.Actor), day, look.Actor, look.Stop);
        await Note(sheet, turns, look, DayDeeds.Export);
        return Spreadsheet.File(FormattableString.Invariant($"{procedure}-{day:yyyyMMdd}.csv"), Rows(sheet));
    }

    static IEnumerable<IReadOnlyList<string?>> Rows(DaySheet sheet)
    {
        yield return ["場所", "受付番号", "氏名", "フリガナ", .. sheet.Labels];
        foreach (var group in sheet.Groups)
            foreach (var row in group.Rows) yield return [group.Title, row.Number?.ToString(), row.Name, row.Kana, .. row.Answers];
    }

    static async Task Note(DaySheet sheet, Turns turns, Look look, Deed deed)
    {
        look.Journal.Nothing(); // written here, in as many entries as it takes
        var rows = sheet.Groups.SelectMany(g => g.Rows);
        Guid?[] persons = [.. rows.SelectMany(r => new[] { r.Account, r.Person }).Where(p => p is not null).Distinct()];
        if (persons.Length > 0)
            await turns.Run((_, db, _) =>
            {
                foreach (var some in persons.Chunk(PersonsPerEntry))
                    new Journal().With(some).For(OfficeDeeds.Purpose).Fact("day", sheet.Day).Write(db, look.Clock, look.Actor, deed);
                return Task.FromResult(true);
            });
    }
}
