using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Kernel;

/// <summary>
/// The network address that a refused request came from. It lies beside the journal, not in it: the chain hashes the entry alone, so
/// that forgetting the address after its time leaves every seal whole.
/// </summary>
public sealed class JournalAddress
{
    public required Guid EntryId { get; init; }
    public required string Address { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<JournalAddress>
    {
        public void Configure(EntityTypeBuilder<JournalAddress> b)
        {
            b.ToTable("kernel_journal_addresses");
            b.HasKey(x => x.EntryId);
            b.Property(x => x.Address).HasMaxLength(60);
            b.HasIndex(x => x.At);
        }
    }
}

/// <summary>Forgets the addresses of refusals after the days that the city set.</summary>
sealed class ForgetAddresses(IConfiguration configuration) : IJob
{
    public string Code => "kernel.old-addresses";
    public string Label => "断った操作の送り元のアドレスを消す";
    public When When => When.Daily(new(3, 0));

    public Task Do(CityDb db, Due due, CancellationToken ct)
    {
        var before = due.Now.AddDays(-House.Number(configuration, House.AddressDays));
        return db.Set<JournalAddress>().Where(a => a.At < before).ExecuteDeleteAsync(ct);
    }
}
