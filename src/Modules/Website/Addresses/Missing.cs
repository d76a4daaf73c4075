using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Website;

/// <summary>見つからないアドレス: how often it was asked for in vain. Nothing is kept of who asked, when in the day, or from
/// where.</summary>
public sealed partial class Missing
{
    public const int Longest = 200;

    /// <summary>The address as <see cref="SiteAddress.Key"/> spells it.</summary>
    public required string Address { get; init; }
    public long Count { get; private set; }
    public required DateOnly First { get; init; }
    public DateOnly Last { get; private set; }

    public void Add(long times, DateOnly day) => (Count, Last) = (Count + times, day > Last ? day : Last);

    /// <summary>How it is counted; null for what is no lost page: it carries data (a question mark, long numbers, mail addresses), it tries
    /// a door, or belongs to a picture of a page.</summary>
    public static string? Counted(string path, string? query)
    {
        if (path.Length > Longest || query is { Length: > 1 }) return null;
        var key = SiteAddress.Key(path);
        return key.Length is > 1 and <= Longest && Shape().IsMatch(key) && !Strange().IsMatch(key) ? key : null;
    }

    // Letters, digits and few signs, and at the end nothing or what readers open.
    [GeneratedRegex(@"^(/[\p{L}\p{N}ー～_+,.・-]{1,60}){1,10}$", RegexOptions.None, 1000)]
    internal static partial Regex Shape();

    [GeneratedRegex(@"/\.|\.\.|\d{10}|[0-9a-f]{24}|^/(office|my|preview|api|assets|health|_dev|files)(/|$)"
        + @"|/(wp-|cgi-bin|vendor|admin|phpmyadmin|xmlrpc|actuator)|\.(?!(html?|shtml|pdf|docx?|xlsx?|pptx?|csv|zip|txt)$)[a-z0-9]{1,6}$",
        RegexOptions.None, 1000)]
    internal static partial Regex Strange();

    internal sealed class Map : IEntityTypeConfiguration<Missing>
    {
        public void Configure(EntityTypeBuilder<Missing> b)
        {
            b.ToTable("website_missing");
            b.HasKey(x => x.Address);
            b.Property(x => x.Address).HasMaxLength(Longest);
            b.HasIndex(x => new { x.Count, x.Address });
        }
    }
}
