using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Staff;

/// <summary>Asks for an officer to be registered; a second person confirms it.</summary>
public partial class AddOfficer : View<AddOfficer, AddOfficer.Page>
{
    public const string Url = Officers.Url + "/new";

    public sealed record Page(Form Form);

    public sealed record Input(
        [Ask("氏名", MaxLength = 100)] string Name,
        [Ask("氏名のフリガナ", Kind = "kana", MaxLength = 100)] string Kana,
        [Ask("ログイン名", MaxLength = 60, Hint = "半角の英小文字、数字、ハイフン、ピリオドで、3文字以上です。")] string Login,
        [Ask("所属", Kind = "choice")] string Department,
        [Ask("メールアドレス", Kind = "mail", Hint = "本人だけが読める仕事用のアドレスです。ないときは空けてください。そのときは、設定用のリンクの前半をあなたが本人に渡します。")] string? Mail = null,
        [Ask("職", Kind = "choice", Hint = "あとから割り当てることもできます。")] string? Post = null) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(Url, StaffModule.CanManage, StaffDeeds.Asked, Build, Ask, Accept);

    static Form Build(Look look) => Questions<Input>.Form()
        .Offer("department", [.. look.City.DepartmentsOn(look.Today).Select(d => new Option(d.Code, d.Name))])
            .Offer("post", PostOptions(look.City, look.Today));

    internal static IReadOnlyList<Option> PostOptions(CityProfile city, DateOnly today) =>
        [.. city.PostsKnown(today).Where(p => p.Until is null || p.Until >= today).OrderBy(p => p.Department is null ? 0 : 1)
        .ThenBy(p => Index(city, p)).ThenBy(p => p.Rank).Select(p => new Option(p.Code, p.Title))];

    static int Index(CityProfile city, Post post) => city.Departments.TakeWhile(d => d.Code != post.Department).Count();

    static IResult Ask(Form form) => Show(new(form));

    static async Task<Answer> Accept(Form form, Turn turn, Second second, Tickets tickets, IConfiguration configuration)
    {
        var input = Questions<Input>.Build(form);
        var login = LoginOf(input.Login);
        if (await turn.Db.Set<Officer>().AnyAsync(o => o.Login == login, turn.Stop))
            throw new Rule("login", "このログイン名はほかの職員が使っています。別のログイン名にしてください。");
        var mail = await FreeMail(turn.Db, input.Mail, null, configuration, turn.Stop);
        if (!string.IsNullOrEmpty(input.Post) && turn.City.Post(input.Post, turn.Today) is { } post && !post.CountsOn(turn.Today))
            throw new Rule("post", "この職は、今日はまだないか、廃止されています。");
        var first = mail is null ? WelcomeLink.Half() : null;
        var change = new PowerChange
        {
            Id = turn.NewId(), By = turn.Actor.Account, At = turn.Now, Kind = PowerKind.Officer, FirstHalf = first is null ? null
                : Doors.Hash(first),
            Json = JsonSerializer.Serialize(new Wish
            {
                Name = input.Name, Kana = input.Kana, Login = login, Mail = mail,
                Department = input.Department, Post = string.IsNullOrEmpty(input.Post) ? null : input.Post
            }),
        };
        await second.Ask(turn.Db, change, turn.Journal, turn.Stop);
        return Answer.See(ShowChange.After(tickets, change.Id, first, null));
    }

    /// <summary>The login name as it is kept.</summary>
    /// <exception cref="Rule">it cannot be used.</exception>
    internal static string LoginOf(string login)
    {
        login = SignInName.Fold(login);
        return login.Length >= 3 && login.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.') ? login
            : throw new Rule("login", "ログイン名は、半角の英小文字、数字、ハイフン、ピリオドで3文字以上にしてください。");
    }

    /// <summary>The mail address as it is kept; null when none was given.</summary>
    /// <exception cref="Rule">another officer has it, or it lies outside of the city's domains.</exception>
    internal static async Task<string?> FreeMail(CityDb db, string? typed, Guid? officer, IConfiguration configuration,
        CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        var mail = typed.Trim().ToLowerInvariant();
        var domains = (configuration[MailDomains.Name] ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (domains.Length > 0 && !domains.Any(d => mail.EndsWith("@" + d.ToLowerInvariant(), StringComparison.Ordinal)))
            throw new Rule("mail", $"職員のメールアドレスは、@{string.Join("、@", domains)} で終わるものにしてください。");
        if (await db.Set<Officer>().AnyAsync(o => o.Mail == mail && o.Id != officer, ct))
            throw new Rule("mail", "このメールアドレスは、ほかの職員が使っています。本人だけが読めるアドレスにしてください。");
        return mail;
    }

    internal static readonly Setting MailDomains = new("Keyaki:Staff:MailDomains", "", "職員のメールアドレスのドメイン。コンマで区切る。空ならどれでもよい");
}
