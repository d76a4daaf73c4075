using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;

namespace Keyaki.Tests.Architecture;

/// <summary>What must stand in few places of the program, or nowhere: docs/security names each place and its reason.</summary>
public sealed partial class SecuritySourceTests
{
    /// <summary>A dangerous thing, as it is written, and the only files in which it may stand.</summary>
    static readonly IReadOnlyList<(string Pattern, string[] Places)> Dangerous =
    [
        (@"\bProcess(StartInfo)?\b(?=[\s.(])", ["src/Kernel/Data/PostgresDatabase.cs", "src/Kernel/Files/OtherProgram.cs"]),
        (@"\bunsafe\b", []),
        (@"BinaryFormatter|NetDataContractSerializer|LosFormatter|TypeNameHandling", []),
        (@"new Regex\(|Regex\.(Match|IsMatch|Replace|Split)\(|RegexOptions\.NonBacktracking",
            ["src/Modules/Plan/Versions/Editors/Editor.cs", "src/Modules/Procedures/Search/SearchKey.cs"]),
        (@"CSharpScript|Assembly\.Load|AssemblyLoadContext", []),
        (@"\bMD5\b|\bSHA1\b|\bDES\b|\bRC2\b|CipherMode|RSAEncryptionPadding", []),
        (@"HMACSHA1", ["src/Kernel/Access/Totp.cs"]),
        (@"ServerCertificateCustomValidationCallback|RemoteCertificateValidationCallback|DangerousAcceptAny",
            // Asked only whether a page is there, after its certificate was told to be wrong (0066).
            ["src/Modules/Website/Links/LinkDoor.cs"]),
        (@"new Random\b|Random\.Shared", ["src/Kernel/Data/PostgresDatabase.cs", "src/Kernel/Outbox/OutboxWorker.cs",
            // A story is drawn from a seed, so that it is told twice alike.
            "src/Modules/Residents/StoryCrowd.cs"]),
        (@"new AesGcm", ["src/Kernel/Keys/MasterKey.cs"]),
        // No document type, no resolver (0024); the reader is a program of its own.
        (@"XElement\.Parse|XDocument|XmlReader|XmlDocument",
            ["src/Kits/Import/Workbook.cs", "src/Reader/PageWords.cs", "src/Reader/SheetText.cs", "src/Reader/WordText.cs"]),
        (@"CreateClient\(", ["src/Modules/Messages/Development/MailSink.razor.cs",
            "src/Modules/Payments/Provider/HostedCheckoutProvider.cs",
            "src/Modules/Residents/Card/CardProvider.cs",
            // Its own page, at the city's own address; and links, never into the private network.
            "src/Modules/Website/Channels/Dispatching.cs", "src/Modules/Website/Links/LinkProbe.cs"]),
    ];

    [Fact]
    public void 危ない働きは_決めた場所にだけある()
    {
        var sources = Source.Files("src", ".cs", ".razor").ToList();
        Assert.NotEmpty(sources);
        var found = from source in sources
                    from d in Dangerous
                    where !d.Places.Contains(source.Path) && Regex.IsMatch(WithoutComments(source.Text), d.Pattern)
                    select $"{source.Path}: {d.Pattern}";
        Assert.Empty(found);
        // A place that no longer needs its exception loses it.
        var idle = from d in Dangerous
                   from place in d.Places
                   where sources.Find(s => s.Path == place).Text is not { } text || !Regex.IsMatch(text, d.Pattern)
                   select $"{place}: {d.Pattern}";
        Assert.Empty(idle);
    }

    static string WithoutComments(string code) => Comment().Replace(code, "");

    [Fact]
    public void SQLの文には_値をつないで入れていない()
    {
        // FromSql and ExecuteSql make parameters of what stands in braces; the Raw ones and CommandText do not.
        var raw = from source in Source.Files("src", ".cs")
                  from Match m in RawSql().Matches(source.Text)
                  select $"{source.Path}: {m.Value.Trim()}";
        Assert.Empty(raw);
    }

