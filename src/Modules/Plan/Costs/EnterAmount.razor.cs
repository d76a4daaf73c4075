using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>金額を入れる: 予算額 or 決算額 of one fiscal year, with where it stands.</summary>
public sealed partial class EnterAmount
{
    public sealed record Page(Form Form, Initiative Initiative, string Version);

    static readonly Deed Entered = new("plan.amount.entered", "事業の費用を入れた");

    public static string Url(string code) => $"{ShowCosts.Url(code)}/amount";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(CostDesk.Url + "/{code}/amount", PlanModule.Reporting, Entered, Build, Ask, Accept);

    static async Task<Form> Build(string code, Look look, Library library)
    {
        await ShowCosts.Found(code, look, library);
        var book = (await library.Current(look.Db, look.Stop))?.Content.Book ?? throw new NotHere();
        return new Form(
        [
            new Question("year", new ChoiceKind(), "年度") { Options = [.. Enumerable.Range(book.From, book.To - book.From + 1)
                .Select(y => new Option(y.ToString(CultureInfo.InvariantCulture), $"{new FiscalYear(y)}"))] },
            new Question("kind", new ChoiceKind(),
                "種類") { Options = [.. Enum.GetValues<AmountKind>().Select(k => new Option(k.ToString(), k.Label()))] },
            new Question("value", new YenKind(), "金額") { Hint = "1円単位で書いてください。同じ年度の同じ種類があれば、新しい金額に替わります。前の金額も残ります。" },
            new Question("source", new TextKind(), "出所") { MaxLength = 300, Hint = "予算書や決算書の名前とページ、いつの資料かを書いてください。" },
        ]);
    }

    static async Task<string> Version(Look look, string code) =>
        (await look.Db.Set<Amount>().CountAsync(a => a.Initiative == code, look.Stop)).ToString(CultureInfo.InvariantCulture);

    static async Task<IResult> Ask(string code, Form form, Look look, Library library) =>
        Show(new(form, await ShowCosts.Found(code, look, library), await Version(look, code)));

    static async Task<Answer> Accept(string code, Form form, Turn turn, Library library)
    {
        await ShowCosts.Found(code, turn, library);
        var before = await turn.Db.Set<Amount>().AsNoTracking().Where(a => a.Initiative == code).OrderBy(a => a.At).ToListAsync(turn.Stop);
        if (!turn.Saw(before.Count))
            throw new ChangedMeanwhile(before is [.., var last] ? $"{new FiscalYear(last.Year)}の{last.Kind.Label()}として{last.Value}が入りました。"
            : "");
        var amount = Amount.Make(turn.NewId(), code, int.Parse((string)(form.Value("year") ?? ""), CultureInfo.InvariantCulture),
            Enum.Parse<AmountKind>((string)(form.Value("kind") ?? "")),
            new Yen((long)(form.Value("value") ?? 0L)), form.Value("source") as string ?? "", before, turn.Me,
            turn.Today, turn.Now);
        turn.Db.Add(amount);
        turn.Journal.About("plan.amount", amount.Id).Fact("initiative", code).Fact("year", $"{amount.Year}").Fact("kind", $"{amount.Kind}");
        return Answer.See(ShowCosts.Url(code));
    }
}
