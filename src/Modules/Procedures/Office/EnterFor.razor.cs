using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Procedures;

/// <summary>代行入力 of what reads the register: the officer finds the person there first, by the register's number or by name and
/// birthday.</summary>
public sealed partial class EnterFor
{
    /// <param name="Outside">Where an agent is typed in whom the register does not know; null where nobody may be.</param>
    public sealed record Page(string Title, Form Form, string? Outside);

    /// <summary>Whom the register knows so.</summary>
    public sealed record Known(Guid Person);

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(Enter.Url + "/{procedure}/{channel}/person", RegisterSearch.Finding,
        OfficeDeeds.FindForEntry, Build, Ask, Accept, weigh: Weigh);

    internal static string Of(string procedure, string channel) => $"{Enter.Of(procedure, channel)}/person";

    static Form Build(string procedure, string channel, Look look, Catalogue catalogue)
    {
        if (!look.Actor.Can(Office.Handle) || !Enter.ReadsPerson(Enter.Version(procedure, channel, look, catalogue))) throw new NotHere();
        return SeekPerson.Form();
    }

    static IResult Ask(string procedure, string channel, Form form, Look look, Catalogue catalogue)
    {
        var asked = Enter.Version(procedure, channel, look, catalogue).Definition;
        return Show(new(asked.Title.Ja, form,
            asked.Persons.TakesOutsiders ? $"{Enter.Of(procedure, channel)}{Since(look)}{Enter.Outside}=1" : null));
    }

    /// <summary>The day of arrival where it is not today, before what else the address says.</summary>
    static string Since(Look look) => Enter.Arrived(look) is var day && day < look.Today ? ChooseEntry.On(day) + "&" : "?";

    /// <summary>The register is asked before the turn.</summary>
    static async Task<Known> Weigh(Form form, Look look, IRegister register) => new(await SeekPerson.Found(form, register, look.Stop));

    static Answer Accept(string procedure, string channel, Known known, Turn turn)
    {
        turn.Journal.About("person", known.Person, known.Person).For(OfficeDeeds.Purpose);
        return Answer.See($"{Enter.Of(procedure, channel)}{Since(turn)}{Enter.Whom}={known.Person}");
    }
}
