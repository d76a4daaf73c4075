using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Procedures;

/// <summary>交付: the officer posted the letter or handed it over.</summary>
public sealed partial class Deliver
{
    /// <summary>The two ways by hand; a download is noted by the program itself.</summary>
    public enum By { [Label("郵送した")] Post, [Label("窓口で渡した")] Counter }

    public sealed record Input([Ask("渡した方法")] By How) : IForm<Input>;

    public sealed record Page(Application Case, Form Form);

    public static async Task<IResult> Ask(Guid id, Form form, CityDb db, Actor actor, CityProfile city, Journal journal, CancellationToken ct) =>
        Show(new(await CaseAccess.Shown(db, id, actor, city, journal, ct), form));

    public static async Task<Answer> Accept(Guid id, Input input, IFormCollection posted, CityDb db, Actor actor, CityProfile city, IStaff staff, Journal journal, TimeProvider clock, CancellationToken ct)
    {
        var found = await CaseAccess.Change(db, id, actor, city, posted, staff, clock, ct);
        var how = input.How is By.Post ? DeliveryWay.Post : DeliveryWay.Counter;
        var me = actor.Account ?? throw new NotHere();
        if (found.PaperWaits && found.Day >= clock.Today()) db.Add(found.ReleasePaper(input.How is By.Post ? "郵送した" : "窓口で渡した", me, clock.NewId(), clock.GetUtcNow()));
        else db.Add(found.Deliver(how, me, clock.NewId(), clock.GetUtcNow()));
        journal.About(Application.Kind, id, found.Account, found.Person).Fact("how", how.ToString());
        return Answer.See(Links.Case(id));
    }
}
