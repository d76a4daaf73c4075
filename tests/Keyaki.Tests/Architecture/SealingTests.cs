using System.Text.RegularExpressions;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.Architecture;

/// <summary>Nothing that the master key seals is forgotten when the key is replaced.</summary>
public sealed class SealingTests
{
    const string Arguments = @"\((?<args>(?:[^()]|\((?<d>)|\)(?<-d>))*(?(d)(?!)))\)";

    static readonly Regex Call =
        new(@"(?:\b(?:key|master|masterKey)|GetRequiredService<MasterKey>\(\))\.(?:Seal|Open|OpenFresh|Blind|Blinds|Reseal)" + Arguments);
    static readonly Regex Constant = new(@"(?<name>\w+) = ""(?<value>[^""]*)""");

    static IEnumerable<(string File, string Text)> Source() =>
        Directory.EnumerateFiles(Path.Combine(City.Root, "src"), "*.*", SearchOption.AllDirectories)
        .Where(f => Path.GetExtension(f) is ".cs" or ".razor" && !f.Contains("/obj/", StringComparison.Ordinal)
            && !f.Contains("/bin/", StringComparison.Ordinal))
        .Select(f => (Path.GetRelativePath(City.Root, f), File.ReadAllText(f)));

    [Fact]
    public async Task 封じる目的はどれも_どの列のものかがモデルに書いてある()
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false);
        var declared = await city.Read(db => Task.FromResult(Sealing.Declared(db.Model)));
        var calls = new List<string>();
        foreach (var (file, text) in Source().Where(s => s.Text.Contains("MasterKey", StringComparison.Ordinal)
            && Path.GetFileName(s.File) is not ("MasterKey.cs" or "Rotation.cs")))
            foreach (Match call in Call.Matches(text))
            {
                var purposes = Purposes(Last(call.Groups["args"].Value), text).ToList();
                calls.AddRange(purposes);
                Assert.True(purposes.Count > 0, $"{file}: {call.Value}: the purpose must be a literal or a constant");
                Assert.All(purposes, p => Assert.True(
                    declared.Contains(p) || Sealing.Passing.Contains(p),
                    $"{file}: no column declares the purpose {p}: IsSealed, IsBlind or IsKeyedHash"));
            }
        Assert.Superset(new HashSet<string> { "mail", "totp", "journal", "messages.text", "attempts", "submission" }, calls.ToHashSet());
    }

    [Fact]
    public async Task 封じた列の名の列はどれも_目的を書いてあり_鍵を替えるときに数えられる()
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false);
        await using var db = city.Database.OpenReader();
        var named = db.Model.GetEntityTypes().SelectMany(t => t.GetProperties().Select(p => (Of: t, Column: p)))
            .Where(c => c.Column.ClrType == typeof(string) && Regex.IsMatch(c.Column.Name, "^(Sealed|Blind)|^MailKey$")).ToList();
        Assert.True(named.Count > 10);
        Assert.All(named, c => Assert.True(
            c.Column.GetAnnotations().Any(a => a.Name is "Keyaki:Sealed" or "Keyaki:Blind" or "Keyaki:Hashed"),
            $"{c.Of.ClrType.Name}.{c.Column.Name}"));
        // What is carried over goes by the id of its row; a place that cannot be walked would be found only on the day of a rotation.
        foreach (var type in named.Where(c => !c.Column.GetAnnotations().Any(a => a.Name == "Keyaki:Hashed")).Select(c => c.Of).Distinct())
            Assert.Equal(typeof(Guid), Assert.Single(type.FindPrimaryKey()?.Properties ?? []).ClrType);
    }

    static readonly Regex Allowed =
        new(@"blinds\.Contains\(\w+\.{column}\)|\w+\.{column} (?:==|!=) null|\w+\.{column} is (?:not )?null|(?:Property|HasIndex)\(\w+ => (?:new \{ )?\w+\.{column}\b|SetProperty\(\w+ => \w+\.{column}, \(string\?\)null\)|cref=""[\w.]*{column}""");

    /// <summary>While a key is replaced a row lies under either one: who compares with one hash alone, or copies it into another row,
    /// loses somebody's row.</summary>
    [Fact]
    public async Task 見えない形の列は_両方の鍵を問う比べ方でだけ比べられ_ほかの行から写されない()
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false);
        await using var db = city.Database.OpenReader();
        var columns = db.Model.GetEntityTypes().SelectMany(t => t.GetProperties()).Where(p => p.FindAnnotation("Keyaki:Blind") is not null)
            .Select(p => p.Name).ToHashSet();
        Assert.Superset(new HashSet<string> { "BlindMail", "MailKey" }, columns);
        foreach (var (file, text) in Source())
        {
            foreach (var column in columns.Where(c => text.Contains(c, StringComparison.Ordinal)))
            {
                var rest = Regex.Replace(text, Allowed.ToString().Replace("{column}", column, StringComparison.Ordinal), "");
                foreach (var line in rest.Split('\n')) Assert.False(Regex.IsMatch(line, $@"\w\.{column}\b"), $"{file}: {line.Trim()}");
            }
            // What is asked for is never less than both forms.
            if (!text.Contains("blinds.Contains(", StringComparison.Ordinal)) continue;
            var made = text.Split('\n').Where(l => Regex.IsMatch(l, @"\bblinds(, \w+\))? = ")).ToList();
            Assert.True(made.Count > 0 && made.All(m => m.Contains("Blinds(", StringComparison.Ordinal)),
                $"{file}: {string.Join(" / ", made)}");
        }
    }

    /// <summary>The last argument of a call.</summary>
    static string Last(string args)
    {
        var (depth, quoted, from) = (0, false, 0);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == '"') quoted = !quoted;
            if (quoted) continue;
            if (args[i] is '(' or '[') depth++;
            if (args[i] is ')' or ']') depth--;
            if (args[i] == ',' && depth == 0) from = i + 1;
        }
        return args[from..].Trim();
    }

    static IEnumerable<string> Purposes(string argument, string text)
    {
        if (argument.StartsWith('"')) return [argument[1..argument.IndexOf('"', 1)]];
        var name = argument[(argument.LastIndexOf('.') + 1)..];
        // The constant of this file, or of the class that is named.
        var owner = argument.Contains('.', StringComparison.Ordinal) ? argument.Split('.')[^2] : null;
        var here = owner is null ? [text] : Source().Where(s => Regex.IsMatch(s.Text, $@"class {owner}\b")).Select(s => s.Text);
        return here.SelectMany(t => t.Split('\n')).Where(l => l.Contains("const string ", StringComparison.Ordinal))
            .SelectMany(l => Constant.Matches(l)).Where(m => m.Groups["name"].Value == name).Select(m => m.Groups["value"].Value)
            .Distinct();
    }
}
