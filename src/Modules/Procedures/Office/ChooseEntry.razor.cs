using System.Globalization;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Which procedure an officer types in, by which door it came, and when it arrived.</summary>
public sealed partial class ChooseEntry
{
    /// <param name="Person">Whether the person is looked for in the register first.</param>
    public sealed record Row(string Code, string Title, DateOnly? Arrived, bool Person)
    {
        internal string Link(string channel) => (Person ? EnterFor.Of(Code, channel) : Enter.Of(Code, channel)) + On(Arrived);
    }

    /// <summary>What somebody of the department has begun to type in.</summary>
    public sealed record Begun(Guid Id, string Title, string Link, DateTimeOffset SavedAt, DateTimeOffset ExpiresAt, string By);

    public sealed record Page(IReadOnlyList<Row> Rows, DateOnly Arrived, IReadOnlyList<Begun> Begun);

    internal static string Url(DateOnly arrived) => Enter.Url + On(arrived);

    internal static string On(DateOnly? day) => day is { } on
        ? string.Create(CultureInfo.InvariantCulture, $"?{Enter.Day}={on:yyyy-MM-dd}") : "";

    internal static async Task<IResult> Ask(Look look, Catalogue catalogue, IStaff staff)
    {
        var begun = await KeptEntry.Visible(look, catalogue).OrderByDescending(d => d.SavedAt).Take(WorkList.Rows)
            .Select(d => new { d.Id, d.Procedure, d.SavedAt, d.ExpiresAt, d.Account, d.Person, d.Channel, d.ArrivedOn })
            .ToListAsync(look.Stop);
        var faces = await staff.Faces(look, [.. begun.Select(d => d.Account).Distinct()]);
        var arrived = Enter.Arrived(look);
        return Show(new([.. Enter.Typable(catalogue, look, arrived)
            .Select(v => new Row(v.Code, v.Definition.Title.Ja, arrived < look.Today ? arrived : null,
                Enter.ReadsPerson(v)))], arrived,
            begun.ConvertAll(d => new Begun(d.Id, catalogue.TitleOf(d.Procedure),
                Enter.Of(d.Procedure, d.Channel ?? Channels.Paper) + On(d.ArrivedOn ?? look.Today) + $"&{KeptEntry.Name}={d.Id}"
                    + (d.Person is { } person ? $"&{Enter.Whom}={person}" : $"&{Enter.Outside}=1"),
                d.SavedAt, d.ExpiresAt, faces.NameOf(d.Account)))));
    }
}
