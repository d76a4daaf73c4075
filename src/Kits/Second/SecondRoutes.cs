using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Staff;
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

    static async Task<IResult> Ask<T>(Guid act, Form form, Look look, SecondPerson<T> second, IStaff staff) where T : TwoPersons
    {
        var found = await second.Find(act, look);
        var faces = await staff.Faces(look, [.. new[] { found.By, found.CheckedBy }.OfType<Guid>()]);
        await second.Note(found, look);
        return SecondPage.Show(new(await second.Face(found, look), form, second.Words, found,
            found.By is { } by ? faces.NameOf(by) : "市の設定ファイル", found.CheckedBy is { } checker ? faces.NameOf(checker) : "システム",
            await second.Bars(found, look), second.Home(found), found.By == look.Me ? second.TakeBack(found) : null));
    }

    static async Task<Answer> Accept<T>(Guid act, Form form, Turn turn, SecondPerson<T> second, IMessages messages) where T : TwoPersons
    {
        var (found, agreed) = (await second.Find(act, turn), form.Value(Agreed) is true);
        if (await second.Bars(found, turn) is { } why) throw new Rule("", why);
        found.Check(turn.Me, agreed, form[Remark], turn.Now);
        turn.Journal.Fact(Agreed, agreed ? "yes" : "no");
        await second.Note(found, turn);
        var next = agreed ? await second.CarryOut(found, turn) : second.After(found);
        await second.Tell(found, turn, messages);
        return Answer.See(next);
    }

    static async Task<Answer> TakeBack<T>(Guid act, Turn turn, SecondPerson<T> second) where T : TwoPersons
    {
        var found = await second.Find(act, turn);
        found.TakeBack(turn.Me, turn.Now);
        await second.Note(found, turn);
        return Answer.See(second.Home(found));
    }
}
