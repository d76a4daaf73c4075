using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kits;

/// <summary>事案: something that a person asked for or that came to the office, with a number, a department, an officer, a deadline. A room
/// maps its kind of case to a table of its own.</summary>
public abstract class Case
{
    public required Guid Id { get; init; }
    public required string Department { get => department; init => department = value; }
    string department = "";

    /// <summary>What whoever asked keeps; given when it is received.</summary>
    public ReceiptNumber? Number { get; private set; }

    /// <summary>Since when it is the office's; null before.</summary>
    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>Follows from the state; a column of its own for the work lists.</summary>
    public WaitsFor WaitsFor { get; protected set; }

    /// <summary>The last open day of the time that it may take (標準処理期間, 行政手続法6条).</summary>
    public DateOnly? Due { get; protected set; }

    /// <summary>Who handles it now; rows of <see cref="CaseAssignment"/> say since when.</summary>
    public Guid? Assignee { get; private set; }

    /// <summary>Since when it is back from the deciders and waits for whoever drafted it; null once something was done about
    /// that.</summary>
    public DateTimeOffset? ReturnedAt { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }
    public long Version { get; private set; } = 1;

    /// <summary>The word for it in journal, approvals and documents.</summary>
    public abstract string Record { get; }

    /// <summary>How a person reads its state.</summary>
    public abstract string StateWords { get; }

    /// <summary>Whether somebody has still to do something before it is decided.</summary>
    public abstract bool IsOpen { get; }

    /// <summary>Whom it concerns: they read in their own journal who looked at it, and what was done with it.</summary>
    public abstract Guid?[] Concerns();

    private protected void Come(ReceiptNumber number, DateOnly? due, DateTimeOffset at) => (Number, Due, SubmittedAt) = (number, due, at);

    /// <summary>Somebody of the department goes on with it; null leaves it to anybody there.</summary>
    /// <exception cref="Rule">nothing is left to do.</exception>
    protected void Give(Guid to, DateTimeOffset at)
    {
        if (!IsOpen) throw Wrong("担当を変えられません");
        Assignee = to;
        Changed(at);
    }

    /// <summary>Who begins has it, unless somebody else does.</summary>
    protected void Begin(Guid officer) => Assignee ??= officer;

    /// <summary>組織の引継ぎ, 移送: another department goes on with it; who handled it does, too, if they work there.</summary>
    internal protected void MoveTo(string successor, bool goesOn)
    {
        department = successor;
        if (!goesOn) Assignee = null;
    }

    /// <summary>The deciders sent it back: first to whoever drafted it.</summary>
    protected void Return(Guid? drafter, DateTimeOffset at) => (ReturnedAt, Assignee) = (at, drafter);

    protected void Changed(DateTimeOffset at)
    {
        ChangedAt = at;
        Version++;
    }

    /// <summary>What was done about it counts, and it is not back from the deciders any more.</summary>
    private protected void Done(DateTimeOffset at)
    {
        ReturnedAt = null;
        Changed(at);
    }

    /// <param name="cannot">The end of a Japanese sentence: 担当を変えられません.</param>
    protected virtual Rule Wrong(string cannot) =>
        new("", $"今の状態は「{StateWords}」のため、{cannot}。画面を開き直して、今の状態を確かめてください。");

    /// <summary>What every kind of case has, in the table of the room.</summary>
    public static void KeepAs<T>(EntityTypeBuilder<T> b, string table) where T : Case
    {
        b.ToTable(table);
        b.Ignore(x => x.Record);
        b.Ignore(x => x.StateWords);
        b.Ignore(x => x.IsOpen);
        b.Property(x => x.Department).HasMaxLength(60);
    }
}

/// <summary>A case that goes along a graph of its own states.</summary>
public abstract class Case<TState, TStep> : Case where TState : struct, Enum where TStep : struct, Enum
{
    public TState State { get; private set; }

    /// <summary>Where it can go.</summary>
    protected abstract CaseGraph<TState, TStep> Graph { get; }

    /// <summary>It is the office's from now on.</summary>
    protected void Receive(ReceiptNumber number, DateOnly? due, DateTimeOffset at)
    {
        Come(number, due, at);
        WaitsFor = Graph.Waits(State);
    }

    /// <summary>The one way in which its state changes.</summary>
    /// <exception cref="Rule">it does not go from here, or not by this hand.</exception>
    protected void Take(TStep step, Hand by, DateTimeOffset at, string cannot)
    {
        var next = Graph.After(State, step, by) ?? throw Wrong(cannot);
        Before(step);
        (State, WaitsFor) = (next, Graph.Waits(next));
        Done(at);
    }

    /// <summary>What else must hold before a step is taken, or ends with it.</summary>
    protected virtual void Before(TStep step) { }
}
