using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>Where a list stands: a long one is being made, before those who decide, decided, a long one's file is being made, at the bank,
/// over; or it came back undecided.</summary>
public enum RunState { Making, Proposed, Decided, Sending, Sent, Closed, Returned }

/// <summary>支払いの一覧: lines that are paid together. Frozen with a hash, decided by a route, sent as one file.</summary>
public sealed class PaymentRun
{
    public const string Subject = "payments.run";
    public const int LongestWhy = 500;

    /// <summary>So many lines are dealt with in one turn; a longer list is a run of the kit, slice by slice.</summary>
    public const int AtOnce = 500;

    /// <summary>As many as a line's number in the bank's file can count.</summary>
    public const int Most = 99_999;

    public required Guid Id { get; init; }

    /// <summary>年度, and which list of it, from 1.</summary>
    public required int Year { get; init; }
    public required int Number { get; init; }
    public required string Kind { get; init; }
    public required string Department { get; init; }
    public int Count { get; private set; }
    public long Figure { get; private set; }
    public Yen Amount => new(Figure);

    /// <summary>Of the prints of all its lines, in their order; empty while it is being made.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>取組日 as it was meant.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Why lines that stand out are in it.</summary>
    public string? Why { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }
    public Guid? Approval { get; set; }

    /// <summary>The run of the kit that works on it, or did last.</summary>
    public Guid? Work { get; set; }
    public RunState State { get; private set; }
    public DateOnly? SentFor { get; private set; }
    public Guid? SentBy { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>SHA-256 of the bank's file.</summary>
    public string? FileHash { get; private set; }
    public int Version { get; private set; }

    public string Code => CodeOf(Year, Number);

    public static string CodeOf(int year, int number) => string.Create(CultureInfo.InvariantCulture, $"{year}-{number:000}");

    /// <summary>顧客コード: what a line bears in the bank's files.</summary>
    public string Customer(int position) => string.Create(CultureInfo.InvariantCulture, $"{Year}{Number:000000}{position:00000}");

    static readonly Dictionary<RunState, RunState[]> Ways = new()
    {
        [RunState.Making] = [RunState.Proposed, RunState.Returned],
        [RunState.Proposed] = [RunState.Decided, RunState.Returned],
        [RunState.Decided] = [RunState.Sending],
        [RunState.Sending] = [RunState.Sent, RunState.Closed],
        [RunState.Sent] = [RunState.Closed],
        [RunState.Closed] = [],
        [RunState.Returned] = [],
    };

    /// <exception cref="Rule">it does not stand so that it could.</exception>
    public void Go(RunState to)
    {
        if (!Ways[State].Contains(to)) throw new Rule("",
            $"この一覧は「{State.Words()}」です。画面を開き直して、今の状態を確かめてください。");
        (State, Version) = (to, Version + 1);
    }

    /// <summary>Nothing is put into it any more.</summary>
    /// <exception cref="Rule">there is nothing in it.</exception>
    public void Seal(IReadOnlyCollection<(string Print, long Figure)> lines)
    {
        if (lines.Count == 0) throw new Rule("", "支払えるものがありません。");
        (Count, Figure, Hash) = (lines.Count, lines.Sum(l => l.Figure), HashOf(lines.Select(l => l.Print)));
        Go(RunState.Proposed);
    }

    /// <summary>Its lines are looked at once more, and marked as sent, for this day.</summary>
    public void BeginSending(DateOnly day, Guid by, DateTimeOffset at)
    {
        Go(RunState.Sending);
        (SentFor, SentBy, SentAt) = (day, by, at);
    }

    /// <param name="hash">Of the file; null where nothing is left to be paid.</param>
    public void EndSending(string? hash)
    {
        Go(hash is null ? RunState.Closed : RunState.Sent);
        FileHash = hash;
        if (hash is null) (SentFor, SentBy, SentAt) = (null, null, null);
    }

    /// <summary>The hash of a list whose lines have these prints.</summary>
    public static string HashOf(IEnumerable<string> prints) => Hex(string.Join('\n', prints));

    internal static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    internal sealed class Map : IEntityTypeConfiguration<PaymentRun>
    {
        public void Configure(EntityTypeBuilder<PaymentRun> b)
        {
            b.ToTable("payments_payment_runs");
            b.Ignore(x => x.Amount);
            b.Ignore(x => x.Code);
            b.Property(x => x.Kind).HasMaxLength(60);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Hash).HasMaxLength(64);
            b.Property(x => x.Why).HasMaxLength(LongestWhy);
            b.Property(x => x.FileHash).HasMaxLength(64);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.HasIndex(x => new { x.Year, x.Number }).IsUnique()
                .Says("", "ほかの人が同時に一覧を固めました。もう一度送信してください。");
            b.HasIndex(x => new { x.Kind, x.At });
        }
    }
}

/// <summary>A line as it was frozen. The database refuses to change or remove it.</summary>
public sealed class RunLine
{
    public required Guid Run { get; init; }

    /// <summary>From 1.</summary>
    public required int Position { get; init; }
    public required Guid Line { get; init; }
    public required Guid Account { get; init; }
    public required long Figure { get; init; }
    public Yen Amount => new(Figure);
    public required string Name { get; init; }

    /// <summary>SHA-256 of what was frozen: whoever changes any of it changes this.</summary>
    public required string Print { get; init; }

    /// <summary>What stood out and was accepted (<see cref="Snag"/>), with a blank between.</summary>
    public required string Snags { get; init; }
    public IEnumerable<Snag> Found => Snags.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Snag>);

    /// <summary>The print of a line as it stands now.</summary>
    public static string PrintOf(PayoutLine line, Payee payee, Guid account) => PaymentRun.Hex(string.Create(CultureInfo.InvariantCulture,
        $"{line.Id:N}|{line.Key}|{line.Kind}|{line.Year}|{line.Figure}|{line.For}|{payee.Id:N}|{payee.Name}|{account:N}"));

    internal sealed class Map : IEntityTypeConfiguration<RunLine>
    {
        public void Configure(EntityTypeBuilder<RunLine> b)
        {
            b.ToTable("payments_run_lines");
            b.HasKey(x => new { x.Run, x.Position });
            b.Ignore(x => x.Amount);
            b.Ignore(x => x.Found);
            b.Property(x => x.Snags).HasMaxLength(200);
            b.Property(x => x.Name).HasMaxLength(Payee.LongestName);
            b.Property(x => x.Print).HasMaxLength(64);
            b.HasIndex(x => x.Line);
        }
    }
}

static class RunWords
{
    public static string Words(this RunState state) => state switch
    {
        RunState.Making => "点検して固めています",
        RunState.Sending => "ファイルを作っています",
        RunState.Proposed => "決裁を待っています",
        RunState.Decided => "決裁済み",
        RunState.Sent => "銀行に依頼中",
        RunState.Closed => "終わりました",
        _ => "戻されました",
    };

    public static Ui.Tone Tone(this RunState state) => state switch
    {
        RunState.Closed => Ui.Tone.Good,
        RunState.Returned => Ui.Tone.Plain,
        _ => Ui.Tone.Warning,
    };
}
