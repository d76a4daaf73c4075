using Keyaki.Tests.Rules;

namespace Keyaki.Tests.Pages;

/// <summary>Tests of a city whose files they change: a copy of Kiyose's, in a folder of the test's own.</summary>
public abstract class OwnFiles : IDisposable
{
    readonly string files = Directory.CreateTempSubdirectory("keyaki-files-").FullName;

    protected OwnFiles() => KiyoseTests.CopyTo(files);

    public void Dispose()
    {
        Directory.Delete(files, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes other words in the place of these.</summary>
    protected void Replace(string file, string right, string wrong)
    {
        var path = Path.Combine(files, file);
        var text = File.ReadAllText(path);
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(right, wrong, StringComparison.Ordinal));
    }

    /// <summary>Writes more behind these words.</summary>
    protected void Write(string file, string after, string more) => Replace(file, after, after + more);

    /// <summary>The file is Kiyose's again.</summary>
    protected void Restore(string file) => File.Copy(Path.Combine(KiyoseTests.Folder(), file), Path.Combine(files, file), overwrite: true);

    /// <summary>Opens this hall again with the files as they are now.</summary>
    protected Task<City> With(City city) => city.Restart(new Dictionary<string, string?> { ["Keyaki:City"] = files });

    protected async Task<City> Open(string database) => await With(await City.Start(database)); // the first one is closed by its restart
}
