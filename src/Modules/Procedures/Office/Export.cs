using System.Globalization;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>The filtered work list as a file for a table program, some rows at a time. Every person in them is written to the journal
/// before they leave.</summary>
static class Export
{
    public const string Path = "/office/cases.csv";

    /// <summary>More is cut off, and the last line says so.</summary>
    public const int Most = 5000;

    // A journal entry holds about a hundred persons: a long list is several entries. What leaves together is noted together.
    const int PersonsPerEntry = 100, Together = 200;

    public static async Task<IResult> Ask(
        Look look,
        Catalogue catalogue,
        Search search,
        IStaff staff,
        Turns turns,
        string? waits = null,
        string? procedure = null,
        string? whose = null,
        bool overdue = false,
        string? q = null,
        string? order = null)
    {
        var list = WorkList.Read(waits, procedure, whose, overdue, q, order);
        var rows = await Browse.Rows(list, look, search, Most + 1);
        var faces = await staff.Faces(look, [.. rows.Select(r => r.Assignee).OfType<Guid>().Distinct()]);
        look.Journal.Nothing(); // written below, in as many entries as it takes
        return Results.Stream(Send, "text/csv; charset=utf-8",
            $"cases-{look.Today.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}.csv");

        async Task Send(Stream body)
        {
            var columns = Browse.Shown(list, row => catalogue.TitleOf(row.Procedure), row => row.Assignee is { } officer
                ? faces.GetValueOrDefault(officer)?.Name : null, look.Today, look.City.Calendar, ticks: false);
            await body.WriteAsync(Spreadsheet.Write([columns.Heads]), look.Stop);
            foreach (var some in rows.Take(Most).Chunk(Together))
            {
                await Note(some, turns, look, OfficeDeeds.Export);
                await body.WriteAsync(Spreadsheet.Write(some.Select(columns.Line), follows: true), look.Stop);
                await body.FlushAsync(look.Stop);
            }
            string?[] rest = [$"{Most}件を超えたため、ここまでを出しました。条件を絞ってください。", .. columns.Heads.Skip(1).Select(_ => "")];
            if (rows.Count > Most) await body.WriteAsync(Spreadsheet.Write([rest], follows: true), look.Stop);
        }
    }

    internal static Task Note(IReadOnlyList<Browse.Row> rows, Turns turns, Look look, Deed deed)
    {
        Guid?[] persons = [.. rows.SelectMany(r => new[] { r.Account, r.Person }).Where(p => p is not null).Distinct()];
        return persons.Length == 0 ? Task.CompletedTask : turns.Run((_, db, _) =>
        {
            foreach (var some in persons.Chunk(PersonsPerEntry))
                new Journal().With(some).For(OfficeDeeds.Purpose).Fact("rows", rows.Count)
                    .Write(db, look.Clock, look.Actor, deed);
            return Task.FromResult(true);
        });
    }
}
