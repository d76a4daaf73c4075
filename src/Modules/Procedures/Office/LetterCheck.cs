using Keyaki.Contracts;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>Tells before a decision which characters of its letter no typeface has: the letter is set as it will be, only its number is still to come.</summary>
sealed class LetterCheck(Catalogue catalogue, CityProfile city, IRegister register, PaperFonts fonts, TimeProvider clock)
{
    public async Task<IReadOnlyList<string>> Missing(CityDb db, Application application, CancellationToken ct)
    {
        var (form, today) = (await CaseForm.Of(db, application, catalogue, hidden: false, ct), clock.Today());
        if (form.Definition.Result is not { } result) return [];
        if (result.Document != "certificate")
        {
            var granted = new Disposition { Id = application.Id, ApplicationId = application.Id, Outcome = Outcome.Granted, Grant = application.Grant, At = clock.GetUtcNow() };
            return LetterWork.Notice(application, granted, form, "", today, city).Print(fonts).MissingCharacters;
        }
        if (application.Person is not { } person || await register.Hindrance(application, form, ct) is not null || await register.Household(person, ct) is not { } household) return [];
        return ResidentCertificate.Of(household, person, form, "", today, city).Print(fonts).MissingCharacters;
    }
}
