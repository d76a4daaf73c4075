using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kernel;

/// <summary>The library's list of what was done to the tables, read without the model of the city's own: that one takes long to lay
/// out, and is laid out beside this.</summary>
sealed class History(DbContextOptions<History> options) : DbContext(options)
{
    sealed record Done(string MigrationId);

    protected override void OnModelCreating(ModelBuilder b) => b.Entity<Done>(e =>
    {
        e.ToTable("__EFMigrationsHistory");
        e.HasKey(x => x.MigrationId);
    });

    /// <summary>Whether nothing is left to do; false in an empty database.</summary>
    public static async Task<bool> IsWhole(DbContextOptionsBuilder<History> options)
    {
        await using var history = new History(options.Options);
        try
        {
            var done = await history.Set<Done>().AsNoTracking().Select(d => d.MigrationId).ToListAsync();
            return new ModuleMigrations().Migrations.Keys.All(done.Contains);
        }
        catch (DbException) { return false; }
    }
}
