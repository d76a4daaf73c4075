using System.Text.RegularExpressions;

namespace Keyaki.Website;

sealed class PictureUntold : CheckRule
{
    public override string Code => "P1";
    public override string Title => "写真には代わりの文がある。飾りなら飾りと書いてある";
    public override string Why => "画面を見ないで聞く人には、代わりの文だけが写真です。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        foreach (var (at, _, _, block) in page.Of("picture"))
        {
            if (block["decoration"] != "yes" && string.IsNullOrWhiteSpace(block["alt"]))
                yield return Stop($"{at}.alt",
                    "写真から分かることを、代わりの文に書いてください。飾りの写真なら「飾り」を選んでください。");
            if (block["file"].Length == 0 || page.Around.Picture(block["file"]) is { IsBroken: true })
                yield return Stop($"{at}.file", "見せる画像がありません。画像を選び直すか、この部品を消してください。");
        }
        if (page.Content.Facts?.Picture is not { } fact) yield break;
        if (string.IsNullOrWhiteSpace(fact.Alt?.Ja))
            yield return Stop("facts.alt", "要点の画像から分かることを、代わりの文に書いてください。");
        if (page.Around.Picture(fact.Picture) is { IsBroken: true })
            yield return Stop("facts.picture", "要点の画像は使えません。選び直してください。");
    }
}

sealed partial class PictureBadlyTold : CheckRule
{
    const int Longest = 120;
    public override string Code => "P2";
    public override string Title => "代わりの文は写真の中身を言う（ファイルの名前や「写真」だけなら止め、説明と同じか長すぎるなら注意）";
    public override string Why => "ファイルの名前や「写真」という言葉を聞いても、何が写っているかは分かりません。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        foreach (var (at, _, _, block) in page.Of("picture"))
        {
            var (alt, place) = (block["alt"].Trim(), $"{at}.alt");
            if (alt.Length == 0 || block["decoration"] == "yes") continue;
            if (FileName().IsMatch(alt) || Same(alt, page.Around.Picture(block["file"])?.Name))
                yield return Stop(place, "ファイルの名前の代わりに、写真から分かることを書いてください。");
            else if (Nothing().IsMatch(alt)) yield return Stop(place,
                $"「{alt}」だけでは中身が分かりません。何が写っているかを書いてください。");
            else if (alt == block["caption"].Trim())
                yield return Warn(place, "写真の説明と同じ文は、二度読み上げられます。説明にないことを書くか、「飾り」を選んでください。");
            else if (alt.Length > Longest)
                yield return Warn(place, $"代わりの文は{Longest}字までにして、くわしいことは本文に書いてください（今は{alt.Length}字）。");
        }
    }

    static bool Same(string alt, string? file) => file is { Length: > 0 } && (alt == file || alt == Path.GetFileNameWithoutExtension(file));

    [GeneratedRegex(@"\.(jpe?g|png|gif|webp|avif|heic|bmp|svg|tiff?)\z", Checker.AnyCase, Checker.TimeLimit)]
    private static partial Regex FileName();

    [GeneratedRegex(@"^(の|[0-9０-９\s]|写真|画像|図|イラスト|絵|image|photo|picture|illustration|figure){1,40}\z",
        Checker.AnyCase, Checker.TimeLimit)]
    private static partial Regex Nothing();
}

sealed partial class PosterAlone : CheckRule
{
    public override string Code => "P3";
    public override string Title => "ポスターの写真にある日時、場所、問合せは本文にもある";
    public override string Why => "写真の中の文字は、読み上げられず、大きくならず、検索でも見つかりません。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        foreach (var (at, language, _, block) in page.Of("picture"))
        {
            if (!Poster().IsMatch(block["alt"] + block["caption"]) && page.Around.Picture(block["file"]) is not { IsText: true }) continue;
            var lacks = Lacks(page, language).ToList();
            if (lacks.Count > 0)
                yield return Warn($"{at}.file", $"この写真の{string.Join("と", lacks)}を、要点か本文にも書いてください。");
        }
    }

    static IEnumerable<string> Lacks(Checked page, string language)
    {
        var body = page.In(language).Where(s => s.Kind is not (PassageKind.Alternative or PassageKind.File)).ToList();
        var facts = page.Content.Facts;
        if (facts is not { Times.Count: > 0 } && body.All(s => page.Days(s).Count == 0)) yield return "日時";
        if (facts?.Place is null && !page.Of("place").Any() && !body.Any(s => Place().IsMatch(s.Seen))) yield return "場所";
        if (page.Around.Phone is null && !page.Of("contact").Any() && !body.Any(s => Contact().IsMatch(s.Seen))) yield return "問合せ";
    }

    [GeneratedRegex("ポスター|チラシ|ちらし|リーフレット|poster|flyer|leaflet", Checker.AnyCase, Checker.TimeLimit)]
    private static partial Regex Poster();

    [GeneratedRegex("場所|会場|ところ|place|venue|where", Checker.AnyCase, Checker.TimeLimit)]
    private static partial Regex Place();

    [GeneratedRegex("問い?合わ?せ|電話|聞いて|contact|phone", Checker.AnyCase, Checker.TimeLimit)]
    private static partial Regex Contact();
}
