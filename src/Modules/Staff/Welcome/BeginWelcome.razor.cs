using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Staff;

/// <summary>The first half of a link: here the officer types the number that the second person told them. Whether there is such a link is not told.</summary>
public partial class BeginWelcome : View<BeginWelcome, BeginWelcome.Face>
{
    public sealed record Face(Form Form);

    public sealed record Input([Ask("聞いた番号", Kind = "text", Hint = "英字と数字、12文字です。区切りの線はあってもなくてもかまいません。", MaxLength = 40, Autocomplete = "off")] string Number) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/welcome/{first}/begin", Permission.Public, StaffDeeds.FactorsSet, Ask, Accept);

    static IResult Ask(Form form) => Show(new(form));

    static async Task<Answer> Accept(string first, Input input, CityDb db, TimeProvider clock, Journal journal, CancellationToken ct)
    {
        journal.Nothing();
        var token = $"{first}-{WelcomeLink.Typed(input.Number)}";
        if (await Welcome.Find(db, token, clock, ct) is null) throw new Rule("number", "リンクと番号が合わないか、3日を過ぎたか、すでに使われています。番号を確かめてください。直らないときは、職員の登録を受け持つ課に連絡してください。");
        return Answer.See($"/office/welcome/{token}");
    }
}
