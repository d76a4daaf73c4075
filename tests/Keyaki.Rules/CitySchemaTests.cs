using Keyaki.Kernel;

namespace Keyaki.Tests.Rules;

/// <summary>Whoever writes a city's files is helped by the schemas; the program reads the same files and is stricter, and neither may
/// contradict the other.</summary>
public sealed class CitySchemaTests
{
    static readonly string City = Path.GetFullPath(KiyoseTests.Folder());
    static readonly string Schemas = Path.Combine(City, "..", "schema");

    static string Schema(string file) =>
        Path.Combine(Schemas, Kinds.FirstOrDefault(k => k.Holds(file))?.SchemaOf(file) ?? file);

    static IEnumerable<CityFiles> Kinds => Web.Hall.Modules.SelectMany(m => m.CityFiles).Append(RuleTables.Files);

    static IEnumerable<string> Files => Directory.GetFiles(City, "*.json", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(City, f)).Order(StringComparer.Ordinal);

    public static TheoryData<string> Json => [.. Files];

    [Theory, MemberData(nameof(Json))]
    public void 市のどのファイルも_その形の説明に合う(string file)
    {
        Assert.True(File.Exists(Schema(file)), $"{file} の形の説明が cities/schema にありません");
        Assert.Empty(CitySchema.Faults(Schema(file), File.ReadAllText(Path.Combine(City, file))));
    }

    [Fact]
    public void 市のどのファイルも_プログラムが読む()
    {
        var read = KiyoseTests.Load().Versions.Where(v => v.Kind != "japan").Select(v => v.File).Append("story.json")
            .Order(StringComparer.Ordinal);
        Assert.Equal(Directory.GetFiles(City, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(City, f))
            .Order(StringComparer.Ordinal), read);
    }

    [Fact]
    public void 国の決まりのどのファイルも_その形の説明に合う() =>
        Assert.All(Directory.GetFiles(KiyoseTests.Country, "*.json", SearchOption.AllDirectories),
            file => Assert.Empty(CitySchema.Faults(Path.Combine(Schemas, "rule.json"), File.ReadAllText(file))));

    [Fact]
    public void どの形の説明にも_それを使うファイルがある() =>
        Assert.Equal(Files.Select(file => Path.GetRelativePath(Schemas, Schema(file))).Distinct().Order(StringComparer.Ordinal),
            Directory.GetFiles(Schemas, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Schemas, f))
            .Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("procedures/bulky-waste.json", "\"kind\": \"group\"", "\"kind\": \"grupo\"")]
    [InlineData("procedures/compost-subsidy.json", "\"identity\": \"account\"", "\"identity\": \"face\"")]
    [InlineData("procedures/cancer-screening.json", "\"department\":", "\"departmant\":")]
    [InlineData("posts.json", "\"rank\": 1 }", "\"rank\": \"first\" }")]
    [InlineData("city.json", "\"132217\"", "\"kiyose\"")]
    [InlineData("calendar.json", "\"monday\"", "\"moonday\"")]
    [InlineData("documents/record-classes.json", "\"retentionYears\": 3", "\"retention\": 3")]
    [InlineData("story.json", "\"sex\": \"female\"", "\"sex\": 2")]
    [InlineData("plan/initiatives.json", "\"milestones\":", "\"milestone\":")]
    [InlineData("plan/targets.json", "\"better\": \"down\"", "\"better\": \"less\"")]
    [InlineData("plan/systems.json", "\"contractEnd\": \"2025-09-30\"", "\"contractEnd\": \"2025年9月末\"")]
    public void 形の説明は_綴りの間違いを見つける(string file, string right, string wrong)
    {
        var text = File.ReadAllText(Path.Combine(City, file));
        Assert.Contains(right, text, StringComparison.Ordinal);
        Assert.NotEmpty(CitySchema.Faults(Schema(file), text.Replace(right, wrong, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\"type\": \"string\", \"minlength\": 3")]
    [InlineData("\"type\": \"strings\"")]
    public void 形の説明そのものの_綴りの間違いも見つかる(string words) =>
        Assert.ThrowsAny<Exception>(() =>
            CitySchema.Read($$"""{ "$schema": "https://json-schema.org/draft/2020-12/schema", {{words}} }"""));
}
