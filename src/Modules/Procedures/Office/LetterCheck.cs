using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>What an officer is told before a decision: characters of the letter that no typeface has, and what is doubtful about a
/// certificate.</summary>
public sealed record LetterDoubts(IReadOnlyList<string> Missing, IReadOnlyList<string> Doubts)
{
    /// <summary>The outcomes whose letter can be looked at before the decision.</summary>
    public IReadOnlyList<Outcome> Previews { get; init; } = [];
}

/// <summary>Looks at a letter before its decision: it is set as it will be, only its number is still to come.</summary>
sealed class LetterCheck(Catalogue catalogue, CityProfile city, IRegister register, PaperFonts fonts, TimeProvider clock)
{
    public async Task<LetterDoubts> Look(CityDb db, Application application, Actor officer, CancellationToken ct)
    {
        var hidden = await register.Hides(application, officer, ct);
        return await Look(application, await CaseForm.Of(db, application, catalogue, hidden, ct), ct) is var seen
            && hidden ? seen with { Previews = [] } : seen;
    }

    async Task<LetterDoubts> Look(Application application, CaseForm form, CancellationToken ct)
    {
        var today = clock.Today();
        if (form.Definition.Result is not { } result) return new([], []);
        Outcome[] refused = result.Refused is null ? [] : [Outcome.Refused];
        if (result.Document != "certificate")
            return new(Notice(application, Outcome.Granted, form, "").Print(fonts).MissingCharacters,
            [])
            { Previews = [Outcome.Granted, .. refused] };
        if (await Home(application, form, ct) is not var (household, person)) return new([], []) { Previews = refused };
        return new(ResidentCertificate.Of(household, person, form, "", today, city).Print(fonts).MissingCharacters,
            ResidentCertificate.Doubts(household, person, form, today))
        { Previews = [Outcome.Granted, .. refused] };
    }

    /// <summary>The letter as it would be, marked as a draft; null where there would be none.</summary>
    public async Task<PaperFile?> Preview(CityDb db, Application application, Outcome outcome, CancellationToken ct)
    {
        var form = await CaseForm.Of(db, application, catalogue, hidden: false, ct);
        if (Dispatch.LetterOf(form.Definition, outcome) is null) return null;
        if (outcome is Outcome.Granted && form.Definition.Result is { Document: "certificate" })
            return await Home(application, form, ct) is not var (household, person) ? null
                : (ResidentCertificate.Of(household, person, form, Draft, clock.Today(), city)
                    with
                { Certification = "これは決定の前に内容を確かめるための案です。証明書ではありません。", SignerName = "" }).Print(fonts);
        var reason = await db.Set<Recommendation>().Where(r => r.ApplicationId == application.Id && r.EndedAt == null
            && r.Outcome == outcome).Select(r => r.Reason).FirstOrDefaultAsync(ct);
        return Notice(application, outcome, form, Draft, reason).Print(fonts);
    }

    const string Draft = "（案・番号は決定のときに付きます）";

    DecisionNotice Notice(Application application, Outcome outcome, CaseForm form, string number, string? reason = null) =>
        LetterWork.Notice(application, new Disposition
        {
            Id = application.Id, ApplicationId = application.Id, Outcome = outcome, Grant = application.Grant, At = clock.GetUtcNow(),
            Reason = outcome is Outcome.Refused ? reason ?? "（ここに、決定のときに書いた理由が入ります）" : null,
        }, form, number, clock.Today(), city);

    /// <summary>The household whose certificate it would be; null when the register does not give it.</summary>
    async Task<(RegisterHousehold, Guid)?> Home(Application application, CaseForm form, CancellationToken ct) =>
        application.Person is { } person && await register.Hindrance(application, form, ct) is null
            && await register.Household(person, ct) is { } household ? (household, person) : null;
}
