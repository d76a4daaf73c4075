namespace Keyaki.Kernel;

/// <summary>One thing that is wrong in a city's file: where (file and path) and what, in Japanese for the city's staff.</summary>
public sealed record Fault(string File, string Path, string Message)
{
    public override string ToString() => Path.Length == 0 ? $"{File}: {Message}" : $"{File}: {Path}: {Message}";
}

/// <summary>Collects everything that is wrong, so that a person mends it all in one go.</summary>
public sealed class Faults(string file)
{
    readonly List<Fault> all = [];
    public string File => file;
    public IReadOnlyList<Fault> All => all;

    /// <summary>The languages (easy, en) in which what is read says that it is not written yet: its texts may lack them.</summary>
    public IReadOnlySet<string> Absent { get; set; } = new HashSet<string>();
    public bool None => all.Count == 0;
    public void Add(string path, string message) => all.Add(new(file, path, message));
}
