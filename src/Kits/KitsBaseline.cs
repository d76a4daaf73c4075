using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Kits;

/// <summary>The tables that modules share.</summary>
[Migration("20261122_05_kits")]
public sealed class KitsBaseline : Migration
{
    protected override void Up(MigrationBuilder m)
    {
        const string open = "\"ClosedAt\" IS NULL";
        m.CreateTable("kits_tasks", t => new
        {
            Id = t.Column<Guid>(), Cause = t.Column<Guid>(), Kind = t.Column<string>(maxLength: 40),
            Title = t.Column<string>(maxLength: 300), Url = t.Column<string>(maxLength: 500), Account = t.Column<Guid>(nullable: true),
            Post = t.Column<string>(maxLength: 80, nullable: true), Department = t.Column<string>(maxLength: 80, nullable: true),
            Power = t.Column<string>(maxLength: 80, nullable: true), NotFor = t.Column<string>(maxLength: 200),
            Due = t.Column<DateOnly>(nullable: true), From = t.Column<DateOnly>(nullable: true), OpenedAt = t.Column<DateTime>(),
            ClosedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_kits_tasks", x => x.Id));
        m.CreateIndex("IX_kits_tasks_Cause", "kits_tasks", "Cause", filter: open);
        m.CreateIndex("IX_kits_tasks_Account", "kits_tasks", "Account", filter: open);
        m.CreateIndex("IX_kits_tasks_Post", "kits_tasks", "Post", filter: open);
        m.CreateIndex("IX_kits_tasks_Kind_Power", "kits_tasks", ["Kind", "Power"], filter: open);
        m.CreateIndex("IX_kits_tasks_Department_Due_Id", "kits_tasks", ["Department", "Due", "Id"], filter: open);
        m.CreateIndex("IX_kits_tasks_ClosedAt", "kits_tasks", "ClosedAt", filter: "\"ClosedAt\" IS NOT NULL");

        m.CreateTable("kits_seen", t => new
        {
            Account = t.Column<Guid>(), RecordKind = t.Column<string>(maxLength: 40), RecordId = t.Column<Guid>(),
            At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_kits_seen", x => new { x.Account, x.RecordKind, x.RecordId }));
        m.CreateIndex("IX_kits_seen_Account_At", "kits_seen", ["Account", "At"]);

        m.CreateTable("kits_typing", t => new
        {
            By = t.Column<Guid>(), Page = t.Column<string>(maxLength: 300), On = t.Column<string>(maxLength: 64),
            Answers = t.Column<string>(), At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_kits_typing", x => new { x.By, x.Page }));
        m.CreateIndex("IX_kits_typing_At", "kits_typing", "At");

        m.CreateTable("kits_job_runs", t => new
        {
            Id = t.Column<Guid>(), Code = t.Column<string>(maxLength: 60), DueAt = t.Column<DateTime>(),
            DoneAt = t.Column<DateTime>(nullable: true), FailedAt = t.Column<DateTime>(nullable: true),
            Error = t.Column<string>(maxLength: 100, nullable: true), Tries = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_kits_job_runs", x => x.Id));
        m.CreateIndex("IX_kits_job_runs_Code_DueAt", "kits_job_runs", ["Code", "DueAt"], unique: true);
        m.CreateIndex("IX_kits_job_runs_DueAt", "kits_job_runs", "DueAt");
        m.CreateTable("kits_runs", t => new
        {
            Id = t.Column<Guid>(),
            Kind = t.Column<string>(maxLength: 60), Key = t.Column<string>(maxLength: 120), Arguments = t.Column<string>(),
            Trial = t.Column<bool>(), Count = t.Column<int>(nullable: true), NeedsSecond = t.Column<bool>(),
            StartedAt = t.Column<DateTime>(nullable: true), StoppedAt = t.Column<DateTime>(nullable: true),
            StoppedBy = t.Column<Guid>(nullable: true), EndedAt = t.Column<DateTime>(nullable: true),
            Done = t.Column<int>(), Refused = t.Column<int>(), Skipped = t.Column<int>(), Failed = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_kits_runs", x => x.Id)).OfTwo();
        m.CreateIndex("IX_kits_runs_Kind_Key", "kits_runs", ["Kind", "Key"], unique: true, filter: "NOT \"Trial\"");
        m.CreateIndex("IX_kits_runs_EndedAt_At", "kits_runs", ["EndedAt", "At"]);
        m.CreateTable("kits_systems", t => new
        {
            Id = t.Column<Guid>(),
            Name = t.Column<string>(maxLength: 80), Department = t.Column<string>(maxLength: 80),
            Purpose = t.Column<string>(maxLength: 500), Powers = t.Column<string>(maxLength: 4000), Until = t.Column<DateOnly>(),
            SecretHash = t.Column<string>(maxLength: 64, nullable: true), SecretAt = t.Column<DateTime>(nullable: true),
            EndedBy = t.Column<Guid>(nullable: true), EndedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_kits_systems", x => x.Id)).OfTwo();
        m.CreateTable("kits_run_slices", t => new
        {
            RunId = t.Column<Guid>(), Number = t.Column<int>(), Keys = t.Column<string>(), DoneAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_kits_run_slices", x => new { x.RunId, x.Number }));
        m.CreateIndex("IX_kits_run_slices_RunId_DoneAt", "kits_run_slices", ["RunId", "DoneAt"]);
        m.CreateTable("kits_run_items", t => new
        {
            Id = t.Column<Guid>(), RunId = t.Column<Guid>(), Key = t.Column<string>(maxLength: 120),
            Outcome = t.Column<string>(maxLength: 40), Reason = t.Column<string>(maxLength: 300),
        }, constraints: t => t.PrimaryKey("PK_kits_run_items", x => x.Id));
        m.CreateIndex("IX_kits_run_items_RunId_Key", "kits_run_items", ["RunId", "Key"], unique: true);

        m.CreateTable("kits_letters", t => new
        {
            Id = t.Column<Guid>(), Code = t.Column<string>(maxLength: 60), Department = t.Column<string>(maxLength: 80),
            Key = t.Column<string>(maxLength: 160), About = t.Column<string>(maxLength: 200), Person = t.Column<Guid>(nullable: true),
            At = t.Column<DateTime>(), Postal = t.Column<string>(maxLength: 7), SealedContent = t.Column<string>(),
            Hash = t.Column<string>(maxLength: 64), Before = t.Column<Guid>(nullable: true), State = t.Column<string>(maxLength: 40),
            Batch = t.Column<Guid>(nullable: true), Number = t.Column<int>(nullable: true), Sheets = t.Column<int>(nullable: true),
            Trouble = t.Column<string>(maxLength: 300, nullable: true), ReturnedOn = t.Column<DateOnly>(nullable: true),
            Came = t.Column<string>(maxLength: 40, nullable: true), Why = t.Column<string>(maxLength: 300, nullable: true),
            EndedOn = t.Column<DateOnly>(nullable: true), Guarded = t.Column<bool>(),
        }, constraints: t => t.PrimaryKey("PK_kits_letters", x => x.Id));
        m.CreateIndex("IX_kits_letters_Code_Key", "kits_letters", ["Code", "Key"], unique: true);
        m.CreateIndex("IX_kits_letters_State_Code_Department", "kits_letters", ["State", "Code", "Department"]);
        m.CreateIndex("IX_kits_letters_Batch_Number", "kits_letters", ["Batch", "Number"]);
        m.CreateIndex("IX_kits_letters_Before", "kits_letters", "Before");
        m.CreateIndex("IX_kits_letters_About", "kits_letters", "About");
        m.CreateTable("kits_print_batches", t => new
        {
            Id = t.Column<Guid>(), Code = t.Column<string>(maxLength: 60), Department = t.Column<string>(maxLength: 80),
            Year = t.Column<int>(), Serial = t.Column<int>(), By = t.Column<Guid>(), At = t.Column<DateTime>(),
            Run = t.Column<Guid>(nullable: true), Letters = t.Column<int>(), Sheets = t.Column<int>(),
            Hash = t.Column<string>(maxLength: 64, nullable: true), PostedOn = t.Column<DateOnly>(nullable: true),
            PostedBy = t.Column<Guid>(nullable: true), Counted = t.Column<int>(nullable: true),
            Remark = t.Column<string>(maxLength: 500, nullable: true), Version = t.Column<long>(),
            Words = t.Column<string>(), Guarded = t.Column<bool>(),
        }, constraints: t => t.PrimaryKey("PK_kits_print_batches", x => x.Id));
        m.CreateIndex("IX_kits_print_batches_Code_Year_Serial", "kits_print_batches", ["Code", "Year", "Serial"], unique: true);
        m.CreateIndex("IX_kits_print_batches_Code_Department_At", "kits_print_batches", ["Code", "Department", "At"]);

        m.CreateTable("kits_drafted_files", t => new
        {
            Id = t.Column<Guid>(), Kind = t.Column<string>(maxLength: 40), Department = t.Column<string>(maxLength: 80),
            By = t.Column<Guid>(), At = t.Column<DateTime>(), Base = t.Column<string>(maxLength: 64, nullable: true),
            Code = t.Column<string>(maxLength: 80), Title = t.Column<string>(maxLength: 300), Json = t.Column<string>(),
            ChangedBy = t.Column<Guid>(), ChangedAt = t.Column<DateTime>(), Version = t.Column<long>(),
            EndedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_kits_drafted_files", x => x.Id));
        m.CreateIndex("IX_kits_drafted_files_Kind_Code", "kits_drafted_files", ["Kind", "Code"], unique: true,
            filter: "\"EndedAt\" IS NULL");
        m.CreateTable("kits_drafted_changes", t => new
        {
            Id = t.Column<Guid>(), File = t.Column<Guid>(), Part = t.Column<string>(maxLength: 120), By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_kits_drafted_changes", x => x.Id));
        m.CreateIndex("IX_kits_drafted_changes_File_At", "kits_drafted_changes", ["File", "At"]);
        m.CreateTable("kits_drafted_versions", t => new
        {
            Id = t.Column<Guid>(),
            Kind = t.Column<string>(maxLength: 40), Code = t.Column<string>(maxLength: 80), Title = t.Column<string>(maxLength: 300),
            Department = t.Column<string>(maxLength: 80), ValidFrom = t.Column<DateOnly>(), Hash = t.Column<string>(maxLength: 64),
            Json = t.Column<string>(), File = t.Column<Guid>(),
        }, constraints: t => t.PrimaryKey("PK_kits_drafted_versions", x => x.Id)).OfTwo();
        m.CreateIndex("IX_kits_drafted_versions_File", "kits_drafted_versions", "File", unique: true, filter: "\"Agreed\" IS NULL");
        m.CreateIndex("IX_kits_drafted_versions_Kind_Code_ValidFrom", "kits_drafted_versions", ["Kind", "Code", "ValidFrom"],
            unique: true, filter: "\"Agreed\"");
    }
}
