using System.Security.Cryptography;
using System.Text;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Website;

/// <summary>One part of an edition is written. Who saves second sees what the first one wrote, beside what they typed.</summary>
public sealed partial class EditPart
{
    public sealed record Page(Form Form, string Title, string? Lead, string PageTitle, string Home, TypingFace Typed, bool Void);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(WebsitePaths.Home + "/{id:guid}/edit/{part}", WebsiteModule.Write, WebsiteDeeds.Wrote, Build, Ask, Accept);

    static async Task<Form> Build(Guid id, string part, Look look, DeskShops shops, string at = "") =>
        DeskPart.Of(part, at).Form(await shops.Of(await OnDesk.Open(id, look), at, look));

    static async Task<IResult> Ask(Guid id, string part, Form form, Look look, DeskShops shops, string at = "")
    {
        var (one, shop) = (DeskPart.Of(part, at), await shops.Of(await OnDesk.Open(id, look), at, look));
        return Show(new(form, one.Title(shop), one.Lead, shop.Desk.Page.Title, WebsitePaths.Page(id) + Anchor(part, at),
            await Typing.Of(look, Url(id, part, at, look), form, Hash(one.Form(shop), shop.Desk)),
            shop.Desk.Edition.State is EditionState.Approved));
    }

    static async Task<Answer> Accept(Guid id, string part, Form form, Turn turn, DeskShops shops, IStaff staff, string at = "")
    {
        var (one, shop) = (DeskPart.Of(part, at), await shops.Of(await OnDesk.Take(id, turn), at, turn));
        var now = one.Form(shop);
        if (!turn.Saw(Hash(now, shop.Desk)))
            throw new ChangedMeanwhile(await shop.Desk.Last(turn, part + at, staff) + Others(form, now));
        shop.Desk.Write(turn, part + at, one.Take(form, shop));
        await Typing.Done(turn, Url(id, part, at, turn));
        return Answer.See(WebsitePaths.Page(id) + Anchor(part, at));
    }

    /// <summary>The page by which what is typed on it is found again; a new block is one of what was picked for it.</summary>
    static string Url(Guid id, string part, string at, Look look) => WebsitePaths.Edit(id, part, at)
        + (at.Length > 0 && look.Query["pick"].ToString() is { Length: 32 } pick && Materials.Id(pick) is not null ? $"&pick={pick}" : "");

    static string Anchor(string part, string at) => part == "block" ? "#" + at.Split('.')[0] : "";

    /// <summary>What the part says, and how many blocks there are around it, as one short word.</summary>
    static string Hash(Form form, OnDesk desk) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\u001e', form.Answers.Where(a => a.Value.Length > 0).OrderBy(a => a.Key, StringComparer.Ordinal)
            .Select(a => $"{a.Key}={a.Value}"))
        + "\u001e" + desk.Edition.Id)))[..16];

    /// <summary>What is there now where it is not what was typed.</summary>
    static string Others(Form typed, Form now) => string.Join("", now.Questions
        .Where(q => typed.Asks(q.Name) && typed[q.Name] != now[q.Name] && now[q.Name].Length > 0)
        .Select(q => $"　今の「{q.Label}」は「{PlainText.Cut(now[q.Name], 300)}」です。"));
}
