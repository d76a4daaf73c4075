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

    static async Task<Form> Build(string code, CityDb db, Library library, CityProfile city, Actor actor, CancellationToken ct)
    {
        await ShowCosts.Found(code, db, library, city, actor, ct);
        var book = (await library.Current(db, ct))?.Content.Book ?? throw new NotHere();
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

    static async Task<string> Version(CityDb db, string code, CancellationToken ct) =>
        (await db.Set<Amount>().CountAsync(a => a.Initiative == code, ct)).ToString(CultureInfo.InvariantCulture);

    static async Task<IResult> Ask(string code, Form form, CityDb db, Library library, CityProfile city, Actor actor,
        CancellationToken ct) =>
        Show(new(form, await ShowCosts.Found(code, db, library, city, actor, ct), await Version(db, code, ct)));

    static async Task<Answer> Accept(string code, Form form, IFormCollection posted, CityDb db, Library library, CityProfile city,
        Actor actor, Journal journal, TimeProvider clock, CancellationToken ct)
    {
        await ShowCosts.Found(code, db, library, city, actor, ct);
        var before = await db.Set<Amount>().AsNoTracking().Where(a => a.Initiative == code).OrderBy(a => a.At).ToListAsync(ct);
        if (posted["_version"].ToString() != before.Count.ToString(CultureInfo.InvariantCulture))
            throw new ChangedMeanwhile(before is [.., var last] ? $"{new FiscalYear(last.Year)}の{last.Kind.Label()}として{last.Value}が入りました。"
            : "");
        var amount = Amount.Make(clock.NewId(), code, int.Parse((string)(form.Value("year") ?? ""), CultureInfo.InvariantCulture),
            Enum.Parse<AmountKind>((string)(form.Value("kind") ?? "")),
            new Yen((long)(form.Value("value") ?? 0L)), form.Value("source") as string ?? "", before, actor.Account ?? throw new NotHere(),
            clock.Today(), clock.GetUtcNow());
        db.Add(amount);
        journal.About("plan.amount", amount.Id).Fact("initiative", code).Fact("year", $"{amount.Year}").Fact("kind", $"{amount.Kind}");
        return Answer.See(ShowCosts.Url(code));
    }
}
