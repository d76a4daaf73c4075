using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Documents;

/// <summary>不開示部分の一覧: on which page how much is covered and why. It says nothing of what stands beneath.</summary>
public sealed partial class ListCovered
{
    public sealed record Row(int Page, string What, string Number, string Reason);
    public sealed record Page(Document Document, DisclosedCopy Copy, CopyStage Stage, IReadOnlyList<Row> Rows);

    internal static async Task<IResult> Ask(Guid copy, Look look, IRegister register)
    {
        var (document, mine, last) = await Copies.Find(copy, look, register);
        return Show(new(document, mine, mine.Stage(last),
            [.. (await Copies.Marks(look.Db, copy, look.Stop)).GroupBy(m => (m.Page, m.Number, m.Reason)).OrderBy(g => g.Key.Page)
                .ThenBy(g => g.Key.Number, StringComparer.Ordinal).Select(g => new Row(g.Key.Page, g.Any(m => m.IsPage) ? "ページ全部"
                    : $"{g.Count()}か所", g.Key.Number, g.Key.Reason))]));
    }
}
