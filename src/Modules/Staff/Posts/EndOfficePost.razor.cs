using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>Ends a post with a last day, and with it who holds it. That takes power away, so one person does it.</summary>
public partial class EndOfficePost : View<EndOfficePost, EndOfficePost.Page>
{
    public sealed record Page(Form Form, string Title, IReadOnlyList<string> Holders);

    public sealed record Input([Ask("最後の日", Hint = "この日まで、この職の仕事ができます。")] DateOnly Until) : IForm<Input>;

    public static string Url(string code) => $"{Keyaki.Staff.Posts.Url}/{code}/end";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>(Keyaki.Staff.Posts.Url + "/{code}/end", StaffModule.CanManage, StaffDeeds.OfficePostEnded, Ask, Accept);

    static async Task<IResult> Ask(string code, Form form, Look look, IStaff staff) =>
        Show(new(form, (look.City.Post(code, look.Today) ?? throw new NotHere()).Title,
            [.. (await staff.Holders(look, [code])).Select(h => h.Name)]));

    static async Task<Answer> Accept(string code, Input input, Turn turn)
    {
        var post = await turn.Take<OfficePost>(p => p.Code == code);
        post.End(input.Until, turn.Actor.Account);
        post.Version = await OfficePost.Next(turn.Db, turn.Stop);
        foreach (var holding in await turn.Db.Set<PostHolding>().AsTracking()
            .Where(h => h.Post == code && (h.Until == null || h.Until > input.Until)).ToListAsync(turn.Stop)) holding.End(input.Until,
            turn.Actor.Account, turn.Now);
        turn.Journal.Fact("post", code).Fact("until", input.Until);
        return Answer.See(Keyaki.Staff.Posts.Ended(code));
    }
}
