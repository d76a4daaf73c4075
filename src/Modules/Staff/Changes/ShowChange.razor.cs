using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Staff;

/// <summary>One change of power: what it would give, and the second person's word.</summary>
public partial class ShowChange : View<ShowChange, ShowChange.Face>
{
    public sealed record Input(
        [Ask("この内容を認めますか")] bool Agreed,
        [Ask("認めない理由", Kind = "longtext", Hint = "認めないときに書いてください。申し出た人に伝わります。", MaxLength = TwoPersons.LongestRemark)] string? Remark =
            null) : IForm<Input>;

    public sealed record Face(Form Form, PowerChange Change, string Words, string By, string CheckedBy,
        IReadOnlyList<(string Title, IReadOnlyList<string> Labels)> Powers, string? Bars, bool Mine, string? Link, string? Number);

    /// <summary>A half of a link, shown for a few minutes to whoever hands it over.</summary>
    sealed record Shown(Guid Change, string? First, string? Number);

    const string Purpose = "power-change";

    public static string Url(Guid id) => $"{Changes.Url}/{id}";

    internal static string After(Tickets tickets, Guid id, string? first, string? number) =>
        first is null && number is null ? Url(id)
            : Back.Link(Url(id), ("half", tickets.Make(Purpose, new Shown(id, first, number), TimeSpan.FromMinutes(10))));

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.Declare(StaffDeeds.Declined);
        app.MapForm<Input>(Changes.Url + "/{id:guid}", Permission.Officer, StaffDeeds.Agreed, Ask, Accept);
        app.MapAct(Changes.Url + "/{id:guid}/withdraw", StaffModule.CanManage, StaffDeeds.TakenBack, Withdraw);
    }

    static async Task<PowerChange> Find(Guid id, CityDb db, Second second, Actor actor, CancellationToken ct) =>
        await db.Set<PowerChange>().AsTracking().FirstOrDefaultAsync(c => c.Id == id, ct) is { } found
            && await second.Sees(db, found, actor, ct) ? found : throw new NotHere();

    static async Task<IResult> Ask(Guid id, string? half, Form form, Actor actor, CityDb db, Second second, PostPowers powers, IStaff staff,
        Tickets tickets, IConfiguration configuration, CancellationToken ct)
    {
        var change = await Find(id, db, second, actor, ct);
        var shown = tickets.Read<Shown>(Purpose, half) is { } s && s.Change == id ? s : null;
        var faces = await staff.Faces(db, [.. new[] { change.By, change.CheckedBy }.OfType<Guid>()], ct);
        return Show(new(form, change, await second.InWords(db, change, ct), change.By is { } by ? faces.NameOf(by) : "市の設定ファイル",
            change.CheckedBy is { } checker ? faces.NameOf(checker) : "システム", await Powers(db, change, second, powers, staff, ct),
            await second.Bars(db, change, actor, ct), change.By == actor.Account, shown?.First is { } first
                ? OfficerPage.Url(configuration, WelcomeLink.BeginUrl(first)) : null, shown?.Number));
    }

    static async Task<IReadOnlyList<(string, IReadOnlyList<string>)>> Powers(CityDb db, PowerChange change, Second second,
        PostPowers powers, IStaff staff, CancellationToken ct)
    {
        IReadOnlyList<string> Labels(IEnumerable<string> codes) =>
            [.. codes.Select(code => powers.Known.FirstOrDefault(p => p.Code == code)?.Label).OfType<string>()];
        return change.Kind switch
        {
            PowerKind.Files => [.. (change.Wish.Gains ?? [])
                .Select(g => ($"{staff.PostTitle(g.Post)}（{(g.Department is { } d ? staff.DepartmentName(d) : "課に属さない")}）",
                Labels(g.Permissions))), .. (change.Wish.Deciders ?? [])
                .SelectMany(d => d.Posts.Select(p => (staff.PostTitle(p), (IReadOnlyList<string>)[$"「{d.Title}」の決裁"])))],
            PowerKind.Post => [(change.Wish.Title ?? "", Labels(change.Wish.Permissions ?? []))],
            _ => [.. (await second.Given(db, change, ct)).Select(post => (staff.PostTitle(post), Labels(powers.Of([post]))))],
        };
    }

    static async Task<Answer> Accept(Guid id, Input input, Actor actor, CityDb db, Second second, Tickets tickets, TimeProvider clock,
        Journal journal, CancellationToken ct)
    {
        var change = await Find(id, db, second, actor, ct);
        if (await second.Bars(db, change, actor, ct) is { } why) throw new Rule("", why);
        change.Check(actor.Account ?? throw new NotHere(), input.Agreed, input.Remark, clock.GetUtcNow());
        var number = input.Agreed ? await second.CarryOut(db, change, ct) : null;
        await second.Tell(db, change, ct);
        if (!input.Agreed) journal.As(StaffDeeds.Declined);
        journal.About(PowerChange.Record, id).Fact("kind", change.Kind.ToString());
        return Answer.See(After(tickets, id, null, number));
    }

    static async Task<Answer> Withdraw(Guid id, Actor actor, CityDb db, Second second, TimeProvider clock, Journal journal,
        CancellationToken ct)
    {
        var change = await Find(id, db, second, actor, ct);
        change.TakeBack(actor.Account ?? throw new NotHere(), clock.GetUtcNow());
        journal.About(PowerChange.Record, id).Fact("kind", change.Kind.ToString());
        return Answer.See(Changes.Url);
    }
}
