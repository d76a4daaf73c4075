using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Residents;

/// <summary>A 個人番号 that somebody told for a procedure, sealed under a purpose of its own. The row tells neither whose it is nor what
/// it was told for.</summary>
public sealed class MyNumber
{
    internal const string Purpose = "my-number";

    public required Guid Id { get; init; }
    public required string Sealed { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<MyNumber>
    {
        public void Configure(EntityTypeBuilder<MyNumber> b)
        {
            b.ToTable("residents_my_numbers");
            b.Property(x => x.Sealed).HasMaxLength(200).IsSealed(Purpose);
        }
    }
}

/// <summary>Keeps and shows them, in turns and on readers of its own: one day it stands behind another door.</summary>
sealed class MyNumberDesk(IDatabase database, Turns turns, MasterKey key, TimeProvider clock) : IMyNumbers
{
    public Task<Guid> Keep(string number, CancellationToken ct) => turns.Run((_, db, _) =>
    {
        var row = new MyNumber { Id = clock.NewId(), Sealed = key.Seal(number, MyNumber.Purpose), At = clock.GetUtcNow() };
        db.Add(row);
        return Task.FromResult(row.Id);
    });

    public async Task<string?> Show(Guid word, CancellationToken ct)
    {
        await using var db = database.OpenReader();
        return await db.Set<MyNumber>().Where(n => n.Id == word).Select(n => n.Sealed).FirstOrDefaultAsync(ct) is { } box
            ? key.Open(box, MyNumber.Purpose) : null;
    }

    public Task Erase(IReadOnlyList<Guid> words, CancellationToken ct) =>
        turns.Run((_, db, stop) => db.Set<MyNumber>().Where(n => words.Contains(n.Id)).ExecuteDeleteAsync(stop));
}
