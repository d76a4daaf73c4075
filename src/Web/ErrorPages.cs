using System.Security.Cryptography;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;

namespace Keyaki.Web;

/// <summary>Draws the page for what could not be answered: a sentence and a next step for a person, a reference number for the
/// engineer, no inside.</summary>
sealed class ErrorPages(RequestDelegate next, Surroundings surroundings, ILogger<ErrorPages> log)
{
    public async Task Invoke(HttpContext http)
    {
        try { await next(http); }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested) { /* the client is gone */ }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            var page = Api.Problem(http, e, () => Failed(http, e)) ?? Page(http, e);
            surroundings.Set(http);
            http.Response.Headers.Remove("Location");
            if (e is BadHttpRequestException) Posted.HangUp(http);
            await page.ExecuteAsync(http);
        }
    }

    static readonly Text OpenAgain =
        new("前の画面を開き直して確かめてください。", "まえの 画面を ひらいて、見て ください。", "Please open the page before again and look at it.");

    static readonly Text NotSet = new("計算に使う金額などが、まだ決まっていません。今は受け付けられないので、下の連絡先にお問い合わせください。",
        "お金などが まだ きまって いません。いまは できません。下の れんらくさきに きいて ください。",
        "A figure that is needed here has not been set yet, so this is not possible now. Please ask at the contact below.");

    IResult Page(HttpContext http, Exception e)
    {
        var here = new ShellLink("前の画面に戻る", Back(http)) { Easy = "まえの 画面に もどる", English = "Back to the page before" };
        switch (e)
        {
            case NotHere: return Trouble.NotFound();
            case NotAllowed: return Trouble.Forbidden();
            case SentFromElsewhere: return Trouble.Elsewhere(here);
            case StaleForm:
                return Trouble.Refused(new("画面を開いてから時間がたちました。何も変わっていません。前の画面を開き直して、もう一度操作してください。",
                "時間が たちました。なにも かわって いません。まえの 画面を ひらいて、もういちど して ください。",
                "The page was open for a long time. Nothing has changed. Please open the page before again and repeat it."), here);
            case Rule rule: return Trouble.Refused(new(rule.In("ja"), rule.In("easy"), rule.In("en")), here);
            case ChangedMeanwhile changed:
                return Trouble.Refused(new(changed.In("ja", OpenAgain), changed.In("easy", OpenAgain),
                changed.In("en", OpenAgain)), here);
            case PleaseWait: return Trouble.Busy(here);
            case MissingRule:
                log.LogError("{Missing}", e.Message);
                return Trouble.Show(new(new("今は受け付けられません", "いまは できません", "This is not possible now"),
                    [http.Door() == Door.Office ? new(e.Message) : NotSet], here,
                    Contact: http.Door() == Door.Office ? null : http.RequestServices.GetRequiredService<CityProfile>().Hall),
                    StatusCodes.Status503ServiceUnavailable);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Trouble.Refused(
                new("送られた内容が大きすぎます。ブラウザーの「戻る」で前の画面に戻り、文章を短くするか、ファイルを小さくしてから、もう一度送信してください。",
                "おくった ものが 大きすぎます。ブラウザーの「戻る」で もどって、文を みじかくするか、ファイルを 小さく して ください。",
                "What you sent is too large. Go back with your browser, shorten the text or make the file smaller, and send it again."),
                here, StatusCodes.Status413PayloadTooLarge);
            case BadHttpRequestException:
                return Trouble.Refused(new("送られた内容を読み取れませんでした。前の画面を開き直して、もう一度操作してください。",
                "読めませんでした。まえの 画面を ひらいて、もういちど して ください。",
                "We could not read what was sent. Please open the page before again and repeat it."), here,
                StatusCodes.Status400BadRequest);
        }
        return Trouble.Failed(Failed(http, e));
    }

    /// <summary>Writes it down for the engineer; the number finds it again.</summary>
    string Failed(HttpContext http, Exception e)
    {
        var reference = Convert.ToHexString(RandomNumberGenerator.GetBytes(4));
        log.LogError(e, "Request failed, reference {Reference}, endpoint {Endpoint}", reference, http.GetEndpoint()?.DisplayName);
        return reference;
    }

    /// <summary>The page before, or this one: whatever was sent as an address, only a page of this house.</summary>
    static string Back(HttpContext http)
    {
        var home = http.Door().Home;
        return Uri.TryCreate(http.Request.Headers.Referer, UriKind.Absolute, out var from) && from.Authority == http.Request.Host.Value
            ? Kernel.Back.To(from.PathAndQuery, home)
            : HttpMethods.IsGet(http.Request.Method) ? home : Kernel.Back.To(http.Request.Path, home);
    }
}
