using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>取りやめ: an open version is given up; with changes in it, only for a reason.</summary>
public sealed partial class DiscardVersion
{
    public sealed record Input([Ask("取りやめる理由", Kind = "longtext", Hint = "変更があるときは必要です。職員の画面に残ります。", MaxLength = 1000)] string? Reason =
        null) : IForm<Input>;
    public sealed record Page(PlanVersion Version, int Changes, Form Form);

    static readonly Deed Discarded = new("plan.version.discarded", "計画の版を取りやめた");

    public static string Url(int number) => $"/office/plan/versions/{number}/discard";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/plan/versions/{number:int}/discard", PlanModule.Write, Discarded, Ask, Accept);

    static async Task<(PlanVersion Version, int Changes)> Found(int number, Look look)
    {
        var version = await look.Db.Set<PlanVersion>().AsTracking()
            .FirstOrDefaultAsync(v => v.Number == number, look.Stop) ?? throw new NotHere();
        return (version, await look.Db.Set<PlanChange>().CountAsync(c => c.VersionId == version.Id, look.Stop));
    }

    static async Task<object> Ask(int number, Form form, Look look)
    {
        var (version, changes) = await Found(number, look);
        return look.Afresh && !version.CanChange ? Answer.See(ShowVersion.Url(number))
            : Show(new(version, changes, form));
    }

    static async Task<Answer> Accept(int number, Input input, Turn turn)
    {
        var (version, changes) = await Found(number, turn);
        version.Discard(turn.Me, input.Reason, changes, turn.Now);
        turn.Journal.About("plan.version", version.Id).Fact("changes", $"{changes}");
        return Answer.See(VersionDesk.Done(number));
    }
}
