using System.Net;
using System.Text.RegularExpressions;
using Keyaki.Kits;

namespace Keyaki.Website;

sealed partial class LinkWords : CheckRule
{
    public override string Code => "L1";
    public override string Title => "リンクの言葉だけで行き先が分かる。アドレスをそのまま書かない";
    public override string Why => "リンクだけを続けて聞く人には、「こちら」が並んで聞こえます。アドレスは一字ずつ読まれます。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        foreach (var (passage, link) in page.Links)
            if (Address().IsMatch(link.Words)) yield return Stop(passage.At,
                "リンクの言葉を、アドレスではなく、行き先のページの名前にしてください。");
            else if (Vague().IsMatch(link.Words.Trim()))
                yield return Stop(passage.At, $"「{link.Words.Trim()}」の代わりに、行き先のページの名前をリンクの言葉にしてください。");
        foreach (var passage in page.Passages.Where(s => s.Kind is not PassageKind.Form && s.Seen.AsSpan().IndexOfAny('/', '.') >= 0))
            if (Address().Match(passage.Seen) is { Success: true, Value: var bare }
                && !page.Links.Any(l => l.Passage == passage && l.Link.Words.Contains(bare, StringComparison.Ordinal)))
                yield return Stop(passage.At, $"アドレス（{Short(bare)}）は、[ページの名前](アドレス) の形のリンクにしてください。");
    }

    static string Short(string address) => address.Length > 40 ? address[..40] + "…" : address;

    [GeneratedRegex(@"(?:https?://|www\.)[!-~]{1,2000}", Checker.AnyCase, Checker.TimeLimit)]
    private static partial Regex Address();

    [GeneratedRegex(@"^[「【\[（(\s→▶＞>]*(?:(?:詳しく|くわしく|詳細|続き|申込み?|申し込み)?(?:は|を)?、?)?"
        + "(?:こちら|コチラ|ここ|此方|詳細|詳しく(?:は|見る)?|くわしくは?|続きを?(?:読む|見る)?|もっと見る|クリック|リンク"
        + "|click here|here|more|read more|details?|this link|link)"
        + @"(?:のページ)?(?:から|へ|を|で)?(?:ご?(?:クリック|覧|確認|参照))?(?:して)?(?:ください)?[」】\]）)。.\s]*\z",
        Checker.AnyCase, Checker.TimeLimit)]
    private static partial Regex Vague();
}

sealed class LinkTargets : CheckRule
{
    public override string Code => "L2";
    public override string Title => "同じ言葉は同じ行き先へ、隣どうしは別の行き先へ。公開していないページへはリンクしない";
    public override string Why => "同じ言葉のリンクが別のページを開くと迷います。終わったページへ行くと、そこで止まります。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        foreach (var language in page.Links.GroupBy(l => l.Passage.Language))
        {
            var targets = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (passage, link) in language)
            {
                var words = link.Words.Trim();
                if (!targets.TryAdd(words, link.Url) && targets[words] != link.Url)
                    yield return Warn(passage.At, $"「{words}」という言葉のリンクが、別のページへも行きます。言葉を変えてください。");
            }
        }
        foreach (var passage in page.Links.Select(l => l.Passage).Distinct())
        {
            LinkRun? last = null;
            foreach (var run in Inline.Read(passage.Raw).Where(r => r is not PlainRun || r.Words.Trim().Length > 0))
            {
                if (run is LinkRun link && link.Url == last?.Url)
                    yield return Warn(passage.At,
                        $"隣り合う「{last.Words}」と「{link.Words}」は同じ行き先です。一つのリンクにしてください。");
                last = run as LinkRun;
            }
        }
        foreach (var (passage, link) in page.Links.Where(l => l.Link.Url.StartsWith('/')))
            if (page.Around.Link(link.Url) is var state and (TargetState.Ended or TargetState.Unpublished))
                yield return Warn(passage.At,
                    state is TargetState.Ended ? $"「{link.Words}」の行き先は公開を終えました。リンクを消すか、新しいページに変えてください。"
                    : $"「{link.Words}」の行き先はまだ公開されていません。公開の日時をそろえるか、リンクを消してください。");
    }
}

