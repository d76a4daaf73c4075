using System.Collections.Frozen;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>When somebody can be told of a case.</summary>
public enum Moment { Received, Correction, CorrectionDue, Corrected, Due, Decided, Delivered, Withdrawn }

/// <summary>Who can be told: the applicant; the officers of the department, in their inbox on this site.</summary>
public enum ToWhom { Applicant, Department }

/// <summary>だれに、いつ知らせるか: whom a procedure tells at which moments. A moment that it does not name is told as usual, and what the
/// applicant has to know is told to them whatever it says.</summary>
public sealed record Tells(FrozenDictionary<Moment, FrozenSet<ToWhom>> Said)
{
    /// <summary>A moment: its word in a definition, when it is, and how the applicant is told: always (there is no choice), as a rule, only
    /// where it is wished, or never.</summary>
    public sealed record Line(Moment Moment, string Code, string Label, bool? Usual, bool Always = false);

    public static IReadOnlyList<Line> Lines { get; } =
    [
        new(Moment.Received, "received", "受け付けたとき", Usual: true),
        new(Moment.Correction, "correction", "補正をお願いしたとき", Usual: true, Always: true),
        new(Moment.CorrectionDue, "correctionDue", "補正の期限の3日前に、まだ直っていないとき", Usual: true),
        new(Moment.Corrected, "corrected", "直したものが届いたとき", Usual: false),
        new(Moment.Due, "due", "処理の期限の2開庁日前に、まだ決まっていないとき", Usual: null),
        new(Moment.Decided, "decided", "結果が出たとき", Usual: true, Always: true),
        new(Moment.Delivered, "delivered", "文書を渡したとき、郵送したとき", Usual: false),
        new(Moment.Withdrawn, "withdrawn", "取り下げられたとき", Usual: true, Always: true),
    ];

    public const string Applicant = "applicant", Department = "department";
    public static Tells AsUsual { get; } = new(FrozenDictionary<Moment, FrozenSet<ToWhom>>.Empty);

    public bool To(ToWhom whom, Moment moment)
    {
        var line = Lines[(int)moment];
        return whom is ToWhom.Applicant && line.Always || (Said.TryGetValue(moment, out var said) ? said.Contains(whom)
            : whom is ToWhom.Applicant && line.Usual is true);
    }

    internal static Tells Read(Section root)
    {
        if (root.Maybe("tells") is not { } section) return AsUsual;
        section.Only([.. Lines.Select(l => l.Code)]);
        var said = new Dictionary<Moment, FrozenSet<ToWhom>>();
        foreach (var line in Lines.Where(l => section.Has(l.Code)))
        {
            var words = section.Words(line.Code);
            for (var i = 0; i < words.Count; i++)
                if (words[i] is not Department && !(words[i] is Applicant && line.Usual is not null))
                    section.Fault($"{line.Code}[{i}]", line.Usual is null ? "department を書いてください。申し込んだ人には知らせません。"
                        : "applicant か department を書いてください。");
            said[line.Moment] = words.Select(w => w == Department ? ToWhom.Department : ToWhom.Applicant).ToFrozenSet();
        }
        return new(said.ToFrozenDictionary());
    }
}
