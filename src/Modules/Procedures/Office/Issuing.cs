using Keyaki.Contracts;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>The letter of a case cannot be made now; the message says why in the officer's words.</summary>
sealed class CannotIssue(string why) : Exception(why);

/// <summary>Whether the city can give what a case asks for, asked before it is decided and again while the letter is missing.</summary>
static class Issuing
{
    /// <summary>What keeps the case from being granted, in words; null when nothing does. Asked behind the register's door, never
    /// inside a turn.</summary>
    public static async Task<string?> Hindrance(this IRegister register, Application application, CaseForm form, CancellationToken ct)
    {
        if (form.Definition.Result is not { Document: "certificate" }) return null;
        if (application.Person is not { } person) return "アカウントと住民票の結び付きがないため、証明書を作れません。";
        // Neutral words: the page must not tell an officer without the power who is protected.
        if (await register.Refused(person, ct)) return "この請求は、オンラインでは交付できません。窓口での対応に切り替えてください。";
        if (await register.Household(person, ct) is not { } home) return "請求した方の住民票が、消除されています。";
        return ResidentCertificate.Hindrance(home, person, form);
    }

    /// <summary>もう一度作る: the letter that could not be made is tried anew, now.</summary>
    public static async Task<Answer> Again(Guid id, Turn turn, OutboxBell bell, Outbox outbox)
    {
        var (found, key) = (await CaseAccess.Own(turn, id), id.ToString("N"));
        // The newest: a booking whose day was changed has an errand for each of its papers.
        var errand = await turn.Db.Set<OutboxItem>().AsTracking().Where(i => i.Kind == LetterWork.WorkKind && i.Key.StartsWith(key))
            .OrderByDescending(i => i.CreatedAt).FirstOrDefaultAsync(turn.Stop);
        // An errand that was given up long ago is gone.
        if (errand is null) outbox.Add(turn.Db, LetterWork.WorkKind, key, new LetterErrand(id));
        else if (errand is not { DoneAt: not null, DeadAt: null })
            (errand.DoneAt, errand.DeadAt, errand.Tries, errand.DueAt) = (null, null, 0, turn.Now);
        bell.Ring(Lane.Work);
        turn.Journal.About(found);
        return Answer.See(WorkList.Of(turn.Query).Url(Links.Case(id)));
    }
}
