using Keyaki.Kits;
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
            Id = t.Column<Guid>(), Department = t.Column<string>(maxLength: 80), FiscalYear = t.Column<int>(),
            Series = t.Column<string>(maxLength: 80), Run = t.Column<string>(maxLength: 100), Serial = t.Column<long>(),
            Number = t.Column<string>(maxLength: 60), Subject = t.Column<string>(maxLength: 300),
            RecordClass = t.Column<string>(maxLength: 80), ClassName = t.Column<string>(maxLength: 200),
            ClassPath = t.Column<string>(maxLength: 600), RetentionYears = t.Column<int>(nullable: true),
            Start = t.Column<string>(maxLength: 40), AtExpiry = t.Column<string>(maxLength: 40),
            CreatedOn = t.Column<DateOnly>(), CompletedOn = t.Column<DateOnly>(nullable: true),
            RetainedFrom = t.Column<DateOnly>(nullable: true), RetainedUntil = t.Column<DateOnly>(nullable: true),
            State = t.Column<string>(maxLength: 40), EndedAt = t.Column<DateTime>(nullable: true),
            SubjectKind = t.Column<string>(maxLength: 40), SubjectId = t.Column<Guid>(), Person = t.Column<Guid>(nullable: true),
            Officer = t.Column<Guid>(nullable: true),
            Direction = t.Column<string>(maxLength: 40), Counterparty = t.Column<string>(maxLength: 300, nullable: true),
            Disclosure = t.Column<string>(maxLength: 40), DisclosureReason = t.Column<string>(maxLength: 500, nullable: true),
            RecordFile = t.Column<Guid>(nullable: true), Shelf = t.Column<string>(maxLength: 100, nullable: true),
            RegisteredAt = t.Column<DateTime>(),
            VoidedAt = t.Column<DateTime>(nullable: true), VoidedBy = t.Column<Guid>(nullable: true),
            VoidReason = t.Column<string>(maxLength: 500, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_documents_documents", x => x.Id));
        m.CreateIndex("IX_documents_documents_Series_Run_Serial", "documents_documents", ["Series", "Run", "Serial"], unique: true);
        m.CreateIndex("IX_documents_documents_Number", "documents_documents", "Number");
        m.CreateIndex("IX_documents_documents_Department_FiscalYear", "documents_documents", ["Department", "FiscalYear"]);
        m.CreateIndex("IX_documents_documents_SubjectKind_SubjectId", "documents_documents", ["SubjectKind", "SubjectId"]);
        m.CreateIndex("IX_documents_documents_RegisteredAt", "documents_documents", "RegisteredAt");
        m.CreateIndex("IX_documents_documents_Officer_RegisteredAt", "documents_documents", ["Officer", "RegisteredAt"],
            filter: "\"Officer\" IS NOT NULL");
        m.CreateIndex("IX_documents_documents_RecordFile", "documents_documents", "RecordFile");
        m.CreateIndex("IX_documents_documents_State_RetainedUntil", "documents_documents", ["State", "RetainedUntil"]);
        m.CreateIndex("IX_documents_documents_Person", "documents_documents", "Person", filter: "\"Person\" IS NOT NULL");

        m.CreateTable("documents_files", t => new
        {
            Id = t.Column<Guid>(), DocumentId = t.Column<Guid>(), File = t.Column<Guid>(), Title = t.Column<string>(maxLength: 200),
            Role = t.Column<string>(maxLength: 40), ReadAt = t.Column<DateTime>(nullable: true),
            Unread = t.Column<string>(maxLength: 300, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_documents_files", x => x.Id));
        m.CreateIndex("IX_documents_files_DocumentId_File", "documents_files", ["DocumentId", "File"], unique: true);
        m.CreateIndex("IX_documents_files_File", "documents_files", "File");

        m.CreateTable("documents_relations", t => new { DocumentId = t.Column<Guid>(), Related = t.Column<Guid>() },
            constraints: t => t.PrimaryKey("PK_documents_relations", x => new { x.DocumentId, x.Related }));
        m.CreateIndex("IX_documents_relations_Related", "documents_relations", "Related");

        m.CreateTable("documents_moves", t => new
        {
            Id = t.Column<Guid>(), DocumentId = t.Column<Guid>(), From = t.Column<Guid>(nullable: true), To = t.Column<Guid>(),
            Reason = t.Column<string>(maxLength: 300), By = t.Column<Guid>(), At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_documents_moves", x => x.Id));
        m.CreateIndex("IX_documents_moves_DocumentId", "documents_moves", "DocumentId");

        m.CreateTable("documents_lendings", t => new
        {
            Id = t.Column<Guid>(), DocumentId = t.Column<Guid>(), Borrower = t.Column<string>(maxLength: 100),
            LentOn = t.Column<DateOnly>(), DueOn = t.Column<DateOnly>(), By = t.Column<Guid>(),
            ReturnedOn = t.Column<DateOnly>(nullable: true), ReturnedBy = t.Column<Guid>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_documents_lendings", x => x.Id));
        m.CreateIndex("IX_documents_lendings_DocumentId", "documents_lendings", "DocumentId");
        m.CreateIndex("IX_documents_lendings_DueOn", "documents_lendings", "DueOn", filter: "\"ReturnedOn\" IS NULL");

        m.CreateTable("documents_holds", t => new
        {
            Id = t.Column<Guid>(), DocumentId = t.Column<Guid>(), Kind = t.Column<string>(maxLength: 40),
            Case = t.Column<string>(maxLength: 200), By = t.Column<Guid>(), At = t.Column<DateTime>(),
            EndedOn = t.Column<DateOnly>(nullable: true), EndedBy = t.Column<Guid>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_documents_holds", x => x.Id));
        m.CreateIndex("IX_documents_holds_DocumentId", "documents_holds", "DocumentId");

        m.CreateTable("documents_copies", t => new
        {
            Id = t.Column<Guid>(), DocumentId = t.Column<Guid>(), Source = t.Column<Guid>(), SourceHash = t.Column<string>(maxLength: 64),
            Pages = t.Column<int>(), Request = t.Column<string>(maxLength: 200, nullable: true), By = t.Column<Guid>(),
            At = t.Column<DateTime>(), Version = t.Column<long>(), Trouble = t.Column<string>(maxLength: 300, nullable: true),
            EndedAt = t.Column<DateTime>(nullable: true), EndedWhy = t.Column<string>(maxLength: 100, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_documents_copies", x => x.Id));
        m.CreateIndex("IX_documents_copies_DocumentId", "documents_copies", "DocumentId");

        m.CreateTable("documents_copy_marks", t => new
        {
            Id = t.Column<Guid>(), CopyId = t.Column<Guid>(), Batch = t.Column<Guid>(), Page = t.Column<int>(), Left = t.Column<int>(),
            Top = t.Column<int>(), Right = t.Column<int>(), Bottom = t.Column<int>(), Number = t.Column<string>(maxLength: 10),
            Reason = t.Column<string>(maxLength: 200), By = t.Column<Guid>(), At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_documents_copy_marks", x => x.Id));
        m.CreateIndex("IX_documents_copy_marks_CopyId_Page", "documents_copy_marks", ["CopyId", "Page"]);

        m.CreateTable("documents_copy_checks", t => new
        {
            Id = t.Column<Guid>(), CopyId = t.Column<Guid>(), DocumentId = t.Column<Guid>(), Department = t.Column<string>(maxLength: 80),
            File = t.Column<Guid>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_documents_copy_checks", x => x.Id)).OfTwo();
        m.CreateIndex("IX_documents_copy_checks_CopyId", "documents_copy_checks", "CopyId", unique: true, filter: "\"Agreed\" IS NULL");
        m.CreateIndex("IX_documents_copy_checks_CopyId_At", "documents_copy_checks", ["CopyId", "At"]);

        m.CreateTable("documents_disposal_lists", t => new
        {
            Id = t.Column<Guid>(), FiscalYear = t.Column<int>(), Department = t.Column<string>(maxLength: 80), At = t.Column<DateTime>(),
            ReviewedAt = t.Column<DateTime>(nullable: true), ReviewedBy = t.Column<Guid>(nullable: true),
            ProposedAt = t.Column<DateTime>(nullable: true), ProposedBy = t.Column<Guid>(nullable: true),
            DecidedAt = t.Column<DateTime>(nullable: true), DecidedBy = t.Column<string>(maxLength: 200, nullable: true),
            Certificate = t.Column<Guid>(nullable: true), DoneAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_documents_disposal_lists", x => x.Id));
        m.CreateIndex("IX_documents_disposal_lists_FiscalYear_Department", "documents_disposal_lists", ["FiscalYear", "Department"]);

        m.CreateTable("documents_disposal_items", t => new
        {
            Id = t.Column<Guid>(), ListId = t.Column<Guid>(), DocumentId = t.Column<Guid>(),
            Fate = t.Column<string>(maxLength: 40, nullable: true), Years = t.Column<int>(nullable: true),
            Reason = t.Column<string>(maxLength: 300, nullable: true), ChosenBy = t.Column<Guid>(nullable: true),
            CarriedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_documents_disposal_items", x => x.Id));
        m.CreateIndex("IX_documents_disposal_items_ListId_DocumentId", "documents_disposal_items", ["ListId", "DocumentId"], unique: true);
        m.CreateIndex("IX_documents_disposal_items_DocumentId", "documents_disposal_items", "DocumentId");

        m.CreateTable("documents_record_files", t => new
        {
            Id = t.Column<Guid>(), FiscalYear = t.Column<int>(), Department = t.Column<string>(maxLength: 80),
            RecordClass = t.Column<string>(maxLength: 80), Title = t.Column<string>(maxLength: 200),
            Before = t.Column<Guid>(nullable: true), OpenedAt = t.Column<DateTime>(), OpenedBy = t.Column<Guid>(nullable: true),
            ClosedAt = t.Column<DateTime>(nullable: true), ClosedBy = t.Column<Guid>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_documents_record_files", x => x.Id));
        m.CreateIndex("IX_documents_record_files_FiscalYear_RecordClass_Title", "documents_record_files",
            ["FiscalYear", "RecordClass", "Title"], unique: true);
        m.CreateIndex("IX_documents_record_files_Department_FiscalYear", "documents_record_files", ["Department", "FiscalYear"]);

        m.CreateTable("documents_reopenings", t => new
        {
            Id = t.Column<Guid>(), RecordFile = t.Column<Guid>(), Reason = t.Column<string>(maxLength: 300), By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_documents_reopenings", x => x.Id));
        m.CreateIndex("IX_documents_reopenings_RecordFile", "documents_reopenings", "RecordFile");

        m.CreateTable("documents_past_deeds", t => new
        {
            Id = t.Column<Guid>(), DocumentId = t.Column<Guid>(), At = t.Column<DateTime>(), Code = t.Column<string>(maxLength: 80),
            Words = t.Column<string>(maxLength: 300), Who = t.Column<string>(maxLength: 200), Kind = t.Column<string>(maxLength: 40),
            Account = t.Column<Guid>(nullable: true), Post = t.Column<string>(maxLength: 80, nullable: true),
            Department = t.Column<string>(maxLength: 80, nullable: true), Channel = t.Column<string>(maxLength: 20),
            Persons = t.Column<string>(maxLength: 4000), Purpose = t.Column<string>(maxLength: 80, nullable: true),
            Facts = t.Column<string>(maxLength: 4000),
        }, constraints: t => t.PrimaryKey("PK_documents_past_deeds", x => x.Id));
        m.CreateIndex("IX_documents_past_deeds_DocumentId", "documents_past_deeds", "DocumentId");

        m.CreateImports("documents");
    }
}
