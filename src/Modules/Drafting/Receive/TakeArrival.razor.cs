using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>届いたものを収受する: it is read, gets its number, or is put aside with a reason.</summary>
public sealed partial class TakeArrival
{
    public sealed record Page(Form Form, Form Refusal, Arrival Arrival, IReadOnlyList<(ReceivedFile File, StoredFile Stored)> Files,
        bool Open);
    internal sealed record Refuse([Ask("収受しない理由", Hint = "例：広告のメール。同じものを先に収受した。", MaxLength = 500)] string Reason) : IForm<Refuse>;

    static readonly Deed Looked = Deed.Look("drafting.arrival", "届いたものを見た"), Refused = new("drafting.refused", "届いたものを収受しないことにした"),
        Stamped = new("drafting.received", "文書を収受した");

    public static string Url(Guid id) => $"{ReceivedDesk.Url}/arrivals/{id}";

    internal static void Map(IEndpointRouteBuilder app)
    {
        const string at = ReceivedDesk.Url + "/arrivals/{id:guid}";
        app.MapForm(at, DraftingModule.Receive, Stamped, Build, Ask, Accept, Looked);
        app.MapForm<Refuse>(at + "/refuse", DraftingModule.Receive, Refused, AskRefuse, AcceptRefuse, Looked);
        app.MapPage(at + "/files/{file:guid}", DraftingModule.Receive, Looked, Open);
    }

    static Form Build(Look look, IStaff staff) => new(Stamp.Questions(look, staff));

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var arrival = await look.Find<Arrival>(a => a.Id == id);
        if (look.Afresh)
            form.Fill("subject", arrival.Subject).Fill("sender", arrival.Sender).Fill("on", arrival.At.Day()).Fill("way", $"{arrival.Way}");
        return await View(form, Ui.Questions<Refuse>.Form(), arrival, look, false);
    }

    static async Task<IResult> AskRefuse(Guid id, Form form, Look look, IStaff staff) =>
        await View(Build(look, staff), form, await look.Find<Arrival>(a => a.Id == id), look, true);

    static async Task<IResult> View(Form form, Form refusal, Arrival arrival, Look look, bool open)
    {
        look.Journal.About(Arrival.Kind, arrival.Id);
        var files = await (from f in look.Db.Set<ReceivedFile>().AsNoTracking() where f.Received == arrival.Id
                           join s in look.Db.Set<StoredFile>() on f.File equals s.Id orderby f.Position select new { f, s })
                               .ToListAsync(look.Stop);
        return Show(new(form, refusal, arrival, [.. files.Select(f => (f.f, f.s))], open));
    }

    static async Task<IResult> Open(Guid id, Guid file, Look look, FileStore store) =>
        new SentFile(store, await look.Find<StoredFile>(s => s.Id == file && look.Db.Set<ReceivedFile>()
            .Any(f => f.Received == id && f.File == file)), kept: false);

    internal static async Task<Answer> Accept(Guid id, Form form, Turn turn, IDocuments documents)
    {
        var arrival = await turn.Take<Arrival>(a => a.Id == id);
        if (arrival.Held) throw new Rule("", "保留になっているものは収受できません。送り直してもらうか、収受しない理由を書いてください。");
        arrival.End(turn.Me, turn.Now);
        await Stamp.Put(id, form, arrival.Text, await Stamp.Files(turn, id), turn, documents);
        return Answer.See(ShowReceived.Url(id));
    }

    static async Task<Answer> AcceptRefuse(Guid id, Refuse input, Turn turn)
    {
        (await turn.Take<Arrival>(a => a.Id == id)).End(turn.Me, turn.Now, input.Reason);
        turn.Journal.About(Arrival.Kind, id);
        return Answer.See(ReceivedDesk.Url);
    }
}
