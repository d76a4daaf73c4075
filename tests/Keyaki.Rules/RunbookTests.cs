using Keyaki.Kernel;
using Keyaki.Procedures;

namespace Keyaki.Tests.Rules;

/// <summary>What the runbooks write out is what works.</summary>
public sealed class RunbookTests : IDisposable
{
    readonly string copy = Directory.CreateTempSubdirectory("keyaki-runbook").FullName;

    public RunbookTests() => KiyoseTests.CopyTo(copy);

    public void Dispose() => Directory.Delete(copy, recursive: true);

    static string Read(params string[] path) => File.ReadAllText(Path.Combine([KiyoseTests.Root, .. path]));

    [Fact]
    public void 手続の作り方に書いてある手続は_そのまま市の手続になる()
    {
        var json = Read("docs", "new-procedure.md").Split("```json\n")[1].Split("```")[0];
        File.WriteAllText(Path.Combine(copy, "procedures", "flower-seedlings.json"), json);
        var made = KiyoseTests.Load(copy).Files<Definitions>().All.Single(v => v.Code == "flower-seedlings");
        Assert.Equal("花の苗の申し込み", made.Definition.Title.Ja);
        Assert.Contains("\"flower-seedlings\"", json, StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(copy, "procedures", "flower-seedlings.json"),
            json.Replace("\"kankyo\"", "\"hanayasan\"", StringComparison.Ordinal));
        Assert.Contains("hanayasan", Assert.Throws<BrokenProfile>(() => KiyoseTests.Load(copy)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void 自分だけの動きのない台帳は_60行より短い()
    {
        static int Lines(string text) => text.Split('\n').Count(l => l.Trim().Length > 0);
        // The record, its choices, its fields and its register; and what the module, its table and its navigation say of it.
        Assert.InRange(Lines(Read("tests", "Keyaki.Rules", "Playground.cs")) + 4, 1, 59);
        Assert.InRange(Lines(Read("docs", "new-register.md").Split("```csharp\n")[1].Split("```")[0]) + 4, 1, 59);
        var paperwork = Read("src", "Modules", "Assets", "Registers", "Paperwork.cs").Split("/// <summary>");
        Assert.InRange(paperwork.Where(p => p.Contains("Licence", StringComparison.Ordinal)).Sum(Lines) + 4, 1, 59);
    }
}
