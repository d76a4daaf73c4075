using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Whose drafts and applications a person sees: those of the account or visit, and those that were begun as a guest with the
/// mail address that was proved.</summary>
public sealed class Mine(MasterKey key)
{
    /// <summary>The keyed hash of a guest's proven address; null for accounts, which are found by their id.</summary>
    public string? KeyOf(Actor actor) => actor is { Kind: ActorKind.Guest, Mail: { } mail } ? Mails.Blind(mail, key) : null;

    /// <summary>The same for an application: of the address of whoever sends the draft, made anew, because the draft's may still be of
    /// a key that is being replaced.</summary>
    public string? KeyOf(DraftApplication draft, Actor actor) =>
        draft.MailKey is null || actor.Mail is not { } mail ? null : Mails.Blind(mail, key);

    /// <summary>The same of an address in the clear.</summary>
    public string? KeyOf(string? mail) => mail is null ? null : Mails.Blind(mail, key);

    public string? Seal(string? mail) => mail is null ? null : Mails.Seal(mail, key);

    /// <summary>The applicant's address in the clear; null when none is known.</summary>
    public string? MailOf(Application application) => application.SealedMail is { } sealedMail ? Mails.Open(sealedMail, key) : null;

    // An account that moved to another address finds what was begun there without one.
    string[] Blinds(Actor actor) => actor.Mail is { } mail ? Mails.Blinds(mail, key) : [];

    public IQueryable<Application> Applications(CityDb db, Actor actor)
    {
        var (account, blinds) = (actor.Account ?? Guid.Empty, Blinds(actor));
        return blinds.Length == 0 ? db.Set<Application>().Where(a => a.Account == account) : db.Set<Application>()
            .Where(a => a.Account == account || blinds.Contains(a.MailKey));
    }

    static readonly RowBy<DraftApplication, Guid> DraftById = new(d => d.Id);

    /// <summary>The draft with that id, not tracked; null when there is none, it was sent, or it is somebody else's.</summary>
    public async Task<DraftApplication?> Draft(CityDb db, Guid id, Actor actor, CancellationToken ct)
    {
        if (await DraftById.Find(db, id, ct) is not { SentAs: null } draft) return null;
        var blinds = Blinds(actor);
        return draft.Account == actor.Account || blinds.Contains(draft.MailKey) ? draft : null;
    }

    public IQueryable<DraftApplication> Drafts(CityDb db, Actor actor)
    {
        var (account, blinds) = (actor.Account ?? Guid.Empty, Blinds(actor));
        var waiting = db.Set<DraftApplication>().Where(d => d.SentAs == null);
        return blinds.Length == 0 ? waiting.Where(d => d.Account == account)
            : waiting.Where(d => d.Account == account || blinds.Contains(d.MailKey));
    }
}
