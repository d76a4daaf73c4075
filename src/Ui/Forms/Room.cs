using Keyaki.Kernel;

namespace Keyaki.Ui;

/// <summary>How large the post of a form can be. Somebody who writes more than asked is to read so, with what was typed: there is room for that, too.</summary>
public static class Room
{
    const long Kana = 9, Line = 2_000 * Kana, Around = 16 * 1024;

    public static Takes Of(IEnumerable<Question> questions) => new(Around + questions.Sum(Text));

    static long Text(Question question) => question.Kind switch
    {
        LongTextKind => Form.LongestAnswer * Kana,
        GroupKind group => GroupKind.MostRows * group.Questions.Sum(Text),
        ManyKind => Math.Max(1, question.Options.Count) * 200 + Line,
        _ => question.Kind.Parts.Count * Line,
    };
}
