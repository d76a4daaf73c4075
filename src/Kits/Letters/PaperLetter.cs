using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kits;

/// <summary>Where a letter stands.</summary>
public enum LetterState
{
    [Label("印刷を待っている")] Waiting, [Label("印刷の束にある")] Bundled, [Label("差し出した")] Posted, [Label("戻ってきた")] Returned,
    [Label("送り直した")] SentAgain, [Label("公示送達にした")] Noticed, [Label("出さないことにした")] Dropped,
}

/// <summary>Why the post brought a letter back.</summary>
public enum ReturnReason
{
    [Label("あて所に尋ねあたらない")] Unknown, [Label("保管期間が過ぎた")] Uncollected, [Label("受け取りを断られた")] Refused,
    [Label("転居先が分からない")] Moved,
}

/// <summary>What stands in a letter: to whom, where, on which day, and its facts.</summary>
/// <param name="Postal">Seven digits; empty where nobody knows them.</param>
public sealed partial record LetterContent(string Name, string Postal, string Address, DateOnly Day,
    IReadOnlyDictionary<string, string> Facts)
{
    [GeneratedRegex(@"^〒?\s*(\d{3})[-－ー‐]?(\d{4})(?!\d)\s*")]
    private static partial Regex Front();

    /// <summary>To an address in one text, in front of which the postal code may stand. One that begins with a town of the city, as the
    /// register has it, gets the city's name and the town's postal code.</summary>
    public static LetterContent To(string name, string? address, DateOnly day, IReadOnlyDictionary<string, string> facts, CityProfile city)
    {
        var text = (address ?? "").Normalize(NormalizationForm.FormKC).Trim();
        var postal = Front().Match(text);
        var (code, place) = (postal.Success ? postal.Groups[1].Value + postal.Groups[2].Value : "", text[postal.Length..]);
        var bare = place.Replace(city.City.Prefecture, "", StringComparison.Ordinal).Replace(city.City.Name, "", StringComparison.Ordinal);
        var town = city.Addresses.FirstOrDefault(a => bare.StartsWith(a.Town, StringComparison.Ordinal));
        return new(name, code.Length > 0 || town is null ? code : town.Postal.Replace("-", "", StringComparison.Ordinal),
            town is null || bare.Length < place.Length ? place : city.City.Name + place, day, facts);
    }
}

/// <summary>手紙: one sheet or more in one envelope to one person. What stands in it is kept as it was written, sealed; so that years later
/// it can be shown what was in which envelope.</summary>
public sealed class PaperLetter
{
    public const string Kind = "letter", Purpose = "letters.content";
    public const int LongestKey = 160, LongestTrouble = 300, LongestWhy = 300;

    public required Guid Id { get; init; }

    /// <summary>Of the kind.</summary>
    public required string Code { get; init; }
    public required string Department { get; init; }

    /// <summary>The room's own: the same letter wished twice is one.</summary>
    public required string Key { get; init; }

    /// <summary>Where the room shows what it is about.</summary>
    public required string About { get; init; }

