using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>Gives an officer a post for a span of days (発令).</summary>
public partial class GivePost : View<GivePost, GivePost.Face>
{
    public sealed record Face(Form Form, Guid Officer, string Name);

    public sealed record Input(
        [Ask("職", Kind = "choice")] string Post,
        [Ask("いつから")] DateOnly From,
        [Ask("いつまで", Hint = "この日を含みます。決まっていなければ空けてください。")] DateOnly? Until = null) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm("/office/officers/{id}/posts/new", StaffModule.CanManage, StaffDeeds.PostGiven, Build, Ask, Accept);

    static Form Build(CityProfile city) => Questions<Input>.Form().Offer("post", AddOfficer.PostOptions(city));

    static async Task<IResult> Ask(Guid id, Form form, CityDb db, CancellationToken ct) =>
        Show(new(form, id, await db.Set<Officer>().Where(o => o.Id == id).Select(o => o.Name).FirstOrDefaultAsync(ct) ?? throw new NotHere()));

    static async Task<Answer> Accept(Guid id, Form form, Actor actor, CityDb db, TimeProvider clock, Journal journal, CancellationToken ct)
    {
        if (!await db.Set<Officer>().AnyAsync(o => o.Id == id, ct)) throw new NotHere();
        // A post carries powers, and nobody grants a power to themselves.
        if (id == actor.Account) throw new Rule("", "自分に職を割り当てることはできません。ほかの担当者に頼んでください。");
        var input = Questions<Input>.Build(form);
        if (input.Until < input.From) throw new Rule("until", "終わりの日は、始まりの日より後にしてください。");
        if (await db.Set<PostHolding>().AnyAsync(h => h.Officer == id && h.Post == input.Post && (h.Until == null || h.Until >= input.From) && (input.Until == null || h.From <= input.Until), ct))
            throw new Rule("post", "この職は、その期間にすでに割り当てられています。");
        var holding = new PostHolding { Id = clock.NewId(), Officer = id, Post = input.Post, From = input.From, GivenBy = actor.Account, GivenAt = clock.GetUtcNow() };
        if (input.Until is { } until) holding.End(until, actor.Account, clock.GetUtcNow());
        db.Add(holding);
        journal.About("officer", id).Fact("post", input.Post).Fact("from", input.From).Fact("until", input.Until?.ToString("O", null) ?? "-");
        return Answer.See($"/office/officers/{id}");
    }
}
