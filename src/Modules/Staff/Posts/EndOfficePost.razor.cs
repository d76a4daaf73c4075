using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>Ends a post with a last day, and with it who holds it. That takes power away, so one person does it.</summary>
public partial class EndOfficePost : View<EndOfficePost, EndOfficePost.Face>
{
    public sealed record Face(Form Form, string Title, IReadOnlyList<string> Holders);

    public sealed record Input([Ask("最後の日", Hint = "この日まで、この職の仕事ができます。")] DateOnly Until) : IForm<Input>;

    public static string Url(string code) => $"{Keyaki.Staff.Posts.Url}/{code}/end";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>(Keyaki.Staff.Posts.Url + "/{code}/end", StaffModule.CanManage, StaffDeeds.OfficePostEnded, Ask, Accept);

    static async Task<IResult> Ask(string code, Form form, CityDb db, CityProfile city, IStaff staff, CancellationToken ct) =>
        Show(new(form, (city.Post(code) ?? throw new NotHere()).Title, [.. (await staff.Holders(db, [code], ct)).Select(h => h.Name)]));

    static async Task<Answer> Accept(string code, Input input, Actor actor, CityDb db, TimeProvider clock, Journal journal,
        CancellationToken ct)
    {
        var post = await db.Set<OfficePost>().AsTracking().FirstOrDefaultAsync(p => p.Code == code, ct) ?? throw new NotHere();
        post.End(input.Until, actor.Account);
        post.Version = await OfficePost.Next(db, ct);
        foreach (var holding in await db.Set<PostHolding>().AsTracking()
            .Where(h => h.Post == code && (h.Until == null || h.Until > input.Until)).ToListAsync(ct)) holding.End(input.Until,
            actor.Account, clock.GetUtcNow());
        journal.Fact("post", code).Fact("until", input.Until);
        return Answer.See(Keyaki.Staff.Posts.Ended(code));
    }
}
