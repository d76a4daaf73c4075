using Keyaki.Kernel;

namespace Keyaki.Website;

sealed class RecordMissing : CheckRule
{
    public override string Code => "C1";
    public override string Title => "担当の課、見直す日（お知らせは終える日時）、分野、問合せがある";
    public override string Why => "担当と日のないページは、だれも直さないまま残ります。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        var around = page.Around;
        if (string.IsNullOrEmpty(around.Owner)) yield return Stop("owner", "担当の課を選んでください。");
        if (around.IsNotice && around.Expires is null) yield return Stop("expires", "公開を終える日時を入れてください。");
        if (!around.IsNotice && around.ReviewDay is null) yield return Stop("reviewDay", "見直す日を入れてください。");
        if (page.Content.Topics.Count == 0) yield return Stop("topics", "分野を選んでください。");
        if (string.IsNullOrEmpty(around.Phone) && !page.Of("contact").Any(b => b.Block["department"].Length > 0))
            yield return Stop("contact", "担当の課に電話番号がありません。「問合せ」の部品を入れるか、課の番号を登録してください。");
    }
}

sealed class Titles : CheckRule
{
    const int Longest = 40;

    public override string Code => "C2";
    public override string Title => "題は40字までで、ほかのページと違い、中身を言う（ないか種類だけなら止め、長いか同じなら注意）";
    public override string Why => "検索や一覧では、題だけを見て、読むかどうかを決めます。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        foreach (var (code, wording) in page.Content.Written)
        {
            var (title, at) = (wording.Title.Trim(), $"{code}.title");
            var length = PlainText.Letters(title).Count();
            if (title.Length == 0) yield return Stop(at, "題を書いてください。");
            else if (page.Around.Words.Genres.Contains(Bare(title))) yield return Stop(at,
                $"「{title}」だけでは中身が分かりません。何の{title}かを書いてください。");
            else if (code != "en" && length > Longest) yield return Warn(at, $"題を{Longest}字までにしてください（今は{length}字）。");
            if (title.Length > 0 && page.Around.HasTitle(title)) yield return Warn(at,
                "同じ題のページがほかにあります。年や場所などを足して、違う題にしてください。");
        }
    }

    static string Bare(string title) =>
        JapaneseText.Fold(string.Concat(title.Where(c => !char.IsPunctuation(c) && !char.IsSymbol(c))), removeSpaces: true);
}

sealed class Summaries : CheckRule
{
    const int Longest = 120;

    public override string Code => "C3";
    public override string Title => "要約があり、120字まで";
    public override string Why => "要約は、検索の結果や一覧や短い知らせに出ます。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        foreach (var (code, wording) in page.Content.Written)
        {
            var length = PlainText.Letters(wording.Summary.Trim()).Count();
            if (length == 0) yield return Warn($"{code}.summary", "何のページかを、1文か2文で要約に書いてください。");
            else if (code != "en" && length > Longest) yield return Warn($"{code}.summary",
                $"要約を{Longest}字までにしてください（今は{length}字）。");
        }
    }
}

sealed class FileAlone : CheckRule
{
    /// <summary>So much text says what, when, where and for whom.</summary>
    const int Enough = 60;

    public override string Code => "C4";
    public override string Title => "ファイルだけのページにしない。何を、いつ、どこで、だれがを本文に書く";
    public override string Why => "PDFは、電話では読みにくく、読み上げや翻訳ができないことがあります。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        foreach (var wording in page.Of("files").GroupBy(f => f.Language))
        {
            var text = page.In(wording.Key).Where(s => s.Kind is PassageKind.Body or PassageKind.Items or PassageKind.Cells
                or PassageKind.Fact).Sum(s => s.Seen.Length) + (page.Content.Facts?.Times.Count > 0 ? Enough / 3 : 0);
            if (text < Enough) yield return Stop($"{wording.First().At}.items",
                "ファイルを開かなくても、何を、いつ、どこで、だれがするのかが分かる文を、本文に書いてください。");
        }
    }
}

sealed class FileFaults : CheckRule
{
    public override string Code => "C5";
    public override string Title => "PDFには題、言語、タグがあり、文字が読める（文字のない紙の写しなら止め、ほかは注意）";
    public override string Why => "紙をスキャンしただけのPDFは、読み上げると何も聞こえません。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        foreach (var (at, _, _, block) in page.Of("files"))
            foreach (var line in block.Lines("items"))
            {
                var parts = line.Split('|', 2, StringSplitOptions.TrimEntries);
                if (page.Around.File(parts[0]) is not { IsPdf: true } pdf) continue;
                var name = parts is [_, { Length: > 0 } title] ? title : parts[0];
                if (!pdf.HasText) yield return Stop($"{at}.items", $"「{name}」は文字のないPDFです。元の文書からPDFを作り直してください。");
                else if (Lacks(pdf).ToList() is { Count: > 0 } lacks)
                    yield return Warn($"{at}.items",
                        $"「{name}」には{string.Join("、", lacks)}がありません。元の文書で設定して、PDFを作り直してください。");
            }
    }

    static IEnumerable<string> Lacks(FileFacts pdf)
    {
        if (!pdf.HasTitle) yield return "題";
        if (!pdf.HasLanguage) yield return "言語";
        if (!pdf.IsTagged) yield return "タグ";
    }
}

sealed class SilentVideo : CheckRule
{
    public override string Code => "C6";
    public override string Title => "動画には字幕の文か、中身を書いた文がある";
    public override string Why => "音が聞こえない人や、音を出せない所にいる人には、文だけが動画です。";

    public override IEnumerable<Finding> Look(Checked page) => page.Of("video").Where(v => string.IsNullOrWhiteSpace(v.Block["text"]))
        .Select(v => Stop($"{v.At}.text", "動画で話していることか、その要点を、文で書いてください。"));
}
