using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Kits;

/// <summary>Asks to link another system: what it is, what it may do, and until when.</summary>
public sealed partial class AddSystem
{
    internal const string Url = ListSystems.Url + "/new";

    /// <summary>A link is looked at again after at most so many years.</summary>
    const int MostYears = 3;

    public sealed record Page(Form Form);

    static readonly Deed Asked = new("systems.ask", "システムの連携を申し込んだ");

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(Url, KitsModule.LinkSystems, Asked, Build, Ask, Accept);

    static Form Build(Look look, AllScopes scopes)
    {
        var form = new Form(
        [
            new Question("name", new TextKind(), "システムの名前") { MaxLength = LinkedSystem.LongestName, Hint = "例：畜犬管理システム" },
            new Question("department", new ChoiceKind(), "受け持つ課")
            {
                Options = [.. look.City.DepartmentsOn(look.Today).Select(d => new Option(d.Code, d.Name))],
            },
            new Question("purpose", new LongTextKind(3), "何のために")
            {
                MaxLength = LinkedSystem.LongestPurpose, Hint = "おかしな動きがあったときに、だれに電話するかも書いてください。",
            },
            new Question("powers", new ManyKind(), "許すこと")
            {
                Options = [.. scopes.On(look.Today).Select(s => new Option(s.Code, s.Label))],
            },
            new Question("until", new DateKind(), "いつまで") { Hint = $"この日を含みます。{MostYears}年以内にしてください。" },
        ]);
        return look.Afresh ? form.Fill("until", look.Today.AddYears(1)) : form;
    }

    static IResult Ask(Form form) => Show(new(form));

    static Answer Accept(Form form, Turn turn)
    {
        var until = (DateOnly)(form.Value("until") ?? turn.Today);
        if (until < turn.Today || until > turn.Today.AddYears(MostYears))
            throw new Rule("until", $"今日から{MostYears}年以内の日にしてください。");
        var powers = string.Join(' ', form["powers"].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        if (powers.Length > LinkedSystem.LongestPowers)
            throw new Rule("powers", "許すことが多すぎます。システムを分けて申し込んでください。");
        var system = new LinkedSystem
        {
            Id = turn.NewId(), By = turn.Me, At = turn.Now, Name = form["name"].Trim(), Department = form["department"],
            Purpose = form["purpose"].Trim(), Powers = powers, Until = until,
        };
        turn.Db.Add(system);
        turn.Journal.About(LinkedSystem.Kind, system.Id);
        return Answer.See(ShowSystem.Of(system.Id));
    }
}
