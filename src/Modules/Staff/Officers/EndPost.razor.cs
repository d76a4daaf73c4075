using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>Ends a post with a last day.</summary>
public partial class EndPost : View<EndPost, EndPost.Page>
{
    public static string Url(Guid officer, Guid holding) => $"{OfficerPage.Url(officer)}/posts/{holding}/end";

    public sealed record Page(Form Form, Guid Officer, string Name, string Post);

    public sealed record Input([Ask("最後の日", Hint = "この日まで、この職の仕事ができます。")] DateOnly Until) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/officers/{id}/posts/{holding}/end", StaffModule.CanManage, StaffDeeds.PostEnded, Ask, Accept);

    static async Task<IResult> Ask(Guid id, Guid holding, Form form, Look look, IStaff staff)
    {
        var found = await look.Find((from h in look.Db.Set<PostHolding>() where h.Id == holding
            && h.Officer == id join o in look.Db.Set<Officer>() on h.Officer equals o.Id select new { o.Name, h.Post }));
        return Show(new(form, id, found.Name, staff.PostTitle(found.Post, look.Today)));
    }

    static async Task<Answer> Accept(Guid id, Guid holding, Input input, Turn turn)
    {
        var row = await turn.Take<PostHolding>(h => h.Id == holding && h.Officer == id);
        row.End(input.Until, turn.Actor.Account, turn.Now);
        turn.Journal.About("officer", id).Fact("post", row.Post).Fact("until", input.Until);
        return Answer.See($"/office/officers/{id}?ended={holding}");
    }
}
