using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Kits;

/// <summary>The page of an act of two persons: the second one answers, the first one takes it back.</summary>
public static class SecondRoutes
{
    const string Agreed = "agreed", Remark = "remark";

    /// <summary>Both routes name the act as <c>{act}</c>.</summary>
    /// <param name="first">What the first person must hold to take it back; as the second one, when absent.</param>
    public static void MapSecond<T>(this IEndpointRouteBuilder app, string route, string takeBack, Permission who, Deed checks,
        Deed takesBack, Deed? look = null, Permission? first = null) where T : TwoPersons
    {
        app.MapForm(route, who, checks, Build<T>, Ask<T>, Accept<T>, look).Taking(Room.Of(Questions("", "", "")));
        app.MapAct(takeBack, first ?? who, takesBack, TakeBack<T>);
    }

    static Form Build<T>(SecondPerson<T> second) where T : TwoPersons =>
        new(Questions(second.Words.Asks, second.Words.WhyNot, second.Words.When));

    static Question[] Questions(string asks, string whyNot, string when) =>
    [
        new(Agreed, new YesNoKind(), asks),
        new(Remark, new LongTextKind(3), whyNot) { Required = false, MaxLength = TwoPersons.LongestRemark, Hint = when },
    ];

    static async Task<IResult> Ask<T>(Guid act, Form form, HttpContext http, CityDb db, Actor actor, SecondPerson<T> second, IStaff staff,
        Journal journal, CancellationToken ct) where T : TwoPersons
    {
        var found = await second.Find(db, act, actor, ct);
        var faces = await staff.Faces(db, [.. new[] { found.By, found.CheckedBy }.OfType<Guid>()], ct);
        await second.Note(db, found, journal, ct);
        return SecondPage.Show(new(await second.Face(db, found, http, ct), form, second.Words, found,
            found.By is { } by ? faces.NameOf(by) : "市の設定ファイル", found.CheckedBy is { } checker ? faces.NameOf(checker) : "システム",
            await second.Bars(db, found, actor, ct), second.Home(found), found.By == actor.Account ? second.TakeBack(found) : null));
    }

    static async Task<Answer> Accept<T>(Guid act, Form form, CityDb db, Actor actor, SecondPerson<T> second, IMessages messages,
        TimeProvider clock, Journal journal, CancellationToken ct) where T : TwoPersons
    {
        var (found, agreed) = (await second.Find(db, act, actor, ct), form.Value(Agreed) is true);
        if (await second.Bars(db, found, actor, ct) is { } why) throw new Rule("", why);
        found.Check(actor.Account ?? throw new NotHere(), agreed, form[Remark], clock.GetUtcNow());
        journal.Fact(Agreed, agreed ? "yes" : "no");
        await second.Note(db, found, journal, ct);
        var next = agreed ? await second.CarryOut(db, found, journal, ct) : second.After(found);
        await second.Tell(db, found, messages, ct);
        return Answer.See(next);
    }

    static async Task<Answer> TakeBack<T>(Guid act, CityDb db, Actor actor, SecondPerson<T> second, TimeProvider clock, Journal journal,
        CancellationToken ct) where T : TwoPersons
    {
        var found = await second.Find(db, act, actor, ct);
        found.TakeBack(actor.Account ?? throw new NotHere(), clock.GetUtcNow());
        await second.Note(db, found, journal, ct);
        return Answer.See(second.Home(found));
    }
}
