namespace Keyaki.Kernel;

/// <summary>Who may act: nobody known, a guest (with a proven mail address, or only a visit where nobody is asked who they
/// are), a resident's account, an officer, the program itself, or another system of the city with its token.</summary>
public enum ActorKind { Anonymous, Guest, Resident, Officer, System, Machine }

/// <summary>Something that a person may do; declared once, checked at the route. <see cref="Public"/> is held by everybody.</summary>
public sealed record Permission(string Code, string Label)
{
    /// <summary>What a power may narrow it to (`department`, `facility`, `layer`, `field`); null where it is had whole or not at all. Who
    /// asks for such a permission asks <see cref="Actor.Within"/>, too.</summary>
    public string? Scope { get; init; }

    /// <summary>Only another system can have it, by a token; no post gives it, and no visit counts for it.</summary>
    public bool ByToken { get; init; }

    /// <summary>How a power over one part of it is written down.</summary>
    public static string At(string code, string part) => $"{code}@{part}";

    /// <summary>The code without the part.</summary>
    public static string Whole(string power) => power.Split('@')[0];

    /// <summary>Whether these powers hold this one, whole or just that part.</summary>
    public static bool Has(IReadOnlySet<string> powers, string power) => powers.Contains(power) || powers.Contains(Whole(power));

    /// <summary>Anybody, signed in or not.</summary>
    public static readonly Permission Public = new("public", "だれでも");

    /// <summary>A guest, or a resident with an account: whoever comes back to their own drafts and cases.</summary>
    public static readonly Permission Applicant = new("applicant", "申請者本人");

    /// <summary>A resident with an account.</summary>
    public static readonly Permission Resident = new("resident", "利用者アカウントの本人");

    /// <summary>A resident whom the register knows, and who showed their card in this visit.</summary>
    public static readonly Permission Card = new("card", "マイナンバーカードで確かめた本人");

    /// <summary>Any signed-in officer.</summary>
    public static readonly Permission Officer = new("officer", "職員");

    /// <summary>A machine that proves itself by a signature of its own (webhooks).</summary>
    public static readonly Permission Machine = new("machine", "署名で確かめる外部システム");
}

/// <summary>Who acts in this request: account and, for an officer, the post and department held at this moment.</summary>
public sealed record Actor(ActorKind Kind, Guid? Account = null, string Name = "", string? Post = null, string? Department = null)
{
    public static readonly Actor Nobody = new(ActorKind.Anonymous);
    public static readonly Actor Program = new(ActorKind.System, Name: "けやき");

    /// <summary>Codes of the permissions that posts gave this officer.</summary>
    public IReadOnlySet<string> Permissions { get; init; } = new HashSet<string>();

    /// <summary>All posts held on the day of the request (an officer may hold two).</summary>
    public IReadOnlyList<string> Posts { get; init; } = [];

    /// <summary>The departments of these posts on that day; without a post none.</summary>
    public IReadOnlyList<string> Departments { get; init; } = [];

    /// <summary>These departments and those that ended and whose work they go on with: whose records lie in the actor's office.</summary>
    public IReadOnlyList<string> Offices { get => offices ?? Departments; init => offices = value; }
    readonly IReadOnlyList<string>? offices;

    /// <summary>The session row that this actor came with; null for the program.</summary>
    public Guid? Session { get; init; }

    /// <summary>The mail address that a guest or an account proved; null for a guest who was not asked for one.</summary>
    public string? Mail { get; init; }

    /// <summary>The resident record that this account is linked to, by an officer or by the card; null while unlinked.</summary>
    public Guid? Person { get; init; }

    /// <summary>The person showed their card in this visit.</summary>
    public bool Card { get; init; }

    /// <summary>online for residents, office for officers, system for the program, machine for another system; kept in the
    /// journal.</summary>
    public string Channel => Kind switch
    {
        ActorKind.Officer => "office",
        ActorKind.System => "system",
        ActorKind.Machine => "machine",
        _ => "online",
    };

    public bool Can(Permission p) => p.Code switch
    {
        "public" or "machine" => true,
        "applicant" => Kind is ActorKind.Guest or ActorKind.Resident,
        "resident" => Kind is ActorKind.Resident,
        "card" => Kind is ActorKind.Resident && Card && Person is not null,
        "officer" => Kind is ActorKind.Officer,
        _ => (p.ByToken ? Kind is ActorKind.Machine : Kind is ActorKind.Officer or ActorKind.System)
            && (Permissions.Contains(p.Code) || p.Scope is not null && Within(p) is { Count: > 0 }),
    };

    /// <summary>The parts of something to which the permission is narrowed; null where it is had whole.</summary>
    public IReadOnlyList<string>? Within(Permission p) => Permissions.Contains(p.Code) ? null
        : [.. Permissions.Where(x => x.StartsWith($"{p.Code}@", StringComparison.Ordinal)).Select(x => x[(p.Code.Length + 1)..]).Order()];

    /// <summary>Whether it may be done in this part.</summary>
    public bool Can(Permission p, string part) => Can(p) && (Within(p)?.Contains(part) ?? true);
}
