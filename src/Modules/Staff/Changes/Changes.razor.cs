using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>権限の確認: what waits for a second person, and what came of it; each officer sees what lies in their office.</summary>
public partial class Changes : View<Changes, Changes.Page>
{
    public const string Url = "/office/officers/changes";

    public sealed record Row(Guid Id, string Words, string By, DateTimeOffset At, bool? Agreed, bool Mine);
    public sealed record Page(IReadOnlyList<Row> Waiting, IReadOnlyList<Row> Done);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, Permission.Officer, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, Second second, IStaff staff)
    {
        var all = look.Db.Set<PowerChange>().AsNoTracking();
        var (waiting, done) = (await all.Where(c => c.Agreed == null).OrderBy(c => c.At)
            .ToListAsync(look.Stop), await all.Where(c => c.Agreed != null).OrderByDescending(c => c.CheckedAt).Take(50)
                .ToListAsync(look.Stop));
        var faces = await staff.Faces(look, [.. waiting.Concat(done).Select(c => c.By).OfType<Guid>().Distinct()]);
        await second.Know(look.Db, [.. waiting, .. done], look.Stop);
        return Show(new(await Rows(waiting), await Rows(done)));

        async Task<IReadOnlyList<Row>> Rows(List<PowerChange> changes)
        {
            var rows = new List<Row>();
            foreach (var c in changes)
                if (await second.Sees(c, look))
                    rows.Add(new(c.Id, await second.InWords(look.Db, c, look.Stop), c.By is { } by ? faces.NameOf(by) : "市の設定ファイル", c.At,
                        c.Agreed,
                        c.Agreed is null && await second.Bars(c, look) is null));
            return rows;
        }
    }
}
