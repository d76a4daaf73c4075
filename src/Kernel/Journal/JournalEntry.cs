using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kernel;

/// <summary>The journal text of a route: what is written down when it was used. Look = somebody saw personal data. What an officer does
/// that can concern a resident is said in three; the resident reads it.</summary>
public sealed record Deed(string Code, Text Label, bool IsLook = false)
{
    public Deed(string code, string label) : this(code, new Text(label)) { }
    public Deed(string code, string ja, string easy, string en) : this(code, new Text(ja, easy, en)) { }

    /// <summary>For pages on which nothing personal is shown and nothing changes.</summary>
    public static readonly Deed None = new("", "");

    public static Deed Look(string code, string label) => new(code, new Text(label), true);
    public static Deed Look(string code, string ja, string easy, string en) => new(code, new Text(ja, easy, en), true);
}

/// <summary>
/// One line of the journal: every change, and every look at personal data, in the transaction of the change itself.
/// No names and no free text, so that deleting a person's data never breaks the chain; labels are looked up when shown.
/// </summary>
public sealed class JournalEntry
{
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Code of the <see cref="Deed"/>.</summary>
    public required string Code { get; init; }
    public required ActorKind ActorKind { get; init; }
    public Guid? Account { get; init; }
    public string? Post { get; init; }
    public string? Department { get; init; }

    /// <summary>online, office, counter, system.</summary>
    public required string Channel { get; init; }
    public string? RecordKind { get; init; }
    public Guid? RecordId { get; init; }

    /// <summary>Ids of the persons concerned, sorted, separated by a space; the rows of <see cref="JournalPerson"/> repeat it for
    /// finding.</summary>
    public string Persons { get; init; } = "";

    /// <summary>Code of the purpose of a look.</summary>
    public string? Purpose { get; init; }

    /// <summary>Typed facts as a small JSON object with sorted names.</summary>
    public string Facts { get; init; } = "{}";

    /// <summary>Batch that sealed this entry; null until the sealer came by.</summary>
    public long? Batch { get; set; }

    /// <summary>What the chain hashes: every column but the batch, in a fixed order.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f',
        Id.ToString("N"), At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture), Code, ActorKind,
        Account?.ToString("N"), Post, Department,
        Channel, RecordKind, RecordId?.ToString("N"), Persons, Purpose, Facts)));

    internal sealed class Map : IEntityTypeConfiguration<JournalEntry>
    {
        public void Configure(EntityTypeBuilder<JournalEntry> b)
        {
            b.ToTable("kernel_journal");
            b.Property(x => x.Code).HasMaxLength(80);
            b.Property(x => x.Post).HasMaxLength(80);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Channel).HasMaxLength(20);
            b.Property(x => x.RecordKind).HasMaxLength(40);
            b.Property(x => x.Persons).HasMaxLength(4000);
            b.Property(x => x.Purpose).HasMaxLength(80);
            b.Property(x => x.Facts).HasMaxLength(4000);
            b.HasIndex(x => new { x.RecordKind, x.RecordId, x.At });
            // Two halves: the sealer takes from the first in the order of ids, whatever waits there; who reads a batch goes by the second.
            b.HasIndex(x => x.Id).HasFilter("\"Batch\" IS NULL");
            b.HasIndex(x => x.Batch).HasFilter("\"Batch\" IS NOT NULL");
        }
    }
}

/// <summary>A person whom an entry concerns; for the page on which a resident sees who looked.</summary>
public sealed class JournalPerson
{
    public required Guid EntryId { get; init; }
    public required Guid PersonId { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<JournalPerson>
    {
        public void Configure(EntityTypeBuilder<JournalPerson> b)
        {
            b.ToTable("kernel_journal_persons");
            b.HasKey(x => new { x.PersonId, x.EntryId });
        }
    }
}

/// <summary>What a handler says about its own entry: which record, which persons, which facts. One per request or turn.</summary>
public sealed class Journal
{
    readonly SortedDictionary<string, string> facts = new(StringComparer.Ordinal);
    readonly SortedSet<Guid> persons = [];
    string? kind, purpose, code, address;
    Guid? record;
    bool silent, unnamed;

    /// <summary>The record and the persons (account or resident ids) that this concerns.</summary>
    public Journal About(string kind, Guid id, params ReadOnlySpan<Guid?> persons)
    {
        (this.kind, record) = (kind, id);
        return With(persons);
    }

