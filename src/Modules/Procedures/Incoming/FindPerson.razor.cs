using Keyaki.Contracts;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Procedures;

/// <summary>申請者特定 by hand: an officer says by the register's number (宛名番号) who it is; whom the register does not know stays
/// so.</summary>
public sealed partial class FindPerson
{
    public sealed record Page(Form Form, Guid Application, string Name, string Words);

    public sealed record Input([Ask("宛名番号", MaxLength = 20,
        Hint = "市民課に確かめた番号です。住民でない方のときは、記録しなくてかまいません。")] string Number) : IForm<Input>;

    /// <summary>Whom the register knows by that number.</summary>
    public sealed record Known(Guid Person);

    static readonly Deed Found = new("office.incoming.person", "ほかの窓口の申し込みが、だれのものかを確かめた",
        "だれの もうしこみか 見た", "found out whose application from another counter it is");
    static readonly Deed Looked = Deed.Look("office.incoming.look", "ほかの窓口の申し込みが、だれのものかを見た",
        "だれの もうしこみか 見た", "looked whose application from another counter it is");

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>(ShowIncoming.Url + "/{id:guid}/person", Office.Handle, Found, Ask, Accept, Looked, Weigh);

    static async Task<(IncomingCase, Application)> Open(Guid id, Look look, Catalogue catalogue)
    {
        var own = ShowIncoming.Own(look, catalogue);
        var incoming = await look.Find<IncomingCase>(c => c.Id == id && own.Contains(c.Procedure) && c.ApplicationId != null);
        return (incoming, await CaseAccess.Own(look, incoming.ApplicationId ?? throw new NotHere()));
    }

    static async Task<IResult> Ask(Guid id, Form form, Look look, Catalogue catalogue)
    {
        var (incoming, found) = await Open(id, look, catalogue);
        look.Journal.About(Application.Kind, found.Id, found.Account, found.Person).For(OfficeDeeds.Purpose);
        return Show(new(form, found.Id, found.Name, IncomingCase.Words(incoming.Identified)));
    }

    static async Task<Known> Weigh(Input input, Look look, IRegister register) =>
        new(await register.Numbered(input.Number.Trim(), look.Stop)
            ?? throw new Rule("number", "この番号の方は、住民記録にいません。番号を確かめてください。"));

    static async Task<Answer> Accept(Guid id, Known known, Turn turn, Catalogue catalogue)
    {
        var own = ShowIncoming.Own(turn, catalogue);
        var incoming = await turn.Take<IncomingCase>(c => c.Id == id && own.Contains(c.Procedure) && c.ApplicationId != null);
        if (incoming.Person is not null) throw new Rule("number", "この申請がだれのものかは、すでに確かめられています。");
        var found = await turn.Take<Application>(a => a.Id == incoming.ApplicationId);
        found.Concern(known.Person, turn.Now);
        incoming.Identify(Identified.ByOfficer, known.Person);
        turn.Journal.About(Application.Kind, found.Id, found.Account, known.Person);
        return Answer.See(Links.Case(found.Id));
    }
}
