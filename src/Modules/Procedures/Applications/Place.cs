using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Procedures;

/// <summary>One numbered place of a pool on a day, taken or held. Two people cannot have the same one: the database says so, whoever
/// comes first.</summary>
public sealed class Place
{
    public required Guid Id { get; init; }
    public required string Pool { get; init; }
    public required DateOnly Day { get; init; }

    /// <summary>From 1 to the number of places.</summary>
    public required int Seat { get; init; }
    public required Guid ApplicationId { get; set; }

    /// <summary>Until when a checkout holds it; null once it is taken for good.</summary>
    public DateTimeOffset? HeldUntil { get; set; }

    /// <summary>Whether somebody else may have it.</summary>
    public bool IsFree(DateTimeOffset now) => HeldUntil is { } until && until <= now;

    internal sealed class Map : IEntityTypeConfiguration<Place>
    {
        public void Configure(EntityTypeBuilder<Place> b)
        {
            b.ToTable("procedures_places");
            b.Property(x => x.Pool).HasMaxLength(100);
            b.HasIndex(x => new { x.Pool, x.Day, x.Seat }).IsUnique()
                .Says("", new Text("選んだ日の空きが、たった今ほかの方の申し込みで変わりました。入力した内容は残っています。もう一度送信するか、別の日を選んでください。",
                "いま、ほかの 人が おなじ 日を えらびました。書いた ものは のこって います。もういちど おくるか、ほかの 日を えらんで ください。",
                "Somebody else has just taken a place on that day. Your answers are still here: send them again, or choose another day."));
            b.HasIndex(x => x.ApplicationId);
        }
    }
}
