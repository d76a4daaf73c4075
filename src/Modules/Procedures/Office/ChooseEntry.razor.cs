using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>Which procedure an officer types in, by which door it came, and when it arrived.</summary>
public sealed partial class ChooseEntry
{
    public sealed record Row(string Code, string Title, DateOnly? Arrived)
    {
        internal string Link(string channel) => Enter.Of(Code, channel) + On(Arrived);
    }

    public sealed record Page(IReadOnlyList<Row> Rows, DateOnly Arrived);

    internal static string Url(DateOnly arrived) => Enter.Url + On(arrived);

    static string On(DateOnly? day) => day is { } on ? string.Create(CultureInfo.InvariantCulture, $"?{Enter.Day}={on:yyyy-MM-dd}") : "";

    internal static IResult Ask(Look look, Catalogue catalogue)
    {
        var arrived = Enter.Arrived(look);
        return Show(new([.. Enter.Typable(catalogue, look.Departments, arrived)
            .Select(v => new Row(v.Code, v.Definition.Title.Ja, arrived < look.Today ? arrived : null))], arrived));
    }
}
