using Keyaki.Contracts;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>What an officer is told before a decision: characters of the letter that no typeface has, and what is doubtful about a certificate.</summary>
public sealed record LetterDoubts(IReadOnlyList<string> Missing, IReadOnlyList<string> Doubts);

/// <summary>Looks at a letter before its decision: it is set as it will be, only its number is still to come.</summary>
sealed class LetterCheck(Catalogue catalogue, CityProfile city, IRegister register, PaperFonts fonts, TimeProvider clock)
{
    public async Task<LetterDoubts> Look(CityDb db, Application application, Actor officer, CancellationToken ct)
    {
        var (form, today) = (await CaseForm.Of(db, application, catalogue, await register.Hides(application, officer, ct), ct), clock.Today());
        if (form.Definition.Result is not { } result) return new([], []);
        if (result.Document != "certificate")
        {
            var granted = new Disposition { Id = application.Id, ApplicationId = application.Id, Outcome = Outcome.Granted, Grant = application.Grant, At = clock.GetUtcNow() };
            return new(LetterWork.Notice(application, granted, form, "", today, city).Print(fonts).MissingCharacters, []);
        }
        if (application.Person is not { } person || await register.Hindrance(application, form, ct) is not null || await register.Household(person, ct) is not { } household) return new([], []);
        return new(ResidentCertificate.Of(household, person, form, "", today, city).Print(fonts).MissingCharacters, ResidentCertificate.Doubts(household, person, form, today));
    }
}
