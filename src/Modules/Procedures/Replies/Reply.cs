using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Procedures;

/// <summary>連絡: what an officer wrote to the applicant of a case; it changes no answer.</summary>
public sealed class Reply
{
    public required Guid Id { get; init; }
    public required Guid ApplicationId { get; init; }
    public required string Text { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Reply>
    {
        public void Configure(EntityTypeBuilder<Reply> b)
        {
            b.ToTable("procedures_replies");
            b.Property(x => x.Text).HasMaxLength(2000);
            b.HasIndex(x => x.ApplicationId);
        }
    }
}
