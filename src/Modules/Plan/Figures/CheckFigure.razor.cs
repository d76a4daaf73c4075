using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>A second person holds the figure against its source.</summary>
public sealed partial class CheckFigure
{
    public sealed record Input(
        [Ask("出所を見て、数字は合っていますか")] bool Agreed,
        [Ask("違うところ", Kind = "longtext", Hint = "合っていないときに、どこが違うかを書いてください。入れた人に伝わります。", MaxLength = 500)] string? Remark = null)
            : IForm<Input>;

    public sealed record Shown(Form Form, Entry Entry, Target? Target);

    static readonly Deed Checked = new("plan.figure.checked", "計画の数字を確かめた");

    public static string Url(Guid id) => $"/office/plan/entries/{id}/check";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/plan/entries/{id}/check", PlanModule.Write, Checked, Ask, Accept);

    static async Task<IResult> Ask(Guid id, Form form, CityDb db, Library library, CancellationToken ct)
    {
        var entry = await db.Set<Entry>().AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, ct) ?? throw new NotHere();
        return Show(new(form, entry, (await library.Current(db, ct))?.Content.Target(entry.Target)));
    }

    static async Task<Answer> Accept(Guid id, Input input, CityDb db, Library library, IMessages messages, Actor actor, Journal journal,
        TimeProvider clock, CancellationToken ct)
    {
        var entry = await db.Set<Entry>().AsTracking().FirstOrDefaultAsync(e => e.Id == id, ct) ?? throw new NotHere();
        entry.Check(actor.Account ?? throw new NotHere(), input.Agreed, input.Remark, clock.GetUtcNow());
        journal.About("plan.entry", id).Fact("agreed", input.Agreed ? "yes" : "no");
        if (!input.Agreed && (await library.Current(db, ct))?.Content.Target(entry.Target) is { } target)
            await messages.Send(db, new Message($"plan figure {id:N}", entry.By, null, "入れた数字が、出所と違うと言われました",
                $"{target.Title}、{Moment.Words(entry.Period)}、{Figures.Of(entry.Value, target.Unit)}\n出所：{entry.Source}\n\n違うところ：{entry.Remark}\n\nこの数字は公開の画面に載りません。出所を見て、正しい数字を入れ直してください。", EnterFigure.Url(target.Code)), ct);
        return Answer.See(FigureDesk.After(id));
    }
}
