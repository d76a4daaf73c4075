using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Website;

/// <summary>The tables of pictures and files.</summary>
static class MaterialTables
{
    public static void CreateMaterials(this MigrationBuilder m)
    {
        m.CreateTable("website_materials", t => new
        {
            Id = t.Column<Guid>(),
            Kind = t.Column<string>(maxLength: 40),
            By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
            File = t.Column<Guid>(),
            FileName = t.Column<string>(maxLength: 200),
            Type = t.Column<string>(maxLength: 80),
            Size = t.Column<long>(),
            Owner = t.Column<string>(maxLength: 60),
            Name = t.Column<string>(maxLength: 100),
            Credit = t.Column<string>(maxLength: 100, nullable: true),
            IsText = t.Column<bool>(),
            FocusX = t.Column<int>(),
            FocusY = t.Column<int>(),
            Width = t.Column<int>(),
            Height = t.Column<int>(),
            HasTitle = t.Column<bool>(),
            HasLanguage = t.Column<bool>(),
            IsTagged = t.Column<bool>(),
            HasText = t.Column<bool>(),
            State = t.Column<string>(maxLength: 40),
            Why = t.Column<string>(maxLength: 300, nullable: true),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_website_materials", x => x.Id));
        m.CreateIndex("IX_website_materials_Owner_At", "website_materials", ["Owner", "At"]);

        m.CreateTable("website_material_files", t => new
        {
            Id = t.Column<Guid>(),
            Material = t.Column<Guid>(),
            Key = t.Column<string>(maxLength: 32),
            Name = t.Column<string>(maxLength: 200),
            Type = t.Column<string>(maxLength: 80),
            Width = t.Column<int>(),
            Height = t.Column<int>(),
            File = t.Column<Guid>(),
        }, constraints: t => t.PrimaryKey("PK_website_material_files", x => x.Id));
        m.CreateIndex("IX_website_material_files_Material", "website_material_files", "Material");
        m.CreateIndex("IX_website_material_files_Key", "website_material_files", "Key");

        m.CreateTable("website_material_uses", t => new
        {
            Page = t.Column<Guid>(),
            Material = t.Column<Guid>(),
        }, constraints: t => t.PrimaryKey("PK_website_material_uses", x => new { x.Page, x.Material }));
        m.CreateIndex("IX_website_material_uses_Material", "website_material_uses", "Material");
    }
}
