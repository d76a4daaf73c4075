using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Website;

/// <summary>The first page of the room: it asks for a name and begins.</summary>
public sealed partial class Begin
{
    public const string Url = "/office/website";
    static readonly Deed Begun = new("website.begun", "ホームページを始めた");

    public sealed record Page(Form Form);

    public sealed record Input([Ask("名前", MaxLength = 100)] string Title) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm<Input>(Url, WebsiteModule.Keep, Begun, Ask, Accept);

    static IResult Ask(Form form) => Show(new(form));

    // Where the first record is made, this takes Input input and Turn turn: turn.Db.Add(new ... { Id = turn.NewId(), ... }).
    static Answer Accept() => Answer.See(Url);
}