    public Journal With(params ReadOnlySpan<Guid?> persons)
    {
        foreach (var p in persons) if (p is { } id) this.persons.Add(id);
        return this;
    }

    /// <summary>A typed fact: a code, a number or a date as text. Never a name, never free text.</summary>
    public Journal Fact(string name, string value)
    {
        facts[name] = value.Length <= 100 ? value : throw new ArgumentException("a fact is a code or a number, not a text", nameof(value));
        return this;
    }

    public Journal Fact(string name, long number) => Fact(name, number.ToString(CultureInfo.InvariantCulture));
    public Journal Fact(string name, DateOnly day) => Fact(name, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public Journal For(string purpose)
    {
        this.purpose = purpose;
        return this;
    }

    /// <summary>Another deed than the route's own happened (for routes that can end in several ways).</summary>
    public Journal As(Deed deed)
    {
        code = deed.Code;
        return this;
    }

    /// <summary>It was refused: where it came from is written beside the entry, for as long as the city set.</summary>
    public Journal From(HttpContext http)
    {
        address = NetworkAddress.Of(http);
        return this;
    }

    /// <summary>Nothing personal was shown after all, or it was the person's own.</summary>
    public void Nothing() => silent = true;

    /// <summary>Somebody's data was shown, and nobody knows yet whose (a file before its rows are taken in): the look counts all the
    /// same.</summary>
    public Journal Unnamed()
    {
        unnamed = true;
        return this;
    }

    /// <summary>True when the entry must be written: a change always; a look only when somebody else's data was shown.</summary>
    internal bool Worth(Deed deed, Actor actor) => deed.Code.Length > 0 && !silent &&
        (!deed.IsLook || unnamed || persons.Count > 0
            && !(persons.Count == 1 && (persons.Contains(actor.Account ?? Guid.Empty) || persons.Contains(actor.Person ?? Guid.Empty))));

    /// <summary>Persons that one entry names at most: as many as its column holds.</summary>
    const int MostPersons = 120;

    /// <summary>Writes the entry into the turn; of more persons than one holds, several.</summary>
    public void Write(CityDb db, TimeProvider clock, Actor actor, Deed deed)
    {
        foreach (var named in persons.Count == 0 ? [[]] : persons.Chunk(MostPersons)) Write(db, clock, actor, deed, named);
    }

    void Write(CityDb db, TimeProvider clock, Actor actor, Deed deed, Guid[] named)
    {
        // PostgreSQL keeps microseconds; the entry is cut to them so that its hash is the same when read back.
        var now = clock.GetUtcNow();
        var entry = new JournalEntry
        {
            Id = clock.NewId(), At = now.AddTicks(-(now.Ticks % 10)), Code = code ?? deed.Code, ActorKind = actor.Kind,
            Account = actor.Account,
            Post = actor.Post, Department = actor.Department, Channel = actor.Channel, RecordKind = kind, RecordId = record,
            Persons = string.Join(' ', named.Select(p => p.ToString("N"))), Purpose = purpose,
            Facts = facts.Count == 0 ? "{}" : JsonSerializer.Serialize(facts),
        };
        db.Append(entry);
        foreach (var p in named) db.Append(new JournalPerson { EntryId = entry.Id, PersonId = p });
        if (address is not null) db.Append(new JournalAddress { EntryId = entry.Id, Address = address, At = entry.At });
    }

    /// <summary>An entry of its own beside the route's, for what happens on the way (an announcement's handler, a job).</summary>
    public static void Note(CityDb db, TimeProvider clock, Actor actor, Deed deed, string kind, Guid id,
        params ReadOnlySpan<Guid?> persons) =>
        new Journal().About(kind, id, persons).Write(db, clock, actor, deed);
}

/// <summary>All deeds of the program by code, so that the journal can be read in words.</summary>
public sealed class Deeds
{
    readonly Dictionary<string, Deed> all = [];

    public Deed Declare(Deed deed)
    {
        if (deed.Code.Length > 0 && all.TryAdd(deed.Code, deed) is false && all[deed.Code].Label != deed.Label)
            throw new InvalidOperationException($"the deed {deed.Code} is declared with two texts");
        return deed;
    }

    public Text Label(string code) => all.TryGetValue(code, out var deed) ? deed.Label : new(code);
    public IReadOnlyCollection<Deed> All => all.Values;
}
