using Keyaki.Kernel;

namespace Keyaki.Ui;

/// <summary>How large the post of a form can be. Somebody who writes more than asked is to read so, with what was typed: there is room
/// for that, too.</summary>
public static class Room
{
    const long Kana = 9, Line = 2_000 * Kana, Around = 16 * 1024;

    public static Takes Of(IEnumerable<Question> questions) => new(Around + questions.Sum(Text));

    /// <summary>The same where files may be attached, of which none is larger than <paramref name="largest"/> bytes.</summary>
    public static Takes Of(IReadOnlyList<Question> questions, long largest) =>
        Of(questions) with { Files = Math.Min(questions.Sum(Files) * (largest + Around), Takes.Attachments.Files) };

    static long Files(Question question) => question.Kind switch
    {
        FileKind => 1,
        GroupKind group => GroupKind.MostRows * group.Questions.Sum(Files),
        _ => 0,
    };

    static long Text(Question question) => question.Kind switch
    {
        LongTextKind => Form.LongestAnswer * Kana,
        GroupKind group => GroupKind.MostRows * group.Questions.Sum(Text),
        ManyKind => Math.Max(1, question.Options.Count) * 200 + Line,
        _ => question.Kind.Parts.Count * Line,
    };
}
