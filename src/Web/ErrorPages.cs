using System.Security.Cryptography;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Web;

/// <summary>Draws the page for what could not be answered: a sentence and a next step for a person, a reference number for the engineer, no inside.</summary>
sealed class ErrorPages(RequestDelegate next, Surroundings surroundings, ILogger<ErrorPages> log)
{
    public async Task Invoke(HttpContext http)
    {
        try { await next(http); }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested) { /* the client is gone */ }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            var page = Page(http, e);
            surroundings.Set(http);
            http.Response.Headers.Remove("Location");
            if (e is BadHttpRequestException) Posted.HangUp(http);
            await page.ExecuteAsync(http);
        }
    }

    IResult Page(HttpContext http, Exception e)
    {
        var here = new ShellLink("前の画面に戻る", Back(http));
        switch (e)
        {
            case NotHere: return Trouble.NotFound();
            case NotAllowed: return Trouble.Forbidden();
            case SentFromElsewhere: return Trouble.Elsewhere(here);
            case StaleForm: return Trouble.Refused("画面を開いてから時間がたちました。何も変わっていません。前の画面を開き直して、もう一度操作してください。", here);
            case Rule rule: return Trouble.Refused(rule.Sentence, here);
            case ChangedMeanwhile changed: return Trouble.Refused($"この画面を開いている間に、ほかの人が内容を変えました。{changed.What}　前の画面を開き直して確かめてください。", here);
            case PleaseWait: return Trouble.Busy(here);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }: return Trouble.Refused("送られた内容が大きすぎます。ブラウザーの「戻る」で前の画面に戻り、文章を短くするか、ファイルを小さくしてから、もう一度送信してください。", here, StatusCodes.Status413PayloadTooLarge);
            case BadHttpRequestException: return Trouble.Refused("送られた内容を読み取れませんでした。前の画面を開き直して、もう一度操作してください。", here, StatusCodes.Status400BadRequest);
        }
        var reference = Convert.ToHexString(RandomNumberGenerator.GetBytes(4));
        log.LogError(e, "Request failed, reference {Reference}, endpoint {Endpoint}", reference, http.GetEndpoint()?.DisplayName);
        return Trouble.Failed(reference);
    }

    /// <summary>The page before, or this one: whatever was sent as an address, only a page of this house.</summary>
    static string Back(HttpContext http)
    {
        var home = http.Door().Home;
        return Uri.TryCreate(http.Request.Headers.Referer, UriKind.Absolute, out var from) && from.Authority == http.Request.Host.Value ? Kernel.Back.To(from.PathAndQuery, home)
            : HttpMethods.IsGet(http.Request.Method) ? home : Kernel.Back.To(http.Request.Path, home);
    }
}
