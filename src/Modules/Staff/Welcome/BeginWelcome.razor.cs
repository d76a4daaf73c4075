using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Staff;

/// <summary>The first half of a link: here the officer types the number that the second person told them. Whether there is such a link
/// is not told.</summary>
public partial class BeginWelcome : View<BeginWelcome, BeginWelcome.Page>
{
    public sealed record Page(Form Form);

    public sealed record Input([Ask("聞いた番号", Kind = "text", Hint = "英字と数字、12文字です。区切りの線はあってもなくてもかまいません。", MaxLength = 40,
        Autocomplete = "off")] string Number) : IForm<Input>;

    const string Wrong = "リンクと番号が合わないか、3日を過ぎたか、すでに使われています。番号を確かめてください。"
        + "直らないときは、職員の登録を受け持つ課に連絡してください。";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/welcome/{first}/begin", Permission.Public, StaffDeeds.FactorsSet, Ask, Accept);

    static IResult Ask(Form form) => Show(new(form));

    static async Task<Answer> Accept(string first, Input input, Turn turn, MasterKey key, Tickets tickets, Throttle throttle,
        SignInSteps steps)
    {
        turn.Journal.Nothing();
        WelcomeLink? link = null;
        // Tries are counted by the first half, also by one that nobody has.
        return await steps.Refusal(turn, throttle.Of(turn, ActorKind.Officer, default, first, 0, "welcome"), async () =>
        {
            var hash = WelcomeLink.HashOf(Doors.Hash(first), WelcomeLink.Typed(input.Number), key);
            link = (await Welcome.Find(turn.Db, hash, turn.Clock, turn.Stop))?.Link;
            return link is null ? new Rule("number", Wrong) : null;
        })
            // The number stands in no address: there nobody would count how often it is tried.
            ?? Answer.See($"/office/welcome/{tickets.Make(Welcome.Opened, new Welcome.Link(link?.Id ?? default), Welcome.Good)}");
    }
}
