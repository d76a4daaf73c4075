using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Staff;

/// <summary>Registers an officer and makes the one-time link.</summary>
public partial class AddOfficer : View<AddOfficer, AddOfficer.Face>
{
    public sealed record Face(Form Form);

    public sealed record Input(
        [Ask("氏名", MaxLength = 100)] string Name,
        [Ask("氏名のフリガナ", Kind = "kana", MaxLength = 100)] string Kana,
        [Ask("ログイン名", MaxLength = 60, Hint = "半角の英小文字、数字、ハイフン、ピリオドで、3文字以上です。")] string Login,
        [Ask("所属", Kind = "choice")] string Department,
        [Ask("職", Kind = "choice", Hint = "あとから割り当てることもできます。")] string? Post = null) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm("/office/officers/new", StaffModule.CanManage, StaffDeeds.OfficerAdded, Build, Ask, Accept);

    static Form Build(CityProfile city) => Questions<Input>.Form()
        .Offer("department", [.. city.Departments.Select(d => new Option(d.Code, d.Name))]).Offer("post", PostOptions(city));

    internal static IReadOnlyList<Option> PostOptions(CityProfile city) => [.. city.Posts.Select(p => new Option(p.Code, p.Title))];

    static IResult Ask(Form form) => Show(new(form));

    static async Task<Answer> Accept(Form form, Actor actor, CityDb db, TimeProvider clock, Tickets tickets, Journal journal, CancellationToken ct)
    {
        var input = Questions<Input>.Build(form);
        var (officer, token) = await Add(db, clock, input.Name, input.Kana, input.Login, input.Department, input.Post, actor.Account, ct);
        journal.About("officer", officer.Id);
        return Answer.See(OfficerPage.WithLink(tickets, officer.Id, token));
    }

    /// <summary>Also what the command does.</summary>
    /// <exception cref="Rule">The login name cannot be used.</exception>
    internal static async Task<(Officer Officer, string Token)> Add(CityDb db, TimeProvider clock, string name, string kana, string login, string department, string? post, Guid? by, CancellationToken ct)
    {
        login = SignInName.Fold(login);
        if (login.Length < 3 || !login.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.'))
            throw new Rule("login", "ログイン名は、半角の英小文字、数字、ハイフン、ピリオドで3文字以上にしてください。");
        var officer = new Officer { Id = clock.NewId(), Login = login, Name = name, Kana = kana, Department = department, AddedAt = clock.GetUtcNow() };
        db.Add(officer);
        if (!string.IsNullOrEmpty(post)) db.Add(new PostHolding { Id = clock.NewId(), Officer = officer.Id, Post = post, From = clock.Today(), GivenBy = by, GivenAt = clock.GetUtcNow() });
        return (officer, await WelcomeLink.Make(db, clock, officer.Id, by, ct));
    }
}
