using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>A new version, which begins as the one in force.</summary>
public sealed partial class OpenVersion
{
    public const string Url = "/office/plan/versions/open";

    public sealed record Input([Ask("新しい版の名前", Hint = "表紙と公開の画面に出ます。", MaxLength = 100)] string Name) : IForm<Input>;
    public sealed record Shown(Form Form, string Base);

    static readonly Deed Opened = new("plan.version.opened", "計画の新しい版を開いた");

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm<Input>(Url, PlanModule.Write, Opened, Ask, Accept);

    static async Task<IResult> Ask(Form form, HttpContext http, CityDb db, Library library, TimeProvider clock, CancellationToken ct)
    {
        var (version, _) = await library.Current(db, ct) ?? throw new NotHere();
        var name = $"{FiscalYear.Of(clock.Today()).Next}向けローリング版";
        // A second version for the same year: the name that is offered must be free.
        var before = await db.Set<PlanVersion>().CountAsync(v => v.Name.StartsWith(name) && v.DiscardedAt == null, ct);
        if (HttpMethods.IsGet(http.Request.Method) && form.Answers.Count == 0)
            form.Fill("name", before == 0 ? name : $"{name}（{before + 1}回目）");
        return Show(new(form, version.Name));
    }

    static async Task<Answer> Accept(Input input, CityDb db, Library library, Actor actor, Journal journal, TimeProvider clock,
        CancellationToken ct)
    {
        var (from, content) = await library.Current(db, ct) ?? throw new NotHere();
        if (await db.Set<PlanVersion>().Where(v => v.AdoptedAt == null && v.DiscardedAt == null).Select(v => v.Name)
            .FirstOrDefaultAsync(ct) is { } open) throw new Rule("", $"作成中の版「{open}」があります。それを確定するか取りやめてから、新しい版を開いてください。");
        if (await db.Set<PlanVersion>().AnyAsync(v => v.Name == input.Name && v.DiscardedAt == null, ct))
            throw new Rule("name", "同じ名前の版があります。年度などを入れて、区別できる名前にしてください。");
        var (by, now) = (actor.Account ?? throw new NotHere(), clock.GetUtcNow());
        var version = new PlanVersion
        {
            Id = clock.NewId(), Number = await db.Set<PlanVersion>().MaxAsync(v => v.Number, ct) + 1,
            Name = input.Name, Base = from.Id, OpenedBy = by, OpenedAt = now
        };
        db.Add(version);
        foreach (var item in Library.Items(content with { Book = content.Book with { Edition = input.Name } }, version.Id, clock))
            db.Append(item);
        journal.About("plan.version", version.Id).Fact("number", $"{version.Number}");
        return Answer.See(ShowVersion.Url(version.Number));
    }
}
