using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>
/// What records of other rooms are called, where they are shown, and their paper for deciders: asked by kind and id, so that no room
/// knows the kinds of another. A room registers an <see cref="ISubjectName"/> and an <see cref="ISubjectPaper"/> for each of its own.
/// </summary>
public sealed class Subjects(IEnumerable<ISubjectName> names, IEnumerable<ISubjectPaper> papers)
{
    /// <summary>Names of these records, a question for each kind; what is not there, or of a kind that nobody registered, is left
    /// out.</summary>
    public async Task<IReadOnlyDictionary<Guid, SubjectName>> Names(CityDb db, IEnumerable<(string? Kind, Guid? Id)> subjects,
        CancellationToken ct)
    {
        var found = new Dictionary<Guid, SubjectName>();
        foreach (var some in subjects.Where(s => s.Id is not null).GroupBy(s => s.Kind))
            if (names.FirstOrDefault(n => n.SubjectKind == some.Key) is { } known)
                foreach (var (id, name) in await known.Of(db, [.. some.Select(s => s.Id).OfType<Guid>().Distinct()], ct)) found[id] = name;
        return found;
    }

    /// <summary>Where officers look at it; null where nobody registered the kind, or it has no page.</summary>
    public string? Url(string kind, Guid id) => names.FirstOrDefault(n => n.SubjectKind == kind)?.Url(id);

    /// <summary>The paper of this kind of record; null where deciders get none.</summary>
    public ISubjectPaper? Paper(string kind) => papers.FirstOrDefault(p => p.SubjectKind == kind);
}
