using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>Asks for an officer to get a post for a span of days (発令); a second person confirms it.</summary>
public partial class GivePost : View<GivePost, GivePost.Page>
{
    public static string Url(Guid officer) => $"{OfficerPage.Url(officer)}/posts/new";

    public sealed record Page(Form Form, Guid Officer, string Name);

    public sealed record Input(
        [Ask("職", Kind = "choice")] string Post,
        [Ask("いつから")] DateOnly From,
        [Ask("いつまで", Hint = "この日を含みます。決まっていなければ空けてください。")] DateOnly? Until = null) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm("/office/officers/{id}/posts/new", StaffModule.CanManage, StaffDeeds.Asked, Build, Ask, Accept);

    static Form Build(Look look) =>
        Questions<Input>.Form().Offer("post", AddOfficer.PostOptions(look.City, look.Today));

    static async Task<IResult> Ask(Guid id, Form form, Look look) =>
        Show(new(form, id, await look.Find(look.Db.Set<Officer>().Where(o => o.Id == id).Select(o => o.Name))));

    static async Task<Answer> Accept(Guid id, Form form, Turn turn, Second second)
    {
        if (!await turn.Db.Set<Officer>().AnyAsync(o => o.Id == id, turn.Stop)) throw new NotHere();
        // A post carries powers, and nobody grants a power to themselves.
        if (id == turn.Actor.Account) throw new Rule("", "自分に職を割り当てることはできません。ほかの担当者に頼んでください。");
        var input = Questions<Input>.Build(form);
        if (input.Until < input.From) throw new Rule("until", "終わりの日は、始まりの日より後にしてください。");
        if (turn.City.Post(input.Post, input.From) is not { } post || !post.CountsOn(input.From))
            throw new Rule("from", "この職は、その日にはまだないか、廃止されています。");
        await PostHolding.Free(turn.Db, id, input.Post, input.From, input.Until, turn.Stop);
        var change = new PowerChange
        {
            Id = turn.NewId(), By = turn.Actor.Account, At = turn.Now, Kind = PowerKind.Holding,
            Officer = id, Json = JsonSerializer.Serialize(new Wish { Post = input.Post, From = input.From, Until = input.Until })
        };
        await second.Ask(turn.Db, change, turn.Journal.Fact("post", input.Post), turn.Stop);
        return Answer.See(ShowChange.Url(change.Id));
    }
}
