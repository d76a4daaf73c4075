using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>Whom a case concerns in the journal: the applicant, the resident record, and for whom somebody else asked.</summary>
static class Concerned
{
    public static Journal About(this Journal journal, Application found) =>
        journal.About(Application.Kind, found.Id, found.Account, found.Person, found.Represented);
}
