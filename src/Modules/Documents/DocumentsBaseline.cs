using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Documents;

/// <summary>The tables of Documents.</summary>
[Migration("20261122_13_documents")]
public sealed class DocumentsBaseline : Migration
{
    protected override void Up(MigrationBuilder m)
    {
        m.CreateTable("documents_documents", t => new
        {
            Id = t.Column<Guid>(), Department = t.Column<string>(maxLength: 80), FiscalYear = t.Column<int>(), Serial = t.Column<long>(),
            Number = t.Column<string>(maxLength: 60), Subject = t.Column<string>(maxLength: 300),
            RecordClass = t.Column<string>(maxLength: 80), ClassName = t.Column<string>(maxLength: 200), RetentionYears = t.Column<int>(),
            CreatedOn = t.Column<DateOnly>(), RetainedFrom = t.Column<DateOnly>(), RetainedUntil = t.Column<DateOnly>(),
            SubjectKind = t.Column<string>(maxLength: 40), SubjectId = t.Column<Guid>(), Person = t.Column<Guid>(nullable: true),
            File = t.Column<Guid>(nullable: true), RegisteredAt = t.Column<DateTime>(),
            VoidedAt = t.Column<DateTime>(nullable: true), VoidedBy = t.Column<Guid>(nullable: true),
            VoidReason = t.Column<string>(maxLength: 500, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_documents_documents", x => x.Id));
        m.CreateIndex("IX_documents_documents_Department_FiscalYear_Serial", "documents_documents", ["Department", "FiscalYear", "Serial"],
            unique: true);
        m.CreateIndex("IX_documents_documents_SubjectKind_SubjectId", "documents_documents", ["SubjectKind", "SubjectId"]);
        m.CreateIndex("IX_documents_documents_RegisteredAt", "documents_documents", "RegisteredAt");
        m.CreateIndex("IX_documents_documents_Person", "documents_documents", "Person", filter: "\"Person\" IS NOT NULL");
    }
}
