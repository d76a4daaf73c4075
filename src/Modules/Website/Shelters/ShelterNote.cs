using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Website;

/// <summary>避難所の状況: what somebody on the spot said of a shelter at a moment. The last one holds; the others tell how it
/// went.</summary>
public sealed class ShelterNote
{
    public const int MostPeople = 99_999;

    public required Guid Id { get; init; }

    /// <summary>The code of the shelter in the city's list.</summary>
    public required string Shelter { get; init; }
    public required ShelterState State { get; init; }
    public int? People { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<ShelterNote>
    {
        public void Configure(EntityTypeBuilder<ShelterNote> b)
        {
            b.ToTable("website_shelters");
            b.Property(x => x.Shelter).HasMaxLength(60);
            b.HasIndex(x => new { x.Shelter, x.At, x.Id });
        }
    }
}

/// <summary>The one register of shelters: the city's list, and the last that was said of each.</summary>
sealed class KeptShelters(CityProfile city) : IShelters
{
    public IReadOnlyList<Shelter> Known { get; } = city.Files<ShelterPlan>().All;

    public async Task<IReadOnlyList<ShelterFace>> Now(CityDb db, CancellationToken ct)
    {
        var last = await db.Set<ShelterNote>().AsNoTracking().Where(n => !db.Set<ShelterNote>().Any(later => later.Shelter == n.Shelter
            && (later.At > n.At || later.At == n.At && later.Id > n.Id))).ToListAsync(ct);
        var by = last.GroupBy(n => n.Shelter).ToDictionary(g => g.Key, g => g.First());
        return [.. Known.Select(s => by.GetValueOrDefault(s.Code) is { } note ? new ShelterFace(s, note.State, note.People, note.At)
            : new(s, ShelterState.Closed, null, null))];
    }
}

/// <summary>Shelters as a list on pages: all of them, or those that take people in now.</summary>
sealed class ShelterList(IShelters shelters) : ISiteList
{
    public const string Name = "shelters", Open = "open";

    public string Code => Name;
    public string Label => "避難所";
    public IReadOnlyList<(string Code, string Label)> Parts(DateOnly today) => [(Open, "開いているところ")];

    public async Task<IReadOnlyList<SiteListLine>> Lines(CityDb db, string part, DateOnly today, CancellationToken ct) =>
        [.. (await shelters.Now(db, ct)).Where(s => part != Open || s.State is not ShelterState.Closed)
            .Select(s => new SiteListLine(s.Of.Name, $"{ShowShelters.Url}#{s.Of.Code}", ShelterWords.Of(s)))];
}

/// <summary>How a shelter stands, in words.</summary>
static class ShelterWords
{
    public static Text Of(ShelterFace face) => face switch
    {
        { State: ShelterState.Full } => new("満員", "いっぱいです", "full"),
        { State: ShelterState.Closed } => new("開いていません", "あいて いません", "closed"),
        { Free: { } free } => new($"開いています・空き約{free}人", $"あいて います（あと {free}人）", $"open, room for about {free}"),
        _ => new("開いています", "あいて います", "open"),
    };
}