    [Fact]
    public void スクリプトは文字を文字としてだけ置く()
    {
        string[] never = ["innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "Function(", "sessionStorage",
            "indexedDB", "document.cookie", "postMessage", "JSONP", "__proto__"];
        var scripts = Source.Files("src", ".js").ToList();
        // The one whole document that is written is the server's own answer to a form with files.
        Assert.Equal(["document.write(request.responseText);"], scripts.SelectMany(s => s.Text.Split('\n')).Select(l => l.Trim())
            .Where(l => l.Contains("document.write", StringComparison.Ordinal)));
        // What stays in the browser is how large somebody wants to read, and whether with readings: no word that anybody typed.
        Assert.Equal(["if (localStorage.getItem(input.name) === input.value) input.checked = true;",
            "input.addEventListener('change', () => localStorage.setItem(input.name, input.value));"],
            scripts.SelectMany(s => s.Text.Split('\n')).Select(l => l.Trim())
                .Where(l => l.Contains("localStorage", StringComparison.Ordinal)));
        Assert.NotEmpty(scripts);
        Assert.Empty(from script in scripts from word in never where script.Text.Contains(word,
            StringComparison.Ordinal) select $"{script.Path}: {word}");
    }

    [Fact]
    public void 使う部品はすべて版が決まり_控えがある()
    {
        var versions = XDocument.Load(Path.Combine(City.Root, "Directory.Packages.props")).Descendants("PackageVersion").ToList();
        Assert.NotEmpty(versions);
        Assert.All(versions, v => Assert.Matches(@"^\d+(\.\d+)+$", v.Attribute("Version")?.Value ?? ""));
        var projects = Source.Files("src", ".csproj").Concat(Source.Files("tests", ".csproj")).Concat(Source.Files("tools", ".csproj"))
            .ToList();
        foreach (var (project, text) in projects)
        {
            Assert.DoesNotMatch("""PackageReference[^>]*Version=""", text);
            var folder = Path.GetDirectoryName(project) ?? "";
            using var held = JsonDocument.Parse(File.ReadAllText(Path.Combine(City.Root, folder, "packages.lock.json")));
            var packages = held.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(f => f.Value.EnumerateObject());
            Assert.Empty(packages.Where(p => p.Value.GetProperty("type").GetString() != "Project"
                && !p.Value.TryGetProperty("contentHash", out _)).Select(p => $"{folder}: {p.Name}"));
        }
    }

    [Fact]
    public void パスワードの控えは_時間のかかる関数で作る()
    {
        // The framework's format: a mark, then the function, the rounds and the salt's length, four bytes each.
        var hash = Convert.FromBase64String(Credential.Hash("keyaki no ki no shita de"));
        static int Number(byte[] from, int at) => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(from.AsSpan(at));
        Assert.Equal((1, 2), (hash[0], Number(hash, 1))); // 2 is HMAC-SHA-512
        Assert.True(Number(hash, 5) >= 100_000 && Number(hash, 9) >= 16);
        Assert.NotEqual(Credential.Hash("keyaki no ki no shita de"), Convert.ToBase64String(hash));
    }

    [Fact]
    public void あてられては困る数は_予測できない乱数から作る()
    {
        var tokens = Enumerable.Range(0, 1000).Select(_ => Doors.Open(TimeProvider.System, ActorKind.Resident, default).Token).ToList();
        Assert.Equal(1000, tokens.Distinct().Count());
        Assert.All(tokens, t => Assert.Matches("^[0-9a-f]{64}$", t));
        // Each place of 256 random bits is set in about half of the tokens: a counter or a clock would leave some still.
        for (var place = 0; place < 64; place++) Assert.True(tokens.Select(t => t[place]).Distinct().Count() == 16, $"{place}");
    }

    [GeneratedRegex(@"//.*?$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?:SqlRaw(?:Async)?|SqlQueryRaw)\(\s*\$|CommandText\s*=\s*\$|CommandText\s*\+=")]
    private static partial Regex RawSql();
}
