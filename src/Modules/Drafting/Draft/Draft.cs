using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Drafting;

/// <summary>Where a draft stands on its way from the first word to 完結.</summary>
public enum Stage { Writing, InReview, Decided, Issued, Completed, Ended }

/// <summary>公開区分 in words.</summary>
static class Openness
{
    public static readonly IReadOnlyList<(DisclosureClass Is, string Words)> All =
        [(DisclosureClass.Open, "公開"), (DisclosureClass.Partial, "一部公開"), (DisclosureClass.Closed, "非公開")];

    public static string Words(this DisclosureClass disclosure) => All.First(d => d.Is == disclosure).Words;
}

/// <summary>施行方法.</summary>
public enum Way
{
    [Label("施行しない（内部の決定）")] None, [Label("メール")] Mail, [Label("郵送")] Post, [Label("手渡し・庁内便")] Hand, [Label("掲示・公告")] Publish,
}

/// <summary>How a draft came from an earlier one: a copy, or 再起案 of what was refused or given up.</summary>
public enum Origin { None, Copy, Redraft }

/// <summary>The cover of a draft as it is written: 件名, 伺い文 and what the decision and the register need.</summary>
public sealed record Cover(string Subject, string Purpose, string Basis, string Act, Yen? Amount, string RecordClass)
{
    public Guid? RecordFile { get; init; }

    /// <summary>Numbering series of its document.</summary>
    public string Series { get; init; } = Draft.Usual;
    public DisclosureClass Disclosure { get; init; }
    public string? Reason { get; init; }
    public Way Way { get; init; }

    /// <summary>Whether the paper that leaves bears the city's seal; else it says 公印省略.</summary>
    public bool Sealed { get; init; }

    /// <summary>紙併用: papers that are not among the files go round beside it.</summary>
    public bool WithPaper { get; init; }

    /// <summary>重要・異例・先例・紛争: then the decision goes higher.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>Departments that are asked for 合議, and that are shown it afterwards.</summary>
    public IReadOnlyList<string> Concur { get; init; } = [];
    public IReadOnlyList<string> Inform { get; init; } = [];
}

/// <summary>起案: a proposal from its first word over the decision to what became of it. Once it is put to decision it is not written on,
/// unless it comes back; once decided never.</summary>
public sealed class Draft
{
    public const string Kind = "drafting.draft";

    /// <summary>The series of what a department sends out.</summary>
    public const string Usual = "hasshin";

