using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>入力の途中: what an officer has typed in for somebody so far, kept for thirty days like a resident's draft, for the officer and
/// for those of the department.</summary>
static class KeptEntry
{
    public const string Name = "kept", Route = "/keep";

    /// <summary>Those of procedures of these departments, the newest first.</summary>
    public static IQueryable<DraftApplication> Visible(Look look, Catalogue catalogue)
    {
        var (departments, now) = (look.Departments, look.Now);
        var codes = catalogue.Known(look.Today).Where(v => departments.Contains(v.Definition.Department))
            .Select(v => v.Code).Distinct().ToList();
        return look.Db.Set<DraftApplication>().Where(d => d.ApplicantKind == ActorKind.Officer && codes.Contains(d.Procedure)
            && d.ExpiresAt > now);
    }

    /// <summary>The one that the address names; null where it names none.</summary>
    /// <exception cref="NotHere">it is none of theirs.</exception>
    public static async Task<DraftApplication?> Of(Look look, Catalogue catalogue)
    {
        if (!Guid.TryParse(look.Query[Name], out var id)) return null;
        return await Visible(look, catalogue).AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, look.Stop) ?? throw new NotHere();
    }

    /// <summary>途中まで保存する: as it was typed, wrong answers too. Files that were chosen and not sent yet are chosen again.</summary>
    public static async Task<Answer> Keep(string procedure, string channel, Turn turn, Catalogue catalogue, WritingDesk desk)
    {
        var version = Enter.Version(procedure, channel, turn, catalogue);
        // The register is never asked inside a turn, and what was typed is kept without it: who it is about is asked when one goes on.
        var person = Enter.Person(turn, version);
        var form = await Enter.Laid(version, turn, catalogue, desk, turn.Posted,
            new(null, person) { TypedIn = true, Outside = Enter.IsOutside(turn, version) });
        var (json, now) = (AnswersJson.Write(form.Answers), turn.Now);
        Guid id;
        if (await Of(turn, catalogue) is { } before)
        {
            var kept = await turn.Take<DraftApplication>(d => d.Id == before.Id);
            kept.Save(json, 1, now);
            (kept.Channel, kept.ArrivedOn) = (channel, Enter.Arrived(turn));
            id = before.Id;
        }
        else
            turn.Db.Add(new DraftApplication
            {
                Id = id = turn.NewId(), Procedure = procedure, Definition = version.Hash, ApplicantKind = ActorKind.Officer,
                Account = turn.Me, StartedAt = now, Answers = json, SavedAt = now, ExpiresAt = now + DraftApplication.Stay,
                Person = person, Channel = channel, ArrivedOn = Enter.Arrived(turn),
            });
        turn.Journal.About("draft", id, person).Fact("procedure", procedure).Fact("channel", channel);
        return Answer.See(Enter.Url);
    }

    /// <summary>It was received, or is not wanted any more.</summary>
    public static async Task Drop(Turn turn, Catalogue catalogue)
    {
        if (await Of(turn, catalogue) is { } kept) turn.Db.Remove(await turn.Take<DraftApplication>(d => d.Id == kept.Id));
    }
}
