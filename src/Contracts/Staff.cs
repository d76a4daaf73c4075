using Keyaki.Kernel;

namespace Keyaki.Contracts.Staff;

/// <summary>An officer as other modules may show one: never a name to residents, only the department.</summary>
public sealed record OfficerFace(Guid Account, string Name, string Post, string PostTitle, string Department, string DepartmentName);

/// <summary>Names of officers for what they did.</summary>
public static class OfficerNames
{
    /// <summary>The officer's name; a word instead for whoever is not known any more.</summary>
    public static string NameOf(this IReadOnlyDictionary<Guid, OfficerFace> faces, Guid officer) =>
        faces.GetValueOrDefault(officer)?.Name ?? "退職・異動した職員";
}

/// <summary>Asks about officers, posts and departments.</summary>
public interface IStaff
{
    /// <summary>Who holds the post on a day (code of the city profile); null while it is vacant. With several holders the first by
    /// name.</summary>
    Task<OfficerFace?> Holder(CityDb db, string post, DateOnly day, CancellationToken ct);

    /// <summary>Everybody who holds one of these posts on a day, each with that post.</summary>
    Task<IReadOnlyList<OfficerFace>> Holders(CityDb db, IReadOnlyCollection<string> posts, DateOnly day, CancellationToken ct);

    /// <summary>The officers of a department on a day, by name.</summary>
    Task<IReadOnlyList<OfficerFace>> Of(CityDb db, string department, DateOnly day, CancellationToken ct);

    /// <summary>The officers whose posts carry this permission on a day and who hold them then, by name; each once, with the highest of
    /// their posts. Asked for one part (<see cref="Permission.At"/>) those who hold it whole or for that part, else those who hold it
    /// whole.</summary>
    Task<IReadOnlyList<OfficerFace>> Holding(CityDb db, string permission, DateOnly day, CancellationToken ct);

    /// <summary>Names, posts and departments as of a day for accounts that were noted somewhere; unknown ones are left out.</summary>
    Task<IReadOnlyDictionary<Guid, OfficerFace>> Faces(CityDb db, IReadOnlyCollection<Guid> accounts, DateOnly day, CancellationToken ct);

    /// <summary>The mail addresses at work of those who have one and still work on that day: a second person agreed to each.</summary>
    Task<IReadOnlyDictionary<Guid, string>> Mails(CityDb db, IReadOnlyCollection<Guid> officers, DateOnly day, CancellationToken ct);

    /// <summary>Lets a decision go to these posts only where it was agreed that they decide what this file of the city is about
    /// (<see cref="Deciding"/>).</summary>
    /// <exception cref="Rule">a second person has not agreed to one of them yet.</exception>
    Task MayDecide(CityDb db, string source, IReadOnlyCollection<string> posts, DateOnly day, CancellationToken ct);

    /// <summary>The posts that somebody holds on the first of these days and nobody any more on the day after the one that is told, up to
    /// the second.</summary>
    Task<IReadOnlyList<(string Post, DateOnly Last)>> Vacating(CityDb db, DateOnly from, DateOnly until, CancellationToken ct);

    /// <summary>Title of a post and name of a department as of a day; of one that is gone what it was called last, the code itself when
    /// unknown.</summary>
    string PostTitle(string post, DateOnly day);
    string DepartmentName(string department, DateOnly day);
}

/// <summary>The same questions as of today, for who handles a request.</summary>
public static class StaffToday
{
    extension(IStaff staff)
    {
        public Task<OfficerFace?> Holder(Look look, string post) => staff.Holder(look.Db, post, look.Today, look.Stop);

        public Task<IReadOnlyList<OfficerFace>> Holders(Look look, IReadOnlyCollection<string> posts) =>
            staff.Holders(look.Db, posts, look.Today, look.Stop);

        public Task<IReadOnlyList<OfficerFace>> Of(Look look, string department) =>
            staff.Of(look.Db, department, look.Today, look.Stop);

        public Task<IReadOnlyList<OfficerFace>> Holding(Look look, string permission) =>
            staff.Holding(look.Db, permission, look.Today, look.Stop);

        public Task<IReadOnlyDictionary<Guid, OfficerFace>> Faces(Look look, IReadOnlyCollection<Guid> accounts) =>
            staff.Faces(look.Db, accounts, look.Today, look.Stop);
    }
}

/// <summary>Which posts decide something, as a file of the city says: where it stands, what it is about, and the posts.</summary>
public sealed record Deciding(string Source, string Title, IReadOnlyList<string> Posts);

/// <summary>A module whose files say who decides. To name another post there gives power, and waits for a second person.</summary>
public interface INameDeciders
{
    IEnumerable<Deciding> Deciders { get; }
}

/// <summary>Two persons agreed on a page to what these decide: the posts may do so from now on, as if a file had said it.</summary>
public sealed record DecidersAgreed(IReadOnlyList<Deciding> All);
