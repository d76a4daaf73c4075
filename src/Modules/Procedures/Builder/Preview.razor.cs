using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Procedures;

/// <summary>The draft as somebody will fill it in, at the width of a phone and of a desk, by the same renderer. Nothing of it is kept: what
/// is typed goes with the page from one to the next.</summary>
public sealed partial class Preview
{
    public sealed record Page(string Title, string Draft, IReadOnlyList<(string Words, string Url, bool Here)> Whose,
        IReadOnlyList<(string Words, string Url, bool Here)> Languages, string Inner, string? Lacks, IReadOnlyList<Kernel.Fault> Faults);

    static readonly (string Code, string Words)[] Kinds =
        [("guest", "何も示さない人"), ("mail", "メールを確かめた人"), ("account", "アカウントの人"), ("card", "本人を確かめた人"),
            ("company", "会社や団体")];

    internal static async Task<IResult> Ask(Guid id, HttpContext http, Look look, DraftedProcedures room, string who = "guest",
        string lang = "ja")
    {
        var (file, _) = await Workbench.Open(id, look, room);
        var faults = new Faults("");
        var definition = DefinitionReader.Read(file.Json, CityWords.Any(look.City), faults);
        var url = room.Url(id) + "/preview";
        http.Response.Headers.ContentSecurityPolicy = $"{http.Response.Headers.ContentSecurityPolicy}; frame-src 'self'";
        return View<Preview, Page>.Show(new(file.Title, room.Url(id), [.. Kinds.Select(k => (k.Words, $"{url}?who={k.Code}&lang={lang}",
            k.Code == who))],
            [.. Language.All.Select(l => (l.Name, $"{url}?who={who}&lang={l.Language.Code}", l.Language.Code == lang))],
                $"{url}/1?who={who}&lang={lang}",
            definition is null ? null : Lacks(definition, who), faults.All));
    }

    static string? Lacks(Definition d, string who) => (d.Identity, who) switch
    {
        (Identity.Mail, "guest") => "この人は、初めにメールアドレスを確かめるよう求められます。",
        (Identity.Account or Identity.Register or Identity.Card, "guest" or "mail") =>
            "この人は、初めにアカウントでのサインインを求められます。",
        (Identity.Card, "account" or "company") => "この人は、初めにマイナンバーカードでの本人確認を求められます。",
        (Identity.Register, "account" or "company") => "この人は、住民票と結び付いていないため、申し込めません。",
        _ => null,
    };

    /// <summary>What such a person brings; an invention in plain sight.</summary>
    static Dictionary<string, Value> Known(string who, DateOnly today)
    {
        var known = new Dictionary<string, Value> { ["today"] = Value.Of(today) };
        if (who is "guest" or "mail") return known;
        known["applicant.name"] = Value.Of(who == "company" ? "株式会社見本" : "見本 花子");
        known["applicant.kana"] = Value.Of(who == "company" ? "カブシキガイシャミホン" : "ミホン ハナコ");
        known["applicant.mail"] = Value.Of("mihon@example.jp");
        known["applicant.phone"] = Value.Of("042-000-0000");
        if (who != "company") known["applicant.birth"] = Value.Of(new DateOnly(1990, 4, 1));
        if (who == "card")
        {
            known["applicant.foreign"] = Value.Of(false);
            known["applicant.household-size"] = Value.Of(3m);
            known["applicant.household-mixed"] = Value.Of(false);
        }
        return known;
    }

    /// <summary>Not a form of ours: what is typed, and which file, goes nowhere.</summary>
    internal static void Map(IEndpointRouteBuilder app, string route)
    {
        app.MapPage(route, Workbench.Build, Deed.None, First);
        app.Declare(Workbench.Looked);
        app.MapPost(route, (RequestDelegate)Next).With(Workbench.Build, Workbench.Looked).Taking(Takes.Attachments);
    }

    static async Task<IResult> First(Guid id, int page, HttpContext http, Look look, DraftedProcedures room, string who = "guest",
        string lang = "ja")
    {
        var form = await Whole(id, look, room, who, lang);
        form.Prefill();
        return Show(form.Form, page, http, $"{room.Url(id)}/preview", $"?who={who}&lang={lang}");
    }

    static async Task Next(HttpContext http)
    {
        if (!await http.Genuine()) { http.Fail(new StaleForm()); return; }
        var (posted, route) = (await http.Request.ReadFormAsync(http.RequestAborted), http.Request.RouteValues);
        if (!Guid.TryParse(route["id"] as string, out var id) || !int.TryParse(route["page"] as string, out var page)) throw new NotHere();
        await Pages.Show(http, Deed.None, async call =>
        {
            var (look, room) = (new Look(call.Services, http.Actor(), http, call.Stop),
                call.Services.GetRequiredService<DraftedProcedures>());
            var (who, lang) = (http.Request.Query["who"].ToString(), http.Request.Query["lang"].ToString());
            var whole = await Whole(id, look, room, who, lang);
            whole.Form.Parse(posted);
            whole.Form.Focus = whole.Form.Rearranged(posted);
            whole.Renew();
            // A page with something wrong is shown again; a file cannot be wrong, because none is taken.
            if (whole.Form.Focus is not null) page--;
            else if (whole.Form.Route.ElementAtOrDefault(page - 2) is { } asked
                && !whole.Form.Check(asked with { Questions = [.. asked.Questions.Where(q => !Ui.FileKind.IsIn(q))] })) page--;
            return Show(whole.Form, page, http, $"{room.Url(id)}/preview",
                $"?who={Uri.EscapeDataString(who)}&lang={Uri.EscapeDataString(lang)}");
        }, []);
    }

    static async Task<DefinitionForm> Whole(Guid id, Look look, DraftedProcedures room, string who, string lang)
    {
        var (file, _) = await Workbench.Open(id, look, room);
        var definition = DefinitionReader.Read(file.Json, CityWords.Any(look.City), new("")) ?? throw new NotHere();
        var day = look.Today.AddDays(7);
        return new(definition, new(Known(who, look.Today))
        {
            Language = Language.Known(lang)?.Code ?? "ja", Towns = [.. look.City.Addresses.Select(a =>
                new Town(a.Postal, a.Town, a.Kana, a.Latin))],
            Days = _ => [new($"{day:yyyy-MM-dd}", Language.Japanese.Say(day)), new($"{day.AddDays(1):yyyy-MM-dd}", Language.Japanese.Say(
                day.AddDays(1)))],
            Members = [new("00000000-0000-0000-0000-000000000001", "見本 一郎（子）")],
        });
    }

    static IResult Show(Form form, int page, HttpContext http, string url, string query)
    {
        var route = form.Route.ToList();
        http.Response.Headers.ContentSecurityPolicy =
            http.Response.Headers.ContentSecurityPolicy.ToString().Replace("frame-ancestors 'none'", "frame-ancestors 'self'",
                StringComparison.Ordinal);
        return PreviewPage.Show(new(form, route, Math.Clamp(page, 1, route.Count + 1), url, query, new(form.Language)));
    }
}
