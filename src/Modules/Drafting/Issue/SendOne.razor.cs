using Keyaki.Contracts.Drafting;
using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>施行する: one addressee at a time, each with its proof. A mail leaves through the outbox; the rest is noted by whoever sent
/// it.</summary>
public sealed partial class SendOne
{
    public sealed record Input(
        [Ask("施行の方法")] Way Way,
        [Ask("発送の記録", Hint = "メールのほかは必ず書きます。引受番号、受け取った人、掲示した場所など。", MaxLength = 300)] string? Proof = null)
        : IForm<Input>;
    public sealed record Page(Form Form, Draft Draft, Addressee To);

    const int LongestBody = 3_000;
    static readonly Deed Sent = new("drafting.sent", "宛先に施行した");

    public static string Url(Guid draft, Guid to) => $"{ShowDraft.Url(draft)}/send/{to}";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>(MyDrafts.Url + "/{id:guid}/send/{to:guid}", DraftingModule.Write, Sent, Ask, Accept);

    static async Task<IResult> Ask(Guid id, Guid to, Form form, Look look)
    {
        var draft = await look.Find(Drafts.Visible(look).AsNoTracking().Where(d => d.Id == id));
        form.Offer("way", [.. form.OptionsOf(form.Question("way")).Where(o => o.Value != Code(Way.None))]);
        if (look.Afresh) form.Fill("way", Code(draft.Way));
        return Show(new(form, draft, await look.Find<Addressee>(a => a.Id == to && a.Draft == id)));
    }

    internal static async Task<Answer> Accept(Guid id, Guid to, Input input, Turn turn, IMessages messages, Announce announce)
    {
        var draft = await turn.Take(Drafts.Visible(turn).Where(d => d.Id == id));
        var addressee = await turn.Take<Addressee>(a => a.Id == to && a.Draft == id);
        if (draft.Stage is not Stage.Decided) throw new Rule("", $"この起案は「{draft.Words}」です。施行できません。");
        if (draft.Sealed && await SealUse.Of(draft, turn) is not { Agreed: true })
            throw new Rule("", "公印の管理者が確かめてから、施行してください。");
        var enclosed = input.Way is Way.Mail ? await Enclose(draft, addressee, turn) : [];
        addressee.Send(input.Way, input.Proof, turn.Me, turn.Now);
        if (input.Way is Way.Mail && addressee.Mail is { } mail)
            await messages.Send(turn.Db, new Message(MailFate.Key(addressee, turn.Now), null, mail, draft.Subject,
                InWords(draft, addressee, turn))
            { Enclosed = enclosed }, turn.Stop);
        await Issue(draft, to, turn, announce);
        turn.Journal.About(Draft.Kind, id).Fact("way", input.Way.ToString());
        return Answer.See(IssueDraft.Url(id));
    }

    /// <summary>The paper that was made for the addressee, and what is decided to go with it.</summary>
    static async Task<IReadOnlyList<Enclosed>> Enclose(Draft draft, Addressee to, Turn turn)
    {
        var sheet = await Sheet.Of(draft, turn.Db, turn.Stop);
        var paper = await turn.Db.Set<StoredFile>().AsNoTracking().FirstOrDefaultAsync(f => f.Id == to.Paper, turn.Stop)
            ?? throw new Rule("", "宛先に送るPDFを作っています。少し待ってから、もう一度押してください。");
        if (paper.Size + sheet.Leaving.Sum(f => f.Stored.Size) is > Enclosed.Most and var bytes)
            throw new Rule("way", $"送るファイルが合わせて{bytes / 1_000_000.0:0.0}MBあります。メールで送れるのは{Enclosed.Most / 1_000_000}MBまでです。"
                + "ほかの方法で施行してください。");
        return [new(paper.Id, paper.Name), .. sheet.Leaving.Select(f => new Enclosed(f.Stored.Id, WithEnding(f)))];
    }

    /// <summary>A title of the office's own, with the ending by which the reader's machine knows what opens it.</summary>
    static string WithEnding((DraftFile File, StoredFile Stored) f) =>
        Path.GetExtension(f.Stored.Name) is var end && Sheet.Named(f).EndsWith(end, StringComparison.OrdinalIgnoreCase)
            ? Sheet.Named(f) : Sheet.Named(f) + end;

    static string Code(Way way) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(way.ToString());

    /// <summary>A body that is too long for a mail is read in the paper that goes with it.</summary>
    static string InWords(Draft draft, Addressee to, Turn turn) => $"""
        {draft.Number}
        {EraDate.Of(turn.Today)}

        {to.Name}　様

        {turn.City.City.MayorTitle}　{turn.City.City.MayorName}

        {(draft.Body.Length <= LongestBody ? draft.Body : "本文は、添付のPDFをご覧ください。")}
        """;

    /// <summary>The draft is issued once nobody waits for it any more; other rooms hear of it.</summary>
    internal static async Task Issue(Draft draft, Guid just, Turn turn, Announce announce)
    {
        if (await turn.Db.Set<Addressee>().AnyAsync(a => a.Draft == draft.Id && a.Id != just && a.SentAt == null, turn.Stop)) return;
        var again = draft.IssuedAt is not null;
        draft.Issue(turn.Now);
        if (again) return;
        await announce.Say(new Issued(Draft.Kind, draft.Id, draft.Document ?? default, draft.Number ?? "", draft.Subject, draft.Body,
            draft.Way is Way.Publish, turn.Now), turn.Db, turn.Stop);
    }
}
