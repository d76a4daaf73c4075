using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>What the pages of the builder look up beside the sheet.</summary>
/// <param name="At">Which question or page it is about; empty where there is only one.</param>
sealed record Workshop(Sheet Sheet, string At, DraftedFile File, Look Look)
{
    public string Department => File.Department;

    /// <summary>It goes on from a version that is published: its code stays.</summary>
    public bool GoesOn => File.Base is not null;
    public CityProfile City => Look.City;
    public IDelegation Table => City.Files<IDelegation>();

    /// <summary>The kinds of acts that end applications, in the order of the table.</summary>
    public IReadOnlyList<ActFace> Acts => [.. Table.Acts(Look.Today).Where(a => Route(a) is not null)];

    /// <summary>Who decides such an act of the department; null where the table has no line for it.</summary>
    public RouteFace? Route(ActFace act)
    {
        try { return Table.Route(new(act.Code, Department, act.HasAmount ? Yen.Zero : null), Look.Today); }
        catch (Rule) { return null; }
    }

    public IReadOnlyList<RecordClass> Classes =>
        [.. City.Files<RecordClasses>().Known(Look.Today).Where(c => c.Department == Department)];
}

/// <summary>One page of the builder: what it asks, and how the answers go into the sheet. It takes everything, also what is wrong: that is
/// for the checklist.</summary>
abstract class Piece
{
    /// <summary>Its word in the address.</summary>
    public abstract string Code { get; }
    public abstract string Title { get; }

    /// <summary>There are many of it, and the address says which.</summary>
    public virtual bool IsMany => false;

    /// <summary>What it is about, as the heading of its page.</summary>
    public virtual string Heading(Workshop shop) => Title;
    public virtual string? Lead(Workshop shop) => null;

    /// <summary>Parts of it that have a page of their own.</summary>
    public virtual IReadOnlyList<(string Label, string Url)> More(Workshop shop, string draft) => [];

    /// <summary>Another tab took away what the address names: puts something of that name into the sheet, which is not kept, so that what
    /// was typed for it can be shown again. False where it is there.</summary>
    /// <param name="kind">The kind that was typed for it, where it has one.</param>
    public virtual bool StandsIn(Sheet sheet, string at, string kind) => false;

    /// <summary>The form as the sheet fills it.</summary>
    public abstract Form Form(Workshop shop);
    public abstract void Take(Form form, Workshop shop);

    /// <summary>Where one goes on when it is kept.</summary>
    public virtual string Next(string draft, Workshop shop) => draft;

    /// <summary>Whether a fault with this path is mended here.</summary>
    public virtual bool Mends(string path) => Names.Contains(path.Split('.', '[')[0]);
    protected virtual string[] Names => [];

    public static IReadOnlyList<Piece> All { get; } =
    [
        new AboutPiece(), new NotesPiece(), new FeePiece(), new GrantPiece(), new HandlingPiece(), new TellsPiece(),
        new ResultPiece(), new CapacityPiece(),
        new QuestionPiece(), new OptionPiece(), new PagePiece(), new WaysPiece(), new RestPiece(),
    ];

    public static Piece Of(string code) => All.FirstOrDefault(p => p.Code == code) ?? throw new NotHere();

    protected static Ui.Question Spoken(string name, string label, string? hint = null, int rows = 1) =>
        new(name, new SpokenKind(rows), label) { Hint = hint, Required = false };

    protected static Ui.Question Line(string name, string label, string? hint = null, int most = 200) =>
        new(name, new TextKind(), label) { Hint = hint, Required = false, MaxLength = most };

    protected static Ui.Question Lines(string name, string label, string? hint = null, int rows = 5) =>
        new(name, new LongTextKind(rows), label) { Hint = hint, Required = false };

    protected static Ui.Question Choice(string name, string label, IReadOnlyList<Ui.Option> options, string? hint = null,
        bool folded = false) => new(name, new ChoiceKind { Folded = folded }, label) { Hint = hint, Required = false, Options = options };
}
