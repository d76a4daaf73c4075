using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Keyaki.Simulator;

/// <summary>The page of the payment company where the payer chooses how to pay. It needs no scripting.</summary>
static class HostedPage
{
    static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public static void Map(WebApplication app)
    {
        app.MapGet("/checkout.css", () => Results.Text(Css, "text/css; charset=utf-8"));
        var pages = app.MapGroup("/checkout").AddEndpointFilter(async (call, next) =>
        {
            call.HttpContext.Response.Headers.ContentSecurityPolicy =
                "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'";
            call.HttpContext.Response.Headers.CacheControl = "no-store";
            if (call.HttpContext.RequestServices.GetRequiredService<Ledger>().Outage)
                return Page(503, "ただいまご利用になれません", "<p>お支払いの受付を停止しています。しばらくしてから、もう一度お試しください。</p>");
            return await next(call);
        });
        pages.MapGet("/{id}", (string id, Ledger ledger) => ledger.Checkout(id) is { } checkout ? Show(checkout, ledger.Behaviour)
            : NotFound());
        pages.MapPost("/{id}", Press).DisableAntiforgery();
    }

    static async Task<IResult> Press(string id, HttpRequest request, Ledger ledger, Till till, CancellationToken ct)
    {
        if (ledger.Checkout(id) is not { } checkout) return NotFound();
        if (checkout.Status is not CheckoutStatus.Open) return Show(checkout, ledger.Behaviour);
        var form = await request.ReadFormAsync(ct);
        if (Behaviours.ReadMethod(form["method"]) is not { } method) return Show(checkout, ledger.Behaviour, "支払い方法を選んでください。");
        Behaviour behaviour;
        try { behaviour = form["behaviour"].ToString() is { Length: > 0 } word ? Behaviours.Read(word) : ledger.Behaviour; }
        catch (ArgumentException) { return Show(checkout, ledger.Behaviour, "動作を選んでください。"); }
        if (!int.TryParse(form["seconds"] is [{ Length: > 0 } text] ? text : "10", NumberStyles.None, CultureInfo.InvariantCulture,
            out var seconds) || seconds > 86_400)
            return Show(checkout, behaviour, "秒数は0から86400までの数字で入力してください。");
        return await till.Pay(checkout, method, behaviour, TimeSpan.FromSeconds(seconds), ct)
            ? Results.Redirect(checkout.ReturnUrl)
            : Page(504, "応答がありません", "<p>支払い方法の会社から応答がありません。お支払いができたかどうかは、申し込み先の画面で確かめてください。</p>" + Back(checkout));
    }

    static IResult Show(Checkout checkout, Behaviour chosen, string? error = null)
    {
        var facts = $"""
            <dl><div><dt>お支払いの内容</dt><dd>{Html.Encode(checkout.Description)}</dd></div>
            <div><dt>金額</dt><dd class="amount">{checkout.Amount.ToString("N0", CultureInfo.InvariantCulture)}円</dd></div>
            <div><dt>番号</dt><dd>{Html.Encode(checkout.Reference)}</dd></div></dl>
            """;
        return checkout.Status switch
        {
            CheckoutStatus.Succeeded => Page(200, "お支払いは済んでいます", facts + Back(checkout)),
            CheckoutStatus.Failed => Page(200, "お支払いはできませんでした", facts + Back(checkout)),
            CheckoutStatus.Expired => Page(200, "お支払いの期限が過ぎました", facts + Back(checkout)),
            _ => Page(error is null ? 200 : 422, "お支払い", $"""
                {(error is null ? "" : $"""<div class="error" role="alert"><h2>入力内容を確認してください</h2><p>{Html.Encode(error)}</p></div>""")}
                {facts}
                <form method="post" action="/checkout/{checkout.Id}">
                <fieldset><legend>支払い方法</legend>{string.Concat(Enum.GetValues<Method>().Select(m => Radio("method", m.Word(), m.Label(), m is Method.Card)))}</fieldset>
                <fieldset class="simulator"><legend>シミュレーターの動作</legend>
                <p>ここは本物の決済会社ではありません。お金は動きません。試したい動作を選んでください。</p>
                {string.Concat(Enum.GetValues<Behaviour>().Select(b => Radio("behaviour", b.Word(), b.Label(), b == chosen)))}
                <p><label for="seconds">遅れる秒数</label><br><input id="seconds" name="seconds" inputmode="numeric" value="10"></p></fieldset>
                <button>支払う</button></form>
                <p><a href="{Html.Encode(checkout.CancelUrl)}">支払わずに戻る</a></p>
                """),
        };
    }

    static string Radio(string name, string value, string label, bool on) =>
        $"""<p class="choice"><input type="radio" id="{name}-{value}" name="{name}" value="{value}"{(on ? " checked" : "")}><label for="{name}-{value}">{Html.Encode(label)}</label></p>""";

    static string Back(Checkout checkout) => $"""<p><a href="{Html.Encode(checkout.ReturnUrl)}">申し込み先の画面に戻る</a></p>""";

    static IResult NotFound() => Page(404, "お支払いが見つかりません", "<p>アドレスが正しいか確かめてください。</p>");

    static IResult Page(int status, string title, string body) => Results.Text($"""
        <!DOCTYPE html>
        <html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title} | けやき決済シミュレーター</title><link rel="stylesheet" href="/checkout.css"></head>
        <body><header><p>けやき決済シミュレーター</p></header><main><h1>{title}</h1>{body}</main></body></html>
        """, "text/html; charset=utf-8", statusCode: status);

    const string Css = """
        body { margin: 0; font: 17px/1.7 "BIZ UDPGothic", "Noto Sans CJK JP", sans-serif; color: #1a1a1a; background: #f2f2f2; }
        header p { margin: 0; padding: 12px 16px; background: #4a2b63; color: #fff; font-weight: bold; }
        main { max-width: 640px; margin: 0 auto; padding: 16px; background: #fff; }
        h1 { font-size: 28px; line-height: 1.4; } h2 { font-size: 18px; margin: 0; }
        dl div { border-bottom: 1px solid #767676; padding: 8px 0; } dt { color: #4d4d4d; } dd { margin: 0; overflow-wrap: anywhere; }
        .amount { font-size: 28px; font-variant-numeric: tabular-nums; }
        fieldset { border: 1px solid #767676; border-radius: 8px; margin: 24px 0; padding: 8px 16px; min-width: 0; } legend { font-weight: bold; padding: 0 8px; }
        .simulator { border: 2px dashed #4a2b63; background: #faf5ff; }
        .choice { display: flex; align-items: center; gap: 8px; min-height: 44px; margin: 0; } .choice input { width: 24px; height: 24px; flex: none; } .choice label { flex: 1; padding: 8px 0; }
        #seconds { font: inherit; width: 6em; min-height: 44px; border: 1px solid #4d4d4d; border-radius: 8px; padding: 0 12px; }
        button { font: inherit; font-weight: bold; min-height: 56px; width: 100%; color: #fff; background: #4a2b63; border: 0; border-radius: 8px; }
        a { color: #3a2270; display: inline-block; min-height: 44px; line-height: 44px; } .error { border: 3px solid #b3001b; border-radius: 8px; padding: 12px 16px; color: #8f0016; }
        :focus-visible { outline: 4px solid #000; outline-offset: 2px; box-shadow: 0 0 0 2px #ffd43d; }
        """;
}
