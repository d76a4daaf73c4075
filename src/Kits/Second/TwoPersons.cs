using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>
/// 二人で行うこと: what one person wrote down counts only once a second one has looked at it and agreed. Whoever needs this derives an entity
/// with a table of its own from it, which says what is meant, and <see cref="Concerns"/> whom it is about: they are never the second
/// person.
/// </summary>
public abstract class TwoPersons
{
    public const int LongestRemark = 500;

    public required Guid Id { get; init; }

    /// <summary>The first person; null when the program wrote it down (a city's file that was taken in).</summary>
    public required Guid? By { get; init; }
    public required DateTimeOffset At { get; init; }
    public Guid? CheckedBy { get; private set; }
    public DateTimeOffset? CheckedAt { get; private set; }

    /// <summary>True when the second person agreed, false when not (or the first one took it back); null while it waits.</summary>
    public bool? Agreed { get; private set; }
    public string? Remark { get; private set; }

    /// <summary>What the first person reads when they try to be the second one.</summary>
    protected virtual string Own => "自分が出したものは、ほかの人が確認します。";

    /// <summary>Whether it is about this person: then somebody else has to look at it.</summary>
    protected virtual bool Concerns(Guid person) => false;

    /// <summary>Why this person cannot be the second one, as a sentence; null when they can.</summary>
    public string? Bars(Guid person) => Agreed is not null ? "この内容は、すでに確認が済んでいます。" : person == By ? Own : Concerns(person)
        ? "自分に関わることは、ほかの人が確認します。" : null;

    /// <summary>The second person's word.</summary>
    /// <exception cref="Rule">they cannot be the second one, or they decline without a remark.</exception>
    public void Check(Guid by, bool agreed, string? remark, DateTimeOffset now)
    {
        if (Bars(by) is { } why) throw new Rule("", why);
        if (!agreed && string.IsNullOrWhiteSpace(remark)) throw new Rule("remark", "どこが違うかを書いてください。");
        End(by, agreed, remark, now);
    }

    /// <summary>The first person takes it back, or the program does because something newer takes its place (then <paramref name="by"/>
    /// is null).</summary>
    /// <exception cref="Rule">it does not wait any more, or is somebody else's.</exception>
    public void TakeBack(Guid? by, DateTimeOffset now)
    {
        if (Agreed is not null) throw new Rule("", "この内容は、すでに確認が済んでいます。");
        if (by != By) throw new Rule("", "取り下げられるのは、出した人だけです。");
        End(by, false, null, now);
    }

    /// <summary>Whoever works on the machine itself needs no second person; that is journaled and told to those who could have been
    /// it.</summary>
    /// <exception cref="Rule">it does not wait any more.</exception>
    public void CheckOnMachine(DateTimeOffset now)
    {
        if (Agreed is not null) throw new Rule("", "この内容は、すでに確認が済んでいます。");
        End(null, true, null, now);
    }

    void End(Guid? by, bool agreed, string? remark, DateTimeOffset now) =>
        (CheckedBy, CheckedAt, Agreed, Remark) = (by, now, agreed, string.IsNullOrWhiteSpace(remark) ? null : remark.Trim());
}
