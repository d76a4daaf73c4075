using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>文書の移し替え: the tables of another system come in, and everything that is kept goes out.</summary>
public sealed partial class MoveDocuments
{
    public const string Url = "/office/moving";
    const int Most = 20;
    static readonly Deed Ordered = new("documents.write-out", "すべての文書の書き出しを申し出た", "ぜんぶの 紙を 書き出したいと 言った",
        "asked for all documents to be written out");

    public sealed record Page(IReadOnlyList<Listing> Sheets, bool Comes, bool Leaves, IReadOnlyList<Run> Runs);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, DocumentsModule.Move, Deed.None, Ask);
        app.MapAct(Url + "/out", DocumentsModule.Move, Ordered, Order);
    }

    static async Task<IResult> Ask(Look look, IEnumerable<Listing> lists, MovingFolders folders) => Show(new(
        [.. lists.OfType<MovingSheet>()], folders.Incoming.Length > 0, folders.Outgoing.Length > 0,
        await look.Db.Set<Run>().AsNoTracking().Where(r => r.Kind == WriteOut.Code).OrderByDescending(r => r.At).ThenBy(r => r.Id)
            .Take(Most).ToListAsync(look.Stop)));

    /// <summary>One that goes on or waits is the one that was meant.</summary>
    static async Task<Answer> Order(Turn turn, MovingFolders folders, WriteOut work)
    {
        if (folders.Outgoing.Length == 0) throw new NotHere();
        if (await turn.Db.Set<Run>().Where(r => r.Kind == WriteOut.Code && r.EndedAt == null && r.Agreed != false).Select(r => (Guid?)r.Id)
            .FirstOrDefaultAsync(turn.Stop) is { } goes)
        {
            turn.Journal.Nothing();
            return Answer.See(ShowRun.Url(goes));
        }
        var run = await Runs.Order(turn.Db, work, turn.Now.Local().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture), "{}", turn.Me,
            trial: false, turn.Clock, turn.Stop);
        turn.Journal.About("run", run);
        return Answer.See(ShowRun.Url(run));
    }
}
