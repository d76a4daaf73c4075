using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Keyaki.Website;

/// <summary>Looks at addresses of other sites, once each, by GET, of which nothing but the head is read. A server is asked one thing at a
/// time, with a pause.</summary>
sealed class LinkProbe(IHttpClientFactory clients, LinkManners manners)
{
    const int MostRedirects = 8, LoopAfter = 5, ManyRedirects = 2;

    sealed class Gate
    {
        public SemaphoreSlim Turn { get; } = new(1);
        public long? Last { get; set; }
    }

    readonly ConcurrentDictionary<string, Gate> gates = new(StringComparer.OrdinalIgnoreCase);

    public async Task<LinkFinding> Check(string url, CancellationToken ct)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri)) return LinkFinding.Broken("アドレスとして読めません。");
        if (uri.Scheme == Uri.UriSchemeFile)
            return LinkFinding.Broken("パソコンの中のファイル（file:）へのリンクです。ほかの人は開けません。");
        if (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            return new(LinkState.Unchecked, "調べられない種類のリンクです。");
        var warnings = new List<string>();
        if (uri.UserInfo.Length > 0) warnings.Add("アドレスに名前やパスワードが入っています。");
        var (seen, client, redirects) = (new HashSet<string> { Plain(uri).AbsoluteUri }, LinkDoor.Strict, 0);
        while (true)
        {
            Head head;
            try { head = await Ask(client, Plain(uri), ct); }
            catch (HttpRequestException e) when (client == LinkDoor.Strict && Has<AuthenticationException>(e))
            {
                warnings.Add("証明書が正しくありません。");
                client = LinkDoor.Lenient;
                continue;
            }
            catch (HttpRequestException e) when (Has<InsideAddress>(e))
            { return LinkFinding.Broken("外から開けないアドレス（内側のネットワーク）です。"); }
            catch (HttpRequestException e) { return LinkFinding.NoAnswer(Words(e)); }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            { return LinkFinding.NoAnswer($"{manners.Wait.TotalSeconds:0}秒待っても返事がありません。"); }
            if (head.Took > manners.Slow) warnings.Add($"返事が遅いです（{head.Took.TotalSeconds:0}秒）。");
            if (head.To is not { } location) return Judge(head, redirects, warnings);
            if (!Uri.TryCreate(uri, location, out var next) || next.Scheme != Uri.UriSchemeHttp && next.Scheme != Uri.UriSchemeHttps)
                return LinkFinding.Broken("転送の先を開けません。");
            redirects++;
            if (!seen.Add(Plain(next).AbsoluteUri) && redirects >= LoopAfter) return LinkFinding.Broken("転送が輪になっています。");
            if (redirects > MostRedirects) return LinkFinding.Broken($"転送が{MostRedirects}回を超えます。");
            uri = next;
        }
    }

    static LinkFinding Judge(Head head, int redirects, List<string> warnings)
    {
        var status = (int)head.Status;
        if (redirects >= ManyRedirects) warnings.Add($"{redirects}回転送されます。行き先のアドレスに直してください。");
        return head.Status switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => LinkFinding.Broken($"ページがありません（{status}）。"),
            _ when head.Challenge => new(LinkState.Unchecked, "プログラムを断るサイトなので、人が開いて確かめてください。"),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(LinkState.SignIn, $"サインインしないと開けません（{status}）。"),
            >= HttpStatusCode.InternalServerError => LinkFinding.NoAnswer($"相手のサイトの具合が悪いようです（{status}）。"),
            >= HttpStatusCode.BadRequest =>
                new(LinkState.Unchecked, $"プログラムでは確かめられません（{status}）。人が開いて確かめてください。"),
            _ => warnings.Count == 0 ? LinkFinding.Good : LinkFinding.Warned(string.Join("", warnings)),
        };
    }

    sealed record Head(HttpStatusCode Status, string? To, bool Challenge, TimeSpan Took);

    async Task<Head> Ask(string client, Uri uri, CancellationToken ct)
    {
        var gate = gates.GetOrAdd(uri.Authority, _ => new());
        await gate.Turn.WaitAsync(ct);
        try
        {
            if (gate.Last is { } last && manners.Pause - Stopwatch.GetElapsedTime(last) is var rest && rest > TimeSpan.Zero)
                await Task.Delay(rest, ct);
            using var most = CancellationTokenSource.CreateLinkedTokenSource(ct);
            most.CancelAfter(manners.Wait);
            using var request = new HttpRequestMessage(HttpMethod.Get, uri);
            request.Headers.TryAddWithoutValidation("User-Agent", manners.Name);
            request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
            request.Headers.TryAddWithoutValidation("Accept-Language", "ja,en;q=0.5");
            var begun = Stopwatch.GetTimestamp();
            using var answer = await clients.CreateClient(client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, most.Token);
            var moved = (int)answer.StatusCode is 301 or 302 or 303 or 307 or 308;
            return new(answer.StatusCode, moved ? answer.Headers.Location?.OriginalString ?? "" : null,
                answer.Headers.TryGetValues("cf-mitigated", out var said) && said.Contains("challenge", StringComparer.OrdinalIgnoreCase),
                Stopwatch.GetElapsedTime(begun));
        }
        finally
        {
            gate.Last = Stopwatch.GetTimestamp();
            gate.Turn.Release();
        }
    }

    /// <summary>Without name and password, which we send nobody, and without the place in the page.</summary>
    static Uri Plain(Uri uri) => new UriBuilder(uri) { UserName = "", Password = "", Fragment = "" }.Uri;

    static bool Has<T>(Exception? e) where T : Exception => e is not null && (e is T || Has<T>(e.InnerException));

    static string Words(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "サイトの名前が見つかりません。",
        HttpRequestError.SecureConnectionError => "安全な通信ができません。",
        _ when e.InnerException is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } =>
            "サイトの名前が見つかりません。",
        _ => "サイトにつながりません。",
    };
}
