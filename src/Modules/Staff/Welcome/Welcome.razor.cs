using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>The one-time link, first step: a password. Nothing is kept until the app's first code is right.</summary>
public partial class Welcome : View<Welcome, Welcome.Page>
{
    public sealed record Page(Form Form, string Name, string Login);

    public sealed record Input(
        [AskNewPassword] string Password,
        [AskPasswordAgain] string Again) : IForm<Input>;

    public sealed record Hashed(string Password);

    /// <summary>Carried to the second step: the hash of the password, sealed.</summary>
    internal sealed record Chosen(Guid Link, string PasswordHash);

    /// <summary>Both halves were right: what stands in the address from then on.</summary>
    internal sealed record Link(Guid Id);

    internal const string Step = "welcome", Opened = "welcome-opened";
    internal static readonly TimeSpan Good = TimeSpan.FromHours(1);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/welcome/{token}", Permission.Public, StaffDeeds.FactorsSet, Ask, Accept, weigh: Weigh);

    static async Task<IResult> Ask(string token, Form form, Look look, MasterKey key, Tickets tickets) =>
        await Find(look.Db, token, key, tickets, look.Clock, look.Stop) is var (_, officer) ? Show(new(form, officer.Name, officer.Login))
            : Gone();

    internal static IResult Gone() => Trouble.Expired(new ShellLink("サインインの画面へ", "/office/sign-in"));

    /// <summary>What the address opens: the ticket that two halves were changed for, or the whole link of the command.</summary>
    internal static Task<(WelcomeLink Link, Officer Officer)?> Find(CityDb db, string token, MasterKey key, Tickets tickets,
        TimeProvider clock, CancellationToken ct) =>
        tickets.Read<Link>(Opened, token) is { } opened ? Find(db, db.Set<WelcomeLink>().Where(l => l.Id == opened.Id), clock, ct)
            : Find(db, WelcomeLink.HashOf(Doors.Hash(token), "", key), clock, ct);

    internal static Task<(WelcomeLink Link, Officer Officer)?> Find(Turn turn, Guid link) =>
        Find(turn.Db, turn.Db.Set<WelcomeLink>().Where(l => l.Id == link), turn.Clock, turn.Stop);

    internal static Task<(WelcomeLink Link, Officer Officer)?> Find(CityDb db, string hash, TimeProvider clock, CancellationToken ct) =>
        Find(db, db.Set<WelcomeLink>().Where(l => l.TokenHash == hash), clock, ct);

    static async Task<(WelcomeLink Link, Officer Officer)?> Find(CityDb db, IQueryable<WelcomeLink> links, TimeProvider clock,
        CancellationToken ct)
    {
        var found = await (from l in links.AsTracking() join o in db.Set<Officer>() on l.Officer equals o.Id select new
        {
            Link = l,
            Officer = o
        }).FirstOrDefaultAsync(ct);
        return found is not null && found.Link.Works(clock.GetUtcNow()) && found.Officer.MayEnter(clock.Today())
            ? (found.Link, found.Officer) : null;
    }

    static async Task<Hashed> Weigh(string token, Input input, Look look, NewPassword passwords, MasterKey key, Tickets tickets)
    {
        if (await Find(look.Db, token, key, tickets, look.Clock, look.Stop) is not var (_, officer)) throw new Rule("", "このリンクは使えなくなりました。");
        return new(passwords.Hash(input.Password, input.Again, officer.Login));
    }

    static async Task<Answer> Accept(string token, Hashed hashed, Turn turn, MasterKey key, Tickets tickets, NewApp app)
    {
        turn.Journal.Nothing();
        if (await Find(turn.Db, token, key, tickets, turn.Clock, turn.Stop) is not var (link, officer))
            throw new Rule("", "このリンクは使えなくなりました。");
        return Answer.See(Back.Link($"/office/welcome/{token}/app",
            ("chosen", tickets.Make(Step, new Chosen(link.Id, hashed.Password), TimeSpan.FromMinutes(30))),
            ("app", app.Start(officer.Id))));
    }
}
