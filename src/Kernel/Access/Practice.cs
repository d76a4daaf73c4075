#if PRACTICE
using System.Security.Cryptography;
using System.Text;

namespace Keyaki.Kernel;

/// <summary>
/// What the persons of the story town sign in with, for practice and tests. It is not compiled into a release, and used in development
/// only: a city in service has no account that nobody made.
/// </summary>
public static class Practice
{
    public const string Password = "keyaki-renshu-2026";
    static readonly Lazy<string> Hash = new(() => Kernel.Credential.Hash(Password));

    /// <summary>The authenticator app's secret of a person of the story.</summary>
    public static byte[] Secret(string login) => SHA256.HashData(Encoding.UTF8.GetBytes("practice " + login))[..20];

    /// <summary>A code that the app shows next to the current one, for tests that sign in twice in one step.</summary>
    public static string Code(string login, DateTimeOffset at) => Totp.CodeAt(Secret(login), Totp.StepAt(at));

    /// <summary>Gives an account the practice password, and an app when it is to have one.</summary>
    public static Credential Credential(Guid account, ActorKind kind, string label, string login, bool app, MasterKey key,
        TimeProvider clock)
    {
        var credential = new Credential
        {
            Account = account, Kind = kind, Label = key.Seal(label, Kernel.Credential.LabelPurpose),
            At = clock.GetUtcNow()
        };
        credential.Use(Hash.Value, clock.GetUtcNow());
        if (app) credential.Use(Secret(login), 0, key, clock.GetUtcNow());
        return credential;
    }
}

/// <summary>A person of the story whom one can become with a click, in development.</summary>
public sealed record PracticePerson(Guid Account, ActorKind Kind, string Name, string What, string Login, bool App);

/// <summary>A module tells which of its accounts are persons of the story.</summary>
public interface IPracticePersons
{
    Task<IReadOnlyList<PracticePerson>> Persons(CityDb db, CancellationToken ct);
}
#endif
