using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Documents;

/// <summary>A table of another system that was brought.</summary>
public sealed class Moved : Brought
{
    internal sealed class Map : IEntityTypeConfiguration<Moved>
    {
        public void Configure(EntityTypeBuilder<Moved> b) => Brought.Map(b, "documents_imports");
    }
}

/// <summary>A row of such a table.</summary>
public sealed class MovedRow : BroughtRow
{
    internal sealed class Map : IEntityTypeConfiguration<MovedRow>
    {
        public void Configure(EntityTypeBuilder<MovedRow> b) => BroughtRow.Map(b, "documents_import_rows");
    }
}
