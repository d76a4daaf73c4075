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
            case StaleForm: return Trouble.Refused("画面を開いてから時間がたちました。何も変わっていません。前の画面を開き直して、もう一度操作してください。", here);
            case Rule rule: return Trouble.Refused(rule.Sentence, here);
            case ChangedMeanwhile changed: return Trouble.Refused($"この画面を開いている間に、ほかの人が内容を変えました。{changed.What}　前の画面を開き直して確かめてください。", here);
            case PleaseWait: return Trouble.Busy(here);
            case BadHttpRequestException bad when bad.StatusCode < 500: return Trouble.Refused(bad.StatusCode == 413 ? "送られた内容が大きすぎます。" : "送られた内容を読み取れませんでした。", here);
        }
        var reference = Convert.ToHexString(RandomNumberGenerator.GetBytes(4));
        log.LogError(e, "Request failed, reference {Reference}, endpoint {Endpoint}", reference, http.GetEndpoint()?.DisplayName);
        return Trouble.Failed(reference);
    }

    static string Back(HttpContext http) =>
        Uri.TryCreate(http.Request.Headers.Referer, UriKind.Absolute, out var from) && from.Authority == http.Request.Host.Value ? from.PathAndQuery : HttpMethods.IsGet(http.Request.Method) ? "/" : http.Request.Path;
}
