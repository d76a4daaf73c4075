using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>ひな形: a procedure of the city that others are made after, and what it stands for (通報, 予約 ...).</summary>
public sealed record Template(string Of, string Title);

/// <summary>The city's templates; it has none where there is no such file.</summary>
public sealed record Templates(IReadOnlyList<Template> All)
{
    internal static readonly CityFiles Files = new CityFiles<Templates>("templates", "*.json", "procedure-templates.json", Read);

    static Templates Read(CityReading reading) => new([.. reading.Files.SelectMany(file => file.Items("templates", each =>
    {
        each.Only("of", "title");
        return new Template(each.Code("of"), each.Word("title"));
    }, t => t.Of))]);
}