    public required Guid Id { get; init; }
    public required string Department { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Template { get; init; }
    public string Subject { get; private set; } = "";
    public string Purpose { get; private set; } = "";
    public string Basis { get; private set; } = "";

    /// <summary>Kind of act in the 専決規程.</summary>
    public string Act { get; private set; } = "";
    public Yen? Amount { get; private set; }
    public string RecordClass { get; private set; } = "";
    public Guid? RecordFile { get; private set; }
    public string Series { get; private set; } = Usual;
    public DisclosureClass Disclosure { get; private set; }

    /// <summary>Why it is not open to everybody.</summary>
    public string? Reason { get; private set; }
    public Way Way { get; private set; }
    public bool Sealed { get; private set; }
    public bool WithPaper { get; private set; }

    /// <summary>Words with a space between, as the cover has them.</summary>
    public string Marks { get; private set; } = "";
    public string Concur { get; private set; } = "";
    public string Inform { get; private set; } = "";

    public string Body { get; private set; } = "";

    /// <summary>Number of the newest version of the body; 0 while there is none.</summary>
    public int BodyNumber { get; private set; }
    public Stage Stage { get; private set; }

    /// <summary>The proposal that runs or has decided.</summary>
    public Guid? Approval { get; private set; }

    /// <summary>How often it was put to decision.</summary>
    public int Revision { get; private set; }

    /// <summary>What came in and led to it.</summary>
    public Guid? Received { get; init; }
    public Guid? Earlier { get; init; }
    public Origin Origin { get; init; }

    /// <summary>In the register, from the decision on.</summary>
    public Guid? Document { get; private set; }
    public string? Number { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public DateTimeOffset? IssuedAt { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }
    public long Version { get; private set; } = 1;

    public string Words => Stage switch
    {
        Stage.Writing when Revision > 0 => "差戻し・引戻し",
        Stage.Writing => "作成中",
        Stage.InReview => "決裁中",
        Stage.Decided => Way is Way.None ? "決裁済み" : "施行待ち",
        Stage.Issued => "施行済み",
        Stage.Completed => "完結",
        _ => "終了（廃案・否決・取下げ）",
    };

    public Cover Cover => new(Subject, Purpose, Basis, Act, Amount, RecordClass)
    {
        RecordFile = RecordFile, Series = Series, Disclosure = Disclosure, Reason = Reason, Way = Way, Sealed = Sealed,
        WithPaper = WithPaper, Marks = List(Marks), Concur = List(Concur), Inform = List(Inform),
    };

    /// <summary>組織の引継ぎ: another department is asked and informed in the place of one that ends.</summary>
    internal void AskInstead(string from, string to)
    {
        string In(string words) => string.Join(' ', List(words).Select(w => w == from ? to : w).Where(w => w != Department).Distinct());
        (Concur, Inform) = (In(Concur), In(Inform));
    }

    static IReadOnlyList<string> List(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Why it cannot be written on; null while it can.</summary>
    public string? Shut => Stage switch
    {
        Stage.Writing => null,
        Stage.InReview => "この起案は決裁に回っています。差し戻されたときか、引き戻したときに直せます。",
        Stage.Ended => "この起案は終わっています。続けるときは、再起案してください。",
        _ => "この起案は決裁が済んでいるので、直せません。変えるときは、新しく起案してください。",
    };

    /// <summary>Writes cover and body; true when the body is another one than before.</summary>
    /// <exception cref="Rule">it is on its way or decided, or a closed title has no reason.</exception>
    public bool Write(Cover cover, string body)
    {
        if (Shut is { } why) throw new Rule("", why);
        if (cover.Disclosure is not DisclosureClass.Open && string.IsNullOrWhiteSpace(cover.Reason))
            throw new Rule("reason", "公開しない理由を書いてください（条例のどの号にあたるか）。");
        (Subject, Purpose, Basis) = (cover.Subject.Trim(), cover.Purpose.Trim(), cover.Basis.Trim());
        (Act, Amount, RecordClass, RecordFile) = (cover.Act, cover.Amount, cover.RecordClass, cover.RecordFile);
        Series = cover.Series;
        (Disclosure, Reason) = (cover.Disclosure, cover.Disclosure is DisclosureClass.Open ? null : cover.Reason?.Trim());
        (Way, Sealed, WithPaper) = (cover.Way, cover.Sealed && cover.Way is not Way.None, cover.WithPaper);
        (Marks, Concur, Inform) = (string.Join(' ', cover.Marks), string.Join(' ', cover.Concur), string.Join(' ', cover.Inform));
        var changed = Body != body;
        (Body, Version) = (body, Version + 1);
        if (changed) BodyNumber++;
        return changed;
    }

    /// <summary>Puts it to decision.</summary>
    /// <exception cref="Rule">something is missing, or it was put already.</exception>
    public void Propose(int files, int addressees)
    {
        if (Shut is { } why) throw new Rule("", why);
        if (Subject.Length == 0 || Purpose.Length == 0) throw new Rule("", "件名と伺い文を書いてから、決裁に回してください。");
        if (Body.Length == 0 && files == 0) throw new Rule("", "本文を書くか、ファイルを付けてから、決裁に回してください。");
        if (Way is Way.Mail or Way.Post or Way.Hand && addressees == 0)
            throw new Rule("", "施行する宛先を書いてから、決裁に回してください。");
    }

    public void Proposed(Guid approval) =>
        (Approval, Stage, Revision, Version) = (approval, Stage.InReview, Revision + 1, Version + 1);

    /// <summary>It came back: sent back by a decider, or taken back before anybody acted.</summary>
    public void SendBack()
    {
        if (Stage is Stage.InReview) (Approval, Stage, Version) = (null, Stage.Writing, Version + 1);
    }

    public void Decide(Guid document, string number, DateTimeOffset at) =>
        (Document, Number, DecidedAt, Stage, Version) = (document, number, at, Stage.Decided, Version + 1);

    /// <summary>否決, 取下げ, 廃案: it ends, and stays readable.</summary>
    public void End()
    {
        if (Stage is Stage.Writing or Stage.InReview) (Stage, Version) = (Stage.Ended, Version + 1);
    }

    /// <summary>The last addressee has it.</summary>
    public void Issue(DateTimeOffset at)
    {
        if (Stage is not Stage.Decided) throw new Rule("", $"この起案は「{Words}」です。施行できません。");
        (IssuedAt, Stage, Version) = (at, Stage.Issued, Version + 1);
    }

    /// <summary>A mail did not reach its addressee, who is to be issued to once more.</summary>
    public void IssueAgain()
    {
        if (Stage is Stage.Issued) (Stage, Version) = (Stage.Decided, Version + 1);
    }

    /// <summary>Its record was destroyed: what it said goes, the title and the number stay.</summary>
    public void Erase() =>
        (Purpose, Basis, Body, Reason, Version) = ("", "", "", null, Version + 1);

    /// <summary>完結: nothing is left to be done.</summary>
    /// <exception cref="Rule">it is not decided, has to be issued first, or is complete.</exception>
    public void Complete(DateTimeOffset at)
    {
        if (Stage is Stage.Completed) throw new Rule("", "この起案は、すでに完結しています。");
        if (Stage is Stage.Decided && Way is not Way.None) throw new Rule("", "すべての宛先に施行してから、完結にしてください。");
        if (Stage is not (Stage.Decided or Stage.Issued)) throw new Rule("", "決裁が済んでから、完結にしてください。");
        (CompletedAt, Stage, Version) = (at, Stage.Completed, Version + 1);
    }

    internal sealed class Map : IEntityTypeConfiguration<Draft>
    {
        public void Configure(EntityTypeBuilder<Draft> b)
        {
            b.ToTable("drafting_drafts");
            b.Ignore(x => x.Words);
            b.Ignore(x => x.Cover);
            b.Ignore(x => x.Shut);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Template).HasMaxLength(80);
            b.Property(x => x.Subject).HasMaxLength(300);
            b.Property(x => x.Purpose).HasMaxLength(2000);
            b.Property(x => x.Basis).HasMaxLength(1000);
            b.Property(x => x.Act).HasMaxLength(80);
            b.Property(x => x.RecordClass).HasMaxLength(80);
            b.Property(x => x.Series).HasMaxLength(80);
            b.Property(x => x.Reason).HasMaxLength(500);
            b.Property(x => x.Marks).HasMaxLength(80);
            b.Property(x => x.Concur).HasMaxLength(1000);
            b.Property(x => x.Inform).HasMaxLength(1000);
            b.Property(x => x.Number).HasMaxLength(60);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.HasIndex(x => new { x.By, x.At });
            b.HasIndex(x => new { x.Department, x.At });
            b.HasIndex(x => x.Received);
            b.HasIndex(x => x.Earlier);
        }
    }
}
