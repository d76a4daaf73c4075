using System.Globalization;
using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Staff;

/// <summary>Asks for a new post with its powers, from a day on; a second person confirms it.</summary>
public partial class MakePost : View<MakePost, MakePost.Page>
{
    public const string Url = Keyaki.Staff.Posts.Url + "/new";

    public sealed record Page(Form Form);

    // As in the city's files: 1 for the mayor, 7 for a clerk.
    static readonly (int Rank, string Words)[] Ranks = [(1, "市長"), (2, "副市長"), (3, "部長"), (4, "課長"), (5, "係長"), (6, "主任"), (7, "主事")];

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(Url, StaffModule.CanManage, StaffDeeds.Asked, Build, Ask, Accept);

    static Form Build(Look look, PostPowers powers)
    {
        var form = new Form(
        [
            new Question("title", new TextKind(), "職の名前") { MaxLength = 100, Hint = "課の名前から書いてください。例：環境課 主任" },
            new Question("department", new ChoiceKind(), "課") { Required = false,
                Options = [.. look.City.DepartmentsOn(look.Today).Select(d => new Option(d.Code, d.Name))],
                Hint = "課に属さない職は、選ばずに空けてください。" },
            new Question("rank", new ChoiceKind(),
                "段階") { Options = [.. Ranks.Select(r => new Option(r.Rank.ToString(CultureInfo.InvariantCulture), $"{r.Words}と同じ"))] },
            new Question("from", new DateKind(), "いつから"),
            new Question("until", new DateKind(), "いつまで") { Required = false, Hint = "この日を含みます。決まっていなければ空けてください。" },
            new Question("permissions", new ManyKind(), "権限") { Required = false,
                Options = [.. powers.Known.Select(p => new Option(p.Code, p.Label))], Hint = "自分の課のものを扱う権限は、職の課で効きます。" },
        ]);
        return look.Afresh ? form.Fill("from", look.Today) : form;
    }

    static IResult Ask(Form form) => Show(new(form));

    static async Task<Answer> Accept(Form form, Turn turn, Second second)
    {
        var title = ((string)(form.Value("title") ?? "")).Trim();
        if (turn.City.PostsKnown(turn.Today).Any(p => p.Title == title && (p.Until is null || p.Until >= turn.Today)))
            throw new Rule("title", "同じ名前の職があります。区別できる名前にしてください。");
        var (from, until) = ((DateOnly)(form.Value("from") ?? turn.Today), (DateOnly?)form.Value("until"));
        if (until < from) throw new Rule("until", "終わりの日は、始まりの日より後にしてください。");
        var wish = new Wish
        {
            Title = title, Department = form.Value("department") as string,
            Rank = int.Parse((string)(form.Value("rank") ?? "7"), CultureInfo.InvariantCulture), From = from, Until = until,
            Permissions = [.. form["permissions"].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        };
        var change = new PowerChange
        {
            Id = turn.NewId(), By = turn.Actor.Account, At = turn.Now, Kind = PowerKind.Post,
            Json = JsonSerializer.Serialize(wish)
        };
        await second.Ask(turn.Db, change, turn.Journal, turn.Stop);
        return Answer.See(ShowChange.Url(change.Id));
    }
}
