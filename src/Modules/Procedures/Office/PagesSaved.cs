using System.Globalization;
using Keyaki.Contracts.Plan;

namespace Keyaki.Procedures;

/// <summary>印刷しなかった紙: sheets that the way of paper would have taken and the hall's way did not; counted by a plain formula that stands
/// beside the figure.</summary>
sealed class PagesSaved : IMeasure
{
    public string Code => "paper.pages-saved";
    public string Label => "印刷しなかった紙";
    public string Unit => "枚";
    public string Explained => "オンラインの申請は、申請書1枚と添付ファイル1つにつき1枚、画面で決裁した申請は起案の用紙1枚、画面で受け取れる通知書はそのページ数を、印刷しなかった紙として足しています。紙の枚数を量ったものではありません。";
    public IReadOnlyCollection<string> Reads { get; } =
        [ApplyDeeds.Submit.Code, ApplyDeeds.Paid.Code, OfficeDeeds.CarryOut.Code, OfficeDeeds.MakeLetter.Code];

    public IEnumerable<Mark> Count(Happened entry) =>
        entry.Code == OfficeDeeds.CarryOut.Code ? [new("decisions", 1)]
        // An earlier entry does not say which letter reached its person online: it is not counted.
        : entry.Code == OfficeDeeds.MakeLetter.Code ? entry.Facts.GetValueOrDefault("way") == "online" ? [new("notices", Pages(entry))] : []
        : ApplicationsOnline.Door(entry) == Channels.Online ? [new("applications", Pages(entry))] : [];

    // Earlier applications do not tell their files; the form itself is one sheet.
    static long Pages(Happened entry) =>
        entry.Facts.GetValueOrDefault("pages") is { } pages ? long.Parse(pages, CultureInfo.InvariantCulture) : 1;

    /// <summary>The sheets of an application if it came on paper: its form, and one for each file.</summary>
    public static int Of(Definition definition, string answers) =>
        1 + AnswersJson.Read(answers).Count(a => a.Value.Length > 0 && IsFile(definition, a.Key));

    static bool IsFile(Definition definition, string name) =>
        name.Split('.') is [var first, .., var last] ? definition.Questions.Any(q => q.Name == first
        && q.Questions.Any(c => c.Name == last && c.Kind == "file")) : definition.Questions.Any(q => q.Name == name && q.Kind == "file");
}