sealed partial class LinkInside : CheckRule
{
    public override string Code => "L3";
    public override string Title => "庁内のアドレス、下見のアドレス、自分のサイトの名前を書いたアドレスへリンクしない";
    public override string Why => "庁内のアドレスは市民には開けません。サイトの名前を書いたリンクは、名前が変わると切れます。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        foreach (var (passage, link) in page.Links)
            if (Fault(link.Url, page.Around) is { } fault) yield return Stop(passage.At, $"「{link.Words.Trim()}」：{fault}");
        foreach (var (at, _, _, block) in page.Of("video"))
            if (Fault(block["url"], page.Around) is { } fault) yield return Stop($"{at}.url", fault);
        foreach (var passage in page.Passages)
            if (passage.Seen.AsSpan().IndexOfAny('\\', ':') >= 0 && Share().Match(passage.Seen) is { Success: true, Value: var share })
                yield return Stop(passage.At, $"「{share}」は庁内の場所です。消すか、公開したファイルへのリンクに変えてください。");
    }

    static string? Fault(string url, CheckSurroundings around)
    {
        if (Share().IsMatch(url)) return "庁内のファイルの場所です。ファイルをこのページに付けてください。";
        if (url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal))
            return around.InnerPaths.Any(inner => url.StartsWith(inner, StringComparison.OrdinalIgnoreCase)
                && (url.Length == inner.Length || url[inner.Length] is '/' or '?' or '#'))
                ? "職員だけが開けるアドレスです。公開したページのアドレスに変えてください。" : null;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var to) || to.Scheme is not ("http" or "https")) return null;
        if (around.OwnHosts.Contains(to.Host, StringComparer.OrdinalIgnoreCase))
            return $"自分のサイトへは、名前を除いて {to.PathAndQuery}{to.Fragment} と書いてください。";
        return IsInternal(to, around) ? "庁内だけのアドレスです。市民も開けるアドレスに変えてください。" : null;
    }

    static bool IsInternal(Uri to, CheckSurroundings around)
    {
        var host = to.Host.Trim('[', ']');
        if (around.InternalHosts.Any(h => host.Equals(h, StringComparison.OrdinalIgnoreCase)
            || host.EndsWith("." + h, StringComparison.OrdinalIgnoreCase))) return true;
        if (!IPAddress.TryParse(host, out var ip))
            return !host.Contains('.', StringComparison.Ordinal) || Inner().IsMatch(host);
        if (ip.IsIPv4MappedToIPv6) ip = ip.MapToIPv4();
        if (IPAddress.IsLoopback(ip) || ip.IsIPv6LinkLocal || ip.IsIPv6UniqueLocal) return true;
        return ip.GetAddressBytes() is [10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [169, 254, ..] or [0, ..];
    }

    [GeneratedRegex(@"file:/|\\\\[A-Za-z0-9]|(?<![A-Za-z])[A-Za-z]:\\", Checker.AnyCase, Checker.TimeLimit)]
    private static partial Regex Share();

    [GeneratedRegex(@"\.(local|localhost|lan|internal|intra|home\.arpa|lgwan\.jp|asp\.lgwan\.jp)\z", Checker.AnyCase, Checker.TimeLimit)]
    private static partial Regex Inner();
}

sealed partial class FileLinks : CheckRule
{
    public override string Code => "L4";
    public override string Title => "ファイルの種類と大きさは一度だけ書かれる";
    public override string Why =>
        "開く前に種類と大きさが分かると、電話の通信で困りません。「ファイル」の部品は、それを自動で書きます。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        foreach (var passage in page.Passages.Where(s => s.Kind is PassageKind.File))
            if (Doubled().Match(passage.Narrow) is { Success: true } typed)
                yield return Warn(passage.At, $"「{typed.Value.Trim()}」は自動で付きます。題から消してください。");
        foreach (var (passage, link) in page.Links)
            if (FileAddress().IsMatch(link.Url) && !KindAndSize().IsMatch(link.Words))
                yield return Warn(passage.At,
                    $"「{link.Words.Trim()}」はファイルです。「ファイル」の部品で付けると、種類と大きさが自動で付きます。");
    }

    [GeneratedRegex(@"[(\[]\s?(?:PDF|Word|Excel|PowerPoint|ワード|エクセル|CSV|ZIP)[^)\]\n]{0,40}[)\]]"
        + @"|[0-9.]{1,8}\s?(?:KB|MB|キロバイト|メガバイト)|\.(?:pdf|docx?|xlsx?|pptx?|csv|zip)$",
        Checker.AnyCase | RegexOptions.Multiline, Checker.TimeLimit)]
    private static partial Regex Doubled();

    [GeneratedRegex(@"\.(?:pdf|docx?|xlsx?|pptx?|csv|zip)(?:[?#].{0,200})?\z", Checker.AnyCase, Checker.TimeLimit)]
    private static partial Regex FileAddress();

    [GeneratedRegex(@"(?:PDF|Word|Excel|PowerPoint|ワード|エクセル|CSV|ZIP).{0,20}[0-9]", Checker.AnyCase, Checker.TimeLimit)]
    private static partial Regex KindAndSize();
}
