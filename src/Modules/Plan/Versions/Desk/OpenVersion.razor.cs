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
    public sealed record Page(Form Form, string Base);

    static readonly Deed Opened = new("plan.version.opened", "計画の新しい版を開いた");

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm<Input>(Url, PlanModule.Write, Opened, Ask, Accept);

    static async Task<IResult> Ask(Form form, Look look, Library library)
    {
        var (version, _) = await library.Current(look.Db, look.Stop) ?? throw new NotHere();
        var name = $"{FiscalYear.Of(look.Today).Next}向けローリング版";
        // A second version for the same year: the name that is offered must be free.
        var before = await look.Db.Set<PlanVersion>().CountAsync(v => v.Name.StartsWith(name) && v.DiscardedAt == null, look.Stop);
        if (look.Afresh && form.Answers.Count == 0)
            form.Fill("name", before == 0 ? name : $"{name}（{before + 1}回目）");
        return Show(new(form, version.Name));
    }

    static async Task<Answer> Accept(Input input, Turn turn, Library library)
    {
        var (from, content) = await library.Current(turn.Db, turn.Stop) ?? throw new NotHere();
        if (await turn.Db.Set<PlanVersion>().Where(v => v.AdoptedAt == null && v.DiscardedAt == null).Select(v => v.Name)
            .FirstOrDefaultAsync(turn.Stop) is { } open) throw new Rule("", $"作成中の版「{open}」があります。それを確定するか取りやめてから、新しい版を開いてください。");
        if (await turn.Db.Set<PlanVersion>().AnyAsync(v => v.Name == input.Name && v.DiscardedAt == null, turn.Stop))
            throw new Rule("name", "同じ名前の版があります。年度などを入れて、区別できる名前にしてください。");
        var (by, now) = (turn.Me, turn.Now);
        var version = new PlanVersion
        {
            Id = turn.NewId(), Number = await turn.Db.Set<PlanVersion>().MaxAsync(v => v.Number, turn.Stop) + 1,
            Name = input.Name, Base = from.Id, OpenedBy = by, OpenedAt = now
        };
        turn.Db.Add(version);
        foreach (var item in Library.Items(content with { Book = content.Book with { Edition = input.Name } }, version.Id, turn.Clock))
            turn.Db.Append(item);
        turn.Journal.About("plan.version", version.Id).Fact("number", $"{version.Number}");
        return Answer.See(ShowVersion.Url(version.Number));
    }
}
