using Keyaki.Kits;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Drafting;

/// <summary>The tables of Drafting.</summary>
[Migration("20261122_18_drafting")]
public sealed class DraftingBaseline : Migration
{
    protected override void Up(MigrationBuilder m)
    {
        m.CreateTable("drafting_drafts", t => new
        {
            Id = t.Column<Guid>(), Department = t.Column<string>(maxLength: 80), By = t.Column<Guid>(), At = t.Column<DateTime>(),
            Template = t.Column<string>(maxLength: 80), Subject = t.Column<string>(maxLength: 300),
            Purpose = t.Column<string>(maxLength: 2000), Basis = t.Column<string>(maxLength: 1000), Act = t.Column<string>(maxLength: 80),
            Amount = t.Column<long>(nullable: true), RecordClass = t.Column<string>(maxLength: 80),
            RecordFile = t.Column<Guid>(nullable: true),
            Series = t.Column<string>(maxLength: 80),
            Disclosure = t.Column<string>(maxLength: 40), Reason = t.Column<string>(maxLength: 500, nullable: true),
            Way = t.Column<string>(maxLength: 40), Sealed = t.Column<bool>(), WithPaper = t.Column<bool>(),
            Marks = t.Column<string>(maxLength: 80),
            Concur = t.Column<string>(maxLength: 1000), Inform = t.Column<string>(maxLength: 1000), Body = t.Column<string>(),
            BodyNumber = t.Column<int>(), Stage = t.Column<string>(maxLength: 40), Approval = t.Column<Guid>(nullable: true),
            Revision = t.Column<int>(), Received = t.Column<Guid>(nullable: true), Earlier = t.Column<Guid>(nullable: true),
            Origin = t.Column<string>(maxLength: 40), Document = t.Column<Guid>(nullable: true),
            Number = t.Column<string>(maxLength: 60, nullable: true), DecidedAt = t.Column<DateTime>(nullable: true),
            IssuedAt = t.Column<DateTime>(nullable: true), CompletedAt = t.Column<DateTime>(nullable: true), Version = t.Column<long>(),
        }, constraints: t => t.PrimaryKey("PK_drafting_drafts", x => x.Id));
        m.CreateIndex("IX_drafting_drafts_By_At", "drafting_drafts", ["By", "At"]);
        m.CreateIndex("IX_drafting_drafts_Department_At", "drafting_drafts", ["Department", "At"]);
        m.CreateIndex("IX_drafting_drafts_Received", "drafting_drafts", "Received");
        m.CreateIndex("IX_drafting_drafts_Earlier", "drafting_drafts", "Earlier");

        m.CreateTable("drafting_bodies", t => new
        {
            Id = t.Column<Guid>(), Draft = t.Column<Guid>(), Number = t.Column<int>(), Text = t.Column<string>(), By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_drafting_bodies", x => x.Id));
        m.CreateIndex("IX_drafting_bodies_Draft_Number", "drafting_bodies", ["Draft", "Number"], unique: true);

        m.CreateTable("drafting_files", t => new
        {
            Id = t.Column<Guid>(), Draft = t.Column<Guid>(), Position = t.Column<int>(), Title = t.Column<string>(maxLength: 200),
            File = t.Column<Guid>(), Leaves = t.Column<bool>(),
        }, constraints: t => t.PrimaryKey("PK_drafting_files", x => x.Id));
        m.CreateIndex("IX_drafting_files_Draft_Position", "drafting_files", ["Draft", "Position"]);

        m.CreateTable("drafting_related", t => new
        {
            Id = t.Column<Guid>(), Draft = t.Column<Guid>(), Position = t.Column<int>(), Document = t.Column<Guid>(),
            Number = t.Column<string>(maxLength: 60),
        }, constraints: t => t.PrimaryKey("PK_drafting_related", x => x.Id));
        m.CreateIndex("IX_drafting_related_Draft_Position", "drafting_related", ["Draft", "Position"]);

        m.CreateTable("drafting_typed", t => new
        {
            Draft = t.Column<Guid>(), By = t.Column<Guid>(), On = t.Column<long>(), Answers = t.Column<string>(), At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_drafting_typed", x => new { x.Draft, x.By }));

        m.CreateTable("drafting_addressees", t => new
        {
            Id = t.Column<Guid>(), Draft = t.Column<Guid>(), Position = t.Column<int>(), Name = t.Column<string>(maxLength: 200),
            Mail = t.Column<string>(maxLength: 254, nullable: true), Address = t.Column<string>(maxLength: 300, nullable: true),
            Way = t.Column<string>(maxLength: 40, nullable: true), SentAt = t.Column<DateTime>(nullable: true),
            SentBy = t.Column<Guid>(nullable: true), Proof = t.Column<string>(maxLength: 300, nullable: true),
            Paper = t.Column<Guid>(nullable: true),
            MailedAt = t.Column<DateTime>(nullable: true), RefusedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_drafting_addressees", x => x.Id));
        m.CreateIndex("IX_drafting_addressees_Draft_Position", "drafting_addressees", ["Draft", "Position"]);

        m.CreateTable("drafting_templates", t => new
        {
            Id = t.Column<Guid>(), Department = t.Column<string>(maxLength: 80), Title = t.Column<string>(maxLength: 100),
            Subject = t.Column<string>(maxLength: 300), Purpose = t.Column<string>(maxLength: 2000),
            Basis = t.Column<string>(maxLength: 1000),
            Act = t.Column<string>(maxLength: 80), Way = t.Column<string>(maxLength: 40), Body = t.Column<string>(), By = t.Column<Guid>(),
            At = t.Column<DateTime>(), RetiredAt = t.Column<DateTime>(nullable: true), Version = t.Column<long>(),
        }, constraints: t => t.PrimaryKey("PK_drafting_templates", x => x.Id));
        m.CreateIndex("IX_drafting_templates_Department", "drafting_templates", "Department");

        m.CreateTable("drafting_received", t => new
        {
            Id = t.Column<Guid>(), Department = t.Column<string>(maxLength: 80), Subject = t.Column<string>(maxLength: 300),
            Sender = t.Column<string>(maxLength: 200), Way = t.Column<string>(maxLength: 40), On = t.Column<DateOnly>(),
            Theirs = t.Column<string>(maxLength: 100, nullable: true), RecordClass = t.Column<string>(maxLength: 80),
            Text = t.Column<string>(nullable: true), By = t.Column<Guid>(), At = t.Column<DateTime>(), Document = t.Column<Guid>(),
            Number = t.Column<string>(maxLength: 60), Officer = t.Column<Guid>(nullable: true), Due = t.Column<DateOnly>(nullable: true),
            DoneAt = t.Column<DateTime>(nullable: true), DoneBy = t.Column<Guid>(nullable: true),
            Done = t.Column<string>(maxLength: 500, nullable: true), Version = t.Column<long>(),
        }, constraints: t => t.PrimaryKey("PK_drafting_received", x => x.Id));
        m.CreateIndex("IX_drafting_received_Department_At", "drafting_received", ["Department", "At"]);
        m.CreateIndex("IX_drafting_received_Number", "drafting_received", "Number");
        m.CreateIndex("IX_drafting_received_Officer", "drafting_received", "Officer");

        m.CreateTable("drafting_received_files", t => new
        {
            Id = t.Column<Guid>(), Received = t.Column<Guid>(), Position = t.Column<int>(), Title = t.Column<string>(maxLength: 200),
            File = t.Column<Guid>(),
        }, constraints: t => t.PrimaryKey("PK_drafting_received_files", x => x.Id));
        m.CreateIndex("IX_drafting_received_files_Received_Position", "drafting_received_files", ["Received", "Position"]);

        m.CreateTable("drafting_arrivals", t => new
        {
            Id = t.Column<Guid>(), Way = t.Column<string>(maxLength: 40), Name = t.Column<string>(maxLength: 200),
            Hash = t.Column<string>(maxLength: 64), At = t.Column<DateTime>(), Subject = t.Column<string>(maxLength: 300),
            Sender = t.Column<string>(maxLength: 200), Text = t.Column<string>(nullable: true),
            Why = t.Column<string>(maxLength: 1000, nullable: true), Held = t.Column<bool>(), EndedAt = t.Column<DateTime>(nullable: true),
            EndedBy = t.Column<Guid>(nullable: true), Refused = t.Column<string>(maxLength: 500, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_drafting_arrivals", x => x.Id));
        m.CreateIndex("IX_drafting_arrivals_Hash", "drafting_arrivals", "Hash", unique: true);
        m.CreateIndex("IX_drafting_arrivals_EndedAt", "drafting_arrivals", "EndedAt");

        m.CreateTable("drafting_seals", t => new
        {
            Id = t.Column<Guid>(), Draft = t.Column<Guid>(), Seal = t.Column<string>(maxLength: 80),
            SealTitle = t.Column<string>(maxLength: 80),
            Number = t.Column<string>(maxLength: 60), Subject = t.Column<string>(maxLength: 300),
            Department = t.Column<string>(maxLength: 80),
            Count = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_drafting_seals", x => x.Id)).OfTwo();
        m.CreateIndex("IX_drafting_seals_Draft_At", "drafting_seals", ["Draft", "At"]);
        m.CreateIndex("IX_drafting_seals_At", "drafting_seals", "At");
    }
}
