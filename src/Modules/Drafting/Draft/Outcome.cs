using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>What the route says of a draft: decided, it is registered in the turn of the decision; sent back or ended, its drafter is
/// told.</summary>
sealed class Outcome(IDocuments documents, IMessages messages, Outbox outbox, TimeProvider clock) : IHear<Decided>, IHear<Remanded>,
    IHear<Ended>
{
    public static readonly Deed Fixed = new("drafting.decided", "起案が決裁された"), Returned = new("drafting.returned", "起案が戻った"),
        Over = new("drafting.ended", "起案が終わった");

    public async Task Hear(Decided said, CityDb db, CancellationToken ct)
    {
        if (await Find(said.SubjectKind, said.SubjectId, db, ct) is not { } draft) return;
        var sheet = await Sheet.Of(draft, db, ct);
        var today = said.At.Day();
        var filed = await documents.File(db, new(Draft.Kind, draft.Id, draft.Subject, draft.Department, draft.RecordClass, today, today,
            null,
            $"{draft.Purpose} {draft.Basis}")
        {
            Direction = draft.Way is Way.None ? Direction.Drafted : Direction.Issued, Officer = draft.By, Body = draft.Body,
            Counterparty = string.Join('、', sheet.Addressees.Select(a => a.Name).Take(5)),
            Files = [.. sheet.Files.Select(f => new FiledFile(f.File.File, Sheet.Named(f),
                FileRole.Attachment))],
            Disclosure = draft.Disclosure, DisclosureReason = draft.Reason,
            RecordFile = draft.RecordFile, Series = draft.Series, Related = [.. sheet.Related.Select(r => r.Document)],
        }, ct);
        draft.Decide(filed.Id, filed.Number, said.At);
        if (draft is { Sealed: false } && draft.Way is not Way.None)
            outbox.Add(db, LetterWork.WorkKind, $"drafting letter {draft.Id:N}", new LetterErrand(draft.Id));
        Journal.Note(db, clock, Drafts.As(said.Decider), Fixed, Draft.Kind, draft.Id);
        await Tell(db, draft, said.Approval, "決裁が済みました", draft.Way is Way.None ? $"文書番号は {filed.Number} です。確かめて、完結にしてください。"
            : $"文書番号は {filed.Number} です。施行してください。", ct);
    }

    public async Task Hear(Remanded said, CityDb db, CancellationToken ct)
    {
        if (await Find(said.SubjectKind, said.SubjectId, db, ct) is not { } draft) return;
        draft.SendBack();
        Journal.Note(db, clock, Drafts.As(said.Decider), Returned, Draft.Kind, draft.Id);
        await Tell(db, draft, said.Approval, "起案が差し戻されました", $"理由：{said.Reason}\n\n直してから、もう一度決裁に回してください。", ct);
    }

    public async Task Hear(Ended said, CityDb db, CancellationToken ct)
    {
        if (await Find(said.SubjectKind, said.SubjectId, db, ct) is not { } draft) return;
        if (said.How is ApprovalState.Retrieved) draft.SendBack();
        else draft.End();
        Journal.Note(db, clock, Drafts.As(said.By), said.How is ApprovalState.Retrieved ? Returned : Over, Draft.Kind, draft.Id);
        if (said.By.Account != draft.By)
            await Tell(db, draft, said.Approval, "起案が終わりました", $"{said.Reason}\n\n続けるときは、再起案してください。", ct);
    }

    static async Task<Draft?> Find(string kind, Guid id, CityDb db, CancellationToken ct) =>
        kind != Draft.Kind ? null : await db.Set<Draft>().AsTracking().FirstAsync(d => d.Id == id, ct);

    Task Tell(CityDb db, Draft draft, Guid approval, string subject, string text, CancellationToken ct) =>
        messages.Send(db, new Message($"drafting {approval:N} {draft.Version}", draft.By, null,
            $"{subject}：{PlainText.Cut(draft.Subject, 60)}",
            $"「{draft.Subject}」\n\n{text}", ShowDraft.Url(draft.Id)), ct);
}
