namespace Keyaki.Kernel;

/// <summary>The files of a city that belong to one module: in which folder they lie, which of it they are, which schema helps to write
/// them (below `cities/schema`; a star is the file's own name), and what they are read into.</summary>
/// <param name="Folder">Below the city's folder; it need not have the module's name.</param>
/// <param name="Pattern">`*.json`, or the name of one file, which then must be there.</param>
public abstract record CityFiles(string Folder, string Pattern, string? Schema)
{
    public string PathOf(string name) => $"{Folder}/{name}";

    /// <summary>The schema of one of these files; null for tables.</summary>
    public string? SchemaOf(string file) => Schema?.Replace("*", Path.GetFileNameWithoutExtension(file), StringComparison.Ordinal);

    /// <summary>Whether a path in the city's folder is one of these.</summary>
    public bool Holds(string file) => Path.GetDirectoryName(file) == Folder
        && System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(Pattern, Path.GetFileName(file), ignoreCase: false);

    internal abstract void Read(CityReading reading);
}

/// <summary>The same with what the files are read into: the module asks for it with <see cref="CityProfile.Files{T}"/>.</summary>
/// <param name="Reader">Tells every fault and throws nothing.</param>
public sealed record CityFiles<T>(string Folder, string Pattern, string? Schema, Func<CityReading, T> Reader)
    : CityFiles(Folder, Pattern, Schema) where T : class
{
    /// <summary>The versions of what was read, where it has days.</summary>
    public Func<CityReading, T, IEnumerable<FileEdition>>? Editions { get; init; }

    internal override void Read(CityReading reading)
    {
        var files = Reader(reading);
        reading.City.Keep(files);
        if (Editions is { } editions) reading.City.Keep(editions(reading, files));
    }
}

/// <summary>What a module's reader gets.</summary>
/// <param name="Files">In the order of their names; none where the city has none.</param>
/// <param name="City">As far as it is read: the kernel's files, and those of the kinds before.</param>
/// <param name="Tell">Tells a fault of a file that is not there.</param>
public sealed record CityReading(IReadOnlyList<CityFile> Files, CityProfile City, Action<Fault> Tell)
{
    /// <summary>The only one, where the pattern is its name.</summary>
    public CityFile File => Files[0];
}