    /// <summary>Whom it concerns, for the journal.</summary>
    public required Guid? Person { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Seven digits, by which the post wants them sorted.</summary>
    public string Postal { get; private set; } = "";
    public string SealedContent { get; private set; } = "";

    /// <summary>SHA-256 of what stands in it.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>The letter that came back and for which this one goes out again.</summary>
    public Guid? Before { get; init; }

    /// <summary>支援措置: few may know where it goes. It lies in a pile of its own, for them.</summary>
    public bool Guarded { get; private set; }

    public LetterState State { get; private set; }
    public Guid? Batch { get; private set; }

    /// <summary>Its place in the batch, from 1; it never changes, so that a span can be printed again.</summary>
    public int? Number { get; private set; }
    public int? Sheets { get; private set; }

    /// <summary>What an officer has to do by hand before it goes out; null where nothing is.</summary>
    public string? Trouble { get; private set; }
    public DateOnly? ReturnedOn { get; private set; }
    public ReturnReason? Came { get; private set; }

    /// <summary>Why it did not go out, or where the public notice hangs.</summary>
    public string? Why { get; private set; }
    public DateOnly? EndedOn { get; private set; }

    public static PaperLetter Of(LetterWish wish, string code, MasterKey key, Guid id, DateTimeOffset now, Guid? before = null)
    {
        var letter = new PaperLetter
        {
            Id = id, Code = code, Department = wish.Department, Key = wish.Key, About = wish.About, Person = wish.Person, At = now,
            Before = before,
        };
        letter.Say(wish.Content, key);
        return letter;
    }

    /// <summary>What stands in it, before it is printed.</summary>
    internal void Say(LetterContent content, MasterKey key)
    {
        var text = JsonSerializer.Serialize(content);
        (Postal, SealedContent) = (content.Postal, key.Seal(text, Purpose));
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    public LetterContent Open(MasterKey key) => JsonSerializer.Deserialize<LetterContent>(key.Open(SealedContent, Purpose))
        ?? throw new InvalidOperationException("A letter says nothing.");

    public void Measure(int sheets, string? trouble) =>
        (Sheets, Trouble) = (sheets, trouble is null ? null : PlainText.Cut(trouble, LongestTrouble));

    public void Count(int number) => Number = number;

    public void Bundle(Guid batch) => (State, Batch) = (LetterState.Bundled, batch);

    /// <summary>Out of its batch, where its number stays empty, into the pile of those that few may see.</summary>
    public void Guard() => (Guarded, State, Batch, Number, Sheets, Trouble) = (true, LetterState.Waiting, null, null, null, null);

    public void Post() => State = LetterState.Posted;

    /// <exception cref="Rule">it is with the post already.</exception>
    public void Drop(string why, DateOnly today)
    {
        if (State is not (LetterState.Waiting or LetterState.Bundled))
            throw new Rule("", "この手紙は、もう差し出したか、出さないことにしてあります。");
        (State, Why, EndedOn) = (LetterState.Dropped, why, today);
    }

    /// <exception cref="Rule">it is not with the post.</exception>
    public void Return(ReturnReason came, DateOnly on)
    {
        if (State is not LetterState.Posted) throw new Rule("", "戻ったと記録できるのは、差し出した手紙だけです。");
        (State, Came, ReturnedOn) = (LetterState.Returned, came, on);
    }

    /// <exception cref="Rule">it did not come back, or something was done about it.</exception>
    public void End(LetterState state, string? why, DateOnly today)
    {
        if (State is not LetterState.Returned) throw new Rule("", "この手紙は戻っていないか、もう扱いが決まっています。");
        (State, Why, EndedOn) = (state, why, today);
    }

    internal sealed class Map : IEntityTypeConfiguration<PaperLetter>
    {
        public void Configure(EntityTypeBuilder<PaperLetter> b)
        {
            b.ToTable("kits_letters");
            b.Property(x => x.Code).HasMaxLength(60);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Key).HasMaxLength(LongestKey);
            b.Property(x => x.About).HasMaxLength(200);
            b.Property(x => x.Postal).HasMaxLength(7);
            b.Property(x => x.SealedContent).IsSealed(Purpose);
            b.Property(x => x.Hash).HasMaxLength(64);
            b.Property(x => x.Trouble).HasMaxLength(LongestTrouble);
            b.Property(x => x.Why).HasMaxLength(LongestWhy);
            b.Property(x => x.State).IsConcurrencyToken();
            b.HasIndex(x => new { x.Code, x.Key }).IsUnique().Says("", "この手紙は、もうあります。");
            b.HasIndex(x => new { x.State, x.Code, x.Department });
            b.HasIndex(x => new { x.Batch, x.Number });
            b.HasIndex(x => x.Before);
            b.HasIndex(x => x.About);
        }
    }
}
