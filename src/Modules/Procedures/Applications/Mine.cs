using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Whose drafts and applications a person sees: those of the account or visit, and those that were begun as a guest with the mail address that was proved.</summary>
public sealed class Mine(MasterKey key)
{
    /// <summary>The keyed hash of a guest's proven address; null for accounts, which are found by their id.</summary>
    public string? KeyOf(Actor actor) => actor is { Kind: ActorKind.Guest, Mail: { } mail } ? Mails.Blind(mail, key) : null;

    public string? Seal(string? mail) => mail is null ? null : Mails.Seal(mail, key);

    /// <summary>The applicant's address in the clear; null when none is known.</summary>
    public string? MailOf(Application application) => application.SealedMail is { } sealedMail ? Mails.Open(sealedMail, key) : null;

    // An account that moved to another address finds what was begun there without one.
    string[] Proven(Actor actor) => actor.Mail is { } mail ? Mails.Blinds(mail, key) : [];

    public IQueryable<Application> Applications(CityDb db, Actor actor)
    {
        var (account, mail) = (actor.Account ?? Guid.Empty, Proven(actor));
        return mail.Length == 0 ? db.Set<Application>().Where(a => a.Account == account) : db.Set<Application>().Where(a => a.Account == account || mail.Contains(a.MailKey));
    }

    static readonly RowBy<DraftApplication, Guid> DraftById = new(d => d.Id);

    /// <summary>The draft with that id, not tracked; null when there is none, it was sent, or it is somebody else's.</summary>
    public async Task<DraftApplication?> Draft(CityDb db, Guid id, Actor actor, CancellationToken ct) =>
        await DraftById.Find(db, id, ct) is { SentAs: null } draft && (draft.Account == actor.Account || draft.MailKey is { } mail && Proven(actor).Contains(mail)) ? draft : null;

    public IQueryable<DraftApplication> Drafts(CityDb db, Actor actor)
    {
        var (account, mail) = (actor.Account ?? Guid.Empty, Proven(actor));
        var waiting = db.Set<DraftApplication>().Where(d => d.SentAs == null);
        return mail.Length == 0 ? waiting.Where(d => d.Account == account) : waiting.Where(d => d.Account == account || mail.Contains(d.MailKey));
    }
}
