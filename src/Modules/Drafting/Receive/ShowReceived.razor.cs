using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>収受した文書: its 収受印, its files, who works on it, and what came of it.</summary>
public sealed partial class ShowReceived
{
    public sealed record Page(Received Received, string Department, string By, string? Officer,
        IReadOnlyList<(ReceivedFile File, StoredFile Stored)> Files, IReadOnlyList<Draft> Drafts, bool Works);

    static readonly Deed Looked = Deed.Look("drafting.received.look", "収受した文書を見た");

    public static string Url(Guid id) => $"{ReceivedDesk.Url}/{id}";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(ReceivedDesk.Url + "/{id:guid}", Permission.Officer, Looked, Ask);
        app.MapPage(ReceivedDesk.Url + "/{id:guid}/files/{file:guid}", Permission.Officer, Looked, Open);
    }

    /// <summary>Those of their departments, those that were circulated to them, and those of which a draft that they
    /// decide on came.</summary>
    static async Task<Received> Find(Guid id, Look look, IApprovals approvals, ICirculation circulation)
    {
        look.Journal.About(Received.Kind, id);
        if (await Received.Visible(look).AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, look.Stop) is { } mine) return mine;
        if (await circulation.WasShown(look.Db, Received.Kind, id, look.Me, look.Stop)) return await look.Find<Received>(r => r.Id == id);
        foreach (var draft in await look.Db.Set<Draft>().Where(d => d.Received == id).Select(d => d.Id).ToListAsync(look.Stop))
        {
            await Drafting.Drafts.Read(draft, look, approvals);
            return await look.Find<Received>(r => r.Id == id);
        }
        throw new NotHere();
    }

    static async Task<IResult> Ask(Guid id, Look look, IApprovals approvals, ICirculation circulation, IStaff staff)
    {
        var received = await Find(id, look, approvals, circulation);
        var faces = await staff.Faces(look, [.. new[] { received.By, received.Officer }.OfType<Guid>()]);
        var files = await (from f in look.Db.Set<ReceivedFile>().AsNoTracking() where f.Received == id
                           join s in look.Db.Set<StoredFile>() on f.File equals s.Id orderby f.Position select new { f, s })
                               .ToListAsync(look.Stop);
        return Show(new(received, staff.DepartmentName(received.Department, look.Today), faces.NameOf(received.By),
            received.Officer is { } o ? faces.NameOf(o) : null, [.. files.Select(f => (f.f, f.s))],
            await Drafting.Drafts.Visible(look).AsNoTracking().Where(d => d.Received == id).OrderBy(d => d.At).ToListAsync(look.Stop),
            look.Actor.Can(DraftingModule.Write) && (look.Departments.Contains(received.Department)
                || look.Actor.Can(DraftingModule.Receive) || received.Officer == look.Me)));
    }

    static async Task<IResult> Open(Guid id, Guid file, Look look, IApprovals approvals, ICirculation circulation, FileStore store)
    {
        await Find(id, look, approvals, circulation);
        return new SentFile(store, await look.Find<StoredFile>(s => s.Id == file && look.Db.Set<ReceivedFile>()
            .Any(f => f.Received == id && f.File == file)), kept: false);
    }
}
