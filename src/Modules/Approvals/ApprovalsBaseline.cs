using Keyaki.Kits;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Approvals;

/// <summary>The tables of Approvals.</summary>
[Migration("20261122_15_approvals")]
public sealed class ApprovalsBaseline : Migration
{
    protected override void Up(MigrationBuilder m)
    {
        m.CreateTable("approvals_approvals", t => new
        {
            Id = t.Column<Guid>(), SubjectKind = t.Column<string>(maxLength: 40), SubjectId = t.Column<Guid>(), Revision = t.Column<int>(),
            Title = t.Column<string>(maxLength: 300),
            DecisionClass = t.Column<string>(maxLength: 80), Article = t.Column<string>(maxLength: 80, nullable: true),
            MatterAct = t.Column<string>(maxLength: 80), MatterKind = t.Column<string>(maxLength: 40),
            Amount = t.Column<long>(nullable: true), Flags = t.Column<string>(maxLength: 40, nullable: true),
            NoProxy = t.Column<bool>(), Bulk = t.Column<bool>(), Factor = t.Column<bool>(), WithPaper = t.Column<bool>(),
            Earlier = t.Column<Guid>(nullable: true),
            Inform = t.Column<string>(maxLength: 1000), Url = t.Column<string>(maxLength: 500), Drafter = t.Column<Guid>(),
            DrafterName = t.Column<string>(maxLength: 200), DrafterPost = t.Column<string>(maxLength: 200),
            Department = t.Column<string>(maxLength: 80),
            State = t.Column<string>(maxLength: 40), ProposedAt = t.Column<DateTime>(), EndedAt = t.Column<DateTime>(nullable: true),
            Version = t.Column<long>(),
        }, constraints: t => t.PrimaryKey("PK_approvals_approvals", x => x.Id));
        m.CreateIndex("IX_approvals_approvals_SubjectKind_SubjectId_Revision", "approvals_approvals",
            ["SubjectKind", "SubjectId", "Revision"], unique: true);
        m.CreateIndex("IX_approvals_approvals_Drafter_ProposedAt", "approvals_approvals", ["Drafter", "ProposedAt"]);

        m.CreateTable("approvals_steps", t => new
        {
            Id = t.Column<Guid>(), ApprovalId = t.Column<Guid>(), Number = t.Column<int>(),
            Kind = t.Column<string>(maxLength: 40), Stage = t.Column<int>(), OnlyAtOdds = t.Column<bool>(),
            Post = t.Column<string>(maxLength: 80),
            PostTitle = t.Column<string>(maxLength: 200), Department = t.Column<string>(maxLength: 80, nullable: true),
            Holder = t.Column<Guid>(nullable: true), HolderName = t.Column<string>(maxLength: 200, nullable: true),
            State = t.Column<string>(maxLength: 40), At = t.Column<DateTime>(nullable: true),
            Reason = t.Column<string>(maxLength: 1000, nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_approvals_steps", x => x.Id);
            t.ForeignKey("FK_approvals_steps_approvals_approvals_ApprovalId", x => x.ApprovalId, "approvals_approvals", "Id",
                onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_approvals_steps_ApprovalId_Number", "approvals_steps", ["ApprovalId", "Number"], unique: true);
        m.CreateIndex("IX_approvals_steps_Post_State", "approvals_steps", ["Post", "State"]);
        m.CreateIndex("IX_approvals_steps_State", "approvals_steps", "State");

        m.CreateTable("approvals_acts", t => new
        {
            Id = t.Column<Guid>(), ApprovalId = t.Column<Guid>(), Number = t.Column<int>(), Kind = t.Column<string>(maxLength: 40),
            Step = t.Column<int>(nullable: true), Officer = t.Column<Guid>(nullable: true),
            OfficerName = t.Column<string>(maxLength: 200), PostTitle = t.Column<string>(maxLength: 200),
            Reason = t.Column<string>(maxLength: 1000, nullable: true), Power = t.Column<string>(maxLength: 40),
            Seen = t.Column<string>(maxLength: 64, nullable: true), Minutes = t.Column<int>(nullable: true), At = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_approvals_acts", x => x.Id);
            t.ForeignKey("FK_approvals_acts_approvals_approvals_ApprovalId", x => x.ApprovalId, "approvals_approvals", "Id",
                onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_approvals_approvals_MatterAct_Department_ProposedAt", "approvals_approvals",
            ["MatterAct", "Department", "ProposedAt"]);
        m.CreateTable("approvals_views", t => new
        {
            Id = t.Column<Guid>(), ApprovalId = t.Column<Guid>(), Step = t.Column<int>(), Post = t.Column<string>(maxLength: 80),
            PostTitle = t.Column<string>(maxLength: 200), Department = t.Column<string>(maxLength: 80, nullable: true),
            Since = t.Column<DateTime>(), Due = t.Column<DateOnly>(),
            OverdueAt = t.Column<DateTime>(nullable: true), By = t.Column<Guid>(nullable: true),
            At = t.Column<DateTime>(nullable: true), Concern = t.Column<string>(maxLength: 1000, nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_approvals_views", x => x.Id);
            t.ForeignKey("FK_approvals_views_approvals_approvals_ApprovalId", x => x.ApprovalId, "approvals_approvals", "Id",
                onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("IX_approvals_views_ApprovalId_Step", "approvals_views", ["ApprovalId", "Step"]);
        m.CreateIndex("IX_approvals_views_Post_At", "approvals_views", ["Post", "At"]);

        m.CreateIndex("IX_approvals_acts_ApprovalId_Number", "approvals_acts", ["ApprovalId", "Number"], unique: true);

        m.CreateTable("approvals_looks", t => new
        {
            Id = t.Column<Guid>(), SubjectKind = t.Column<string>(maxLength: 40), SubjectId = t.Column<Guid>(), Account = t.Column<Guid>(),
            At = t.Column<DateTime>(), Print = t.Column<string>(), Seal = t.Column<string>(maxLength: 64),
            Version = t.Column<string>(maxLength: 200),
        }, constraints: t => t.PrimaryKey("PK_approvals_looks", x => x.Id));
        m.CreateIndex("IX_approvals_looks_SubjectKind_SubjectId_Account_At", "approvals_looks",
            ["SubjectKind", "SubjectId", "Account", "At"]);

        m.CreateTable("approvals_absences", t => new
        {
            Id = t.Column<Guid>(), Officer = t.Column<Guid>(), From = t.Column<DateOnly>(), Until = t.Column<DateOnly>(),
            Why = t.Column<string>(maxLength: 40), By = t.Column<Guid>(), At = t.Column<DateTime>(),
            EndedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_approvals_absences", x => x.Id));
        m.CreateIndex("IX_approvals_absences_Officer_Until", "approvals_absences", ["Officer", "Until"]);
        m.CreateIndex("IX_approvals_absences_Until", "approvals_absences", "Until");

        m.CreateTable("approvals_reorganisations", t => new
        {
            Id = t.Column<Guid>(), From = t.Column<string>(maxLength: 80),
            To = t.Column<string>(maxLength: 80), Last = t.Column<DateOnly>(), CarriedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_approvals_reorganisations", x => x.Id)).OfTwo();
        m.CreateIndex("IX_approvals_reorganisations_From", "approvals_reorganisations", "From", unique: true, filter: "\"Agreed\" IS NULL");

        m.CreateTable("approvals_circulated", t => new
        {
            Id = t.Column<Guid>(), SubjectKind = t.Column<string>(maxLength: 40), SubjectId = t.Column<Guid>(),
            Title = t.Column<string>(maxLength: 300), Url = t.Column<string>(maxLength: 500), Officer = t.Column<Guid>(),
            From = t.Column<Guid>(), At = t.Column<DateTime>(), ReadAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_approvals_circulated", x => x.Id));
        m.CreateIndex("IX_approvals_circulated_SubjectKind_SubjectId_Officer", "approvals_circulated",
            ["SubjectKind", "SubjectId", "Officer"], unique: true);
        m.CreateIndex("IX_approvals_circulated_Officer_ReadAt_At", "approvals_circulated", ["Officer", "ReadAt", "At"]);

        m.CreateTable("approvals_paper", t => new
        {
            Id = t.Column<Guid>(), Title = t.Column<string>(maxLength: 300), Number = t.Column<string>(maxLength: 80, nullable: true),
            Department = t.Column<string>(maxLength: 80), Kind = t.Column<string>(maxLength: 40),
            DecidedOn = t.Column<DateOnly>(), Count = t.Column<int>(),
            By = t.Column<Guid>(), At = t.Column<DateTime>(), CancelledBy = t.Column<Guid>(nullable: true),
            CancelledAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_approvals_paper", x => x.Id));
        m.CreateIndex("IX_approvals_paper_Department_DecidedOn", "approvals_paper", ["Department", "DecidedOn"]);
    }
}
