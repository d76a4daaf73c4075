using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>転送を足す: from where, how far, to where and why. For a whole part it is told first how many addresses move.</summary>
static class AddRedirect
{
    public const string Url = ListRedirects.Url + "/new";
    static readonly Deed Added = new("website.redirect.added", "転送を決めた");

    internal static string Of(string from, string? to) => Kits.Address.Of(Url, ("from", from), ("to", to));

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(Url, WebsiteModule.All, Added, Build, Ask, Accept);

    static Form Build(Look look)
    {
        var form = new Form([
            new Question("from", new TextKind(), "古いアドレス") { Hint = "例：/soshiki/gomi/", MaxLength = 1_000 },
            new("reach", new ChoiceKind(), "範囲") { Options = [new("exact", Reach.Exact.Label()),
                new("below", Reach.Below.Label(), "下にあったものは、同じ続きのアドレスに移ります。")] },
            new("to", new TextKind(), "新しいアドレス") { Hint = "このサイトなら / から、ほかのサイトなら https:// から。",
                MaxLength = 1_000 },
            new("why", new TextKind(), "理由") { MaxLength = Redirect.LongestWhy, Hint = "例：組織の名前が変わったため" },
            new("sure", new YesNoKind(), "移るアドレスの数を確かめましたか")
                { Required = false, Hint = "2つより多いアドレスが移るときに、数を示します。" },
        ]);
        return look.Afresh ? form.Fill("from", look.Query["from"].ToString()).Fill("to", look.Query["to"].ToString()).Fill("reach", "exact")
            : form;
    }

    static IResult Ask(Form form) => AskDesk.Show(new("転送を足す", "転送", ListRedirects.Url, form, "転送を決める"));

    static async Task<Answer> Accept(Form form, Turn turn, Feeds feeds)
    {
        var rule = Redirect.Begin(turn.Clock, form["from"], form["reach"] == "below" ? Reach.Below : Reach.Exact, form["to"], form["why"],
            turn.Me, feeds.Root);
        if (await Redirects.Stands(turn.Db, turn.City.Files<SitePlan>(), rule.From, turn.Stop))
            throw new Rule("from", "このアドレスには、今、ページか分類があります。転送は、なくなったアドレスにだけ働きます。");
        var shortened = new RedirectMap(await Redirects.Around(turn.Db, [rule], turn.Stop)).Add(rule);
        var missing = await Missed(turn, rule).ToListAsync(turn.Stop);
        var moved = 1 + shortened.Count + missing.Count(m => m.Address != rule.From);
        if (moved > 1 && form["sure"] != "yes")
            throw new Rule("sure", $"{moved}件のアドレスが {rule.To} に移ります（今までに開かれて見つからなかったもの{missing.Count}件、"
                + $"ほかの転送{shortened.Count}件）。よければ「はい」を選んで、もう一度押してください。");
        turn.Db.Add(rule);
        turn.Db.RemoveRange(missing);
        turn.Journal.About("website.redirect", rule.Id).Fact("addresses", moved);
        return Answer.See(ListRedirects.Url);
    }

    /// <summary>What was asked for in vain and leads somewhere now.</summary>
    static IQueryable<Missing> Missed(Turn turn, Redirect rule)
    {
        var (from, below) = (rule.From, rule.From + "/");
        return turn.Db.Set<Missing>().AsTracking().Where(m => m.Address == from || rule.Reach == Reach.Below
            && m.Address.StartsWith(below));
    }
}
