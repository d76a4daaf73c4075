using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Website;

/// <summary>A table that was brought for one of the site's lists.</summary>
public sealed class WebsiteImport : Brought
{
    internal sealed class Map : IEntityTypeConfiguration<WebsiteImport>
    {
        public void Configure(EntityTypeBuilder<WebsiteImport> b) => Brought.Map(b, "website_imports");
    }
}

/// <summary>A row of such a table.</summary>
public sealed class WebsiteImportRow : BroughtRow
{
    internal sealed class Map : IEntityTypeConfiguration<WebsiteImportRow>
    {
        public void Configure(EntityTypeBuilder<WebsiteImportRow> b) => BroughtRow.Map(b, "website_import_rows");
    }
}
