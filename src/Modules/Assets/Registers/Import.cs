using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Assets;

/// <summary>A table that was brought for one of the room's registers.</summary>
public sealed class Import : Brought
{
    internal sealed class Map : IEntityTypeConfiguration<Import>
    {
        public void Configure(EntityTypeBuilder<Import> b) => Brought.Map(b, "assets_imports");
    }
}

/// <summary>A row of such a table.</summary>
public sealed class ImportRow : BroughtRow
{
    internal sealed class Map : IEntityTypeConfiguration<ImportRow>
    {
        public void Configure(EntityTypeBuilder<ImportRow> b) => BroughtRow.Map(b, "assets_import_rows");
    }
}
