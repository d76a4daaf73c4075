using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Procedures;

/// <summary>代行入力 of what reads the register: the officer finds the person there first, by the register's number or by name and
/// birthday.</summary>
public sealed partial class EnterFor
{
    const string Number = "number", Name = "name", Birth = "birth";

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
        return new Form(
        [
            new Ui.Question(Number, new TextKind(), "宛名番号")
            { Required = false, MaxLength = 20, Hint = "分からないときは、氏名と生年月日を書いてください。" },
            new Ui.Question(Name, new TextKind(), "氏名")
            { Required = false, MaxLength = 100, Hint = "住民票にあるとおりに書いてください。" },
            new Ui.Question(Birth, new DateKind(), "生年月日") { Required = false },
        ]);
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
    static async Task<Known> Weigh(Form form, Look look, IRegister register)
    {
        if (form[Number].Trim() is { Length: > 0 } number)
            return new(await register.Numbered(number, look.Stop)
                ?? throw new Rule(Number, "この番号の方は、住民記録にいません。番号を確かめてください。"));
        if (form[Name].Trim() is not { Length: > 0 } name || form.Value(Birth) is not DateOnly birth)
            throw new Rule(Number, "宛名番号を書くか、氏名と生年月日の両方を書いてください。");
        return await register.Match(new(name, birth), look.Stop) is [var one] ? new(one)
            : throw new Rule(Name, "この氏名と生年月日にちょうど当てはまる方が見つかりません。宛名番号でさがしてください。");
    }

    static Answer Accept(string procedure, string channel, Known known, Turn turn)
    {
        turn.Journal.About("person", known.Person, known.Person).For(OfficeDeeds.Purpose);
        return Answer.See($"{Enter.Of(procedure, channel)}{Since(turn)}{Enter.Whom}={known.Person}");
    }
}
