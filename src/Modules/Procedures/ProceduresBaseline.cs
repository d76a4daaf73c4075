using Keyaki.Kits;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Procedures;

/// <summary>The tables of procedures. One baseline until the first release.</summary>
[Migration("20261122_16_procedures")]
public sealed class ProceduresBaseline : Migration
{
    protected override void Up(MigrationBuilder m)
    {
        m.CreateTable("procedures_drafts", t => new
        {
            Id = t.Column<Guid>(), Procedure = t.Column<string>(maxLength: 60), Definition = t.Column<string>(maxLength: 64),
            ApplicantKind = t.Column<string>(maxLength: 40), Account = t.Column<Guid>(),
            MailKey = t.Column<string>(maxLength: 64, nullable: true), SealedMail = t.Column<string>(maxLength: 1000, nullable: true),
            Person = t.Column<Guid>(nullable: true), StartedAt = t.Column<DateTime>(), Name = t.Column<string>(maxLength: 200),
            Kana = t.Column<string>(maxLength: 200), Answers = t.Column<string>(), Page = t.Column<int>(),
            SavedAt = t.Column<DateTime>(), ExpiresAt = t.Column<DateTime>(), Version = t.Column<long>(),
            SentAs = t.Column<Guid>(nullable: true), Family = t.Column<Guid>(nullable: true),
            Channel = t.Column<string>(maxLength: 20, nullable: true), ArrivedOn = t.Column<DateOnly>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_procedures_drafts", x => x.Id)).WithRoom();
        m.CreateIndex("IX_procedures_drafts_Account_Procedure", "procedures_drafts", ["Account", "Procedure"]);
        m.CreateIndex("IX_procedures_drafts_MailKey", "procedures_drafts", "MailKey");

        m.CreateTable("procedures_applications", t => new
        {
            Id = t.Column<Guid>(), Procedure = t.Column<string>(maxLength: 60), Definition = t.Column<string>(maxLength: 64),
            Department = t.Column<string>(maxLength: 60), Decision = t.Column<string>(maxLength: 40),
            ApplicantKind = t.Column<string>(maxLength: 40), Account = t.Column<Guid>(),
            MailKey = t.Column<string>(maxLength: 64, nullable: true), SealedMail = t.Column<string>(maxLength: 1000, nullable: true),
            Person = t.Column<Guid>(nullable: true), Channel = t.Column<string>(maxLength: 20),
            EnteredBy = t.Column<Guid>(nullable: true), ArrivedOn = t.Column<DateOnly>(nullable: true), StartedAt = t.Column<DateTime>(),
            Reads = t.Column<string>(maxLength: 4), Name = t.Column<string>(maxLength: 200), Kana = t.Column<string>(maxLength: 200),
            Answers = t.Column<string>(), AnswersHash = t.Column<string>(maxLength: 64), Fee = t.Column<long>(),
            Grant = t.Column<long>(nullable: true), BudgetYear = t.Column<int>(nullable: true),
            Pool = t.Column<string>(maxLength: 100, nullable: true),
            Day = t.Column<DateOnly>(nullable: true), State = t.Column<string>(maxLength: 40), WaitsFor = t.Column<string>(maxLength: 40),
            Number = t.Column<string>(maxLength: 16, nullable: true), SubmittedAt = t.Column<DateTime>(nullable: true),
            HeldUntil = t.Column<DateTime>(nullable: true), Charge = t.Column<Guid>(nullable: true),
            PaidAt = t.Column<DateTime>(nullable: true), Due = t.Column<DateOnly>(nullable: true),
            Assignee = t.Column<Guid>(nullable: true), ReturnedAt = t.Column<DateTime>(nullable: true), ChangedAt = t.Column<DateTime>(),
            ErasedAt = t.Column<DateTime>(nullable: true), ErasedKept = t.Column<string>(maxLength: 100, nullable: true),
            Version = t.Column<long>(), OfferedTo = t.Column<string>(maxLength: 60, nullable: true),
            Represented = t.Column<Guid>(nullable: true), Family = t.Column<Guid>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_procedures_applications", x => x.Id));
        m.CreateIndex("IX_procedures_applications_Family", "procedures_applications", "Family", filter: "\"Family\" IS NOT NULL");
        m.CreateIndex("IX_procedures_applications_OfferedTo", "procedures_applications", "OfferedTo",
            filter: "\"OfferedTo\" IS NOT NULL");
        m.CreateIndex("IX_procedures_applications_Number", "procedures_applications", "Number", unique: true);
        m.CreateIndex("IX_procedures_applications_Account_SubmittedAt", "procedures_applications", ["Account", "SubmittedAt"]);
        m.CreateIndex("IX_procedures_applications_MailKey", "procedures_applications", "MailKey", filter: "\"MailKey\" IS NOT NULL");
        m.CreateIndex("IX_procedures_applications_Department_ReturnedAt", "procedures_applications", ["Department", "ReturnedAt"],
            filter: "\"ReturnedAt\" IS NOT NULL");
        m.CreateIndex("IX_procedures_applications_inbox", "procedures_applications", ["Department", "WaitsFor", "Due", "Id", "Assignee"]);
        m.CreateIndex("IX_procedures_applications_Department_WaitsFor_SubmittedAt_Id", "procedures_applications",
            ["Department", "WaitsFor", "SubmittedAt", "Id"]);
        m.CreateIndex("IX_procedures_applications_procedure", "procedures_applications",
            ["Procedure", "Department", "SubmittedAt", "Id", "Assignee", "WaitsFor"]);
        m.CreateIndex("IX_procedures_applications_own", "procedures_applications",
            ["Assignee", "WaitsFor", "SubmittedAt", "Id", "Procedure", "Department"], filter: "\"Assignee\" IS NOT NULL");
        m.CreateIndex("IX_procedures_applications_Assignee_SubmittedAt_Id_Department", "procedures_applications",
            ["Assignee", "SubmittedAt", "Id", "Department"], filter: "\"Assignee\" IS NOT NULL");
        m.CreateIndex("IX_procedures_applications_newest", "procedures_applications",
            ["Department", "SubmittedAt", "Id", "Procedure", "State"]);
        m.CreateIndex("IX_procedures_applications_Assignee_WaitsFor_Due_Id", "procedures_applications",
            ["Assignee", "WaitsFor", "Due", "Id"], filter: "\"Assignee\" IS NOT NULL");
        m.CreateIndex("IX_procedures_applications_Procedure_WaitsFor_Due_Id", "procedures_applications",
            ["Procedure", "WaitsFor", "Due", "Id"]);
        m.CreateIndex("IX_procedures_applications_Procedure_BudgetYear", "procedures_applications", ["Procedure", "BudgetYear"],
            filter: "\"BudgetYear\" IS NOT NULL");

        m.CreateIndex("IX_procedures_applications_ChangedAt_Id", "procedures_applications", ["ChangedAt", "Id"],
            filter: "\"SubmittedAt\" IS NOT NULL");

        m.CreateTable("procedures_processing", t => new
        {
            Id = t.Column<Guid>(), ApplicationId = t.Column<Guid>(), System = t.Column<Guid>(), Called = t.Column<string>(maxLength: 80),
            State = t.Column<string>(maxLength: 40), Reference = t.Column<string>(maxLength: 100, nullable: true),
            Message = t.Column<string>(maxLength: 500, nullable: true), At = t.Column<DateTime>(),
            SeenBy = t.Column<Guid>(nullable: true), SeenAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_procedures_processing", x => x.Id));
        m.CreateIndex("IX_procedures_processing_ApplicationId", "procedures_processing", "ApplicationId");

        m.CreateTable("procedures_incoming", t => new
        {
            Id = t.Column<Guid>(), Procedure = t.Column<string>(maxLength: 60), Number = t.Column<string>(maxLength: 100),
            AppliedAt = t.Column<DateTime>(), By = t.Column<Guid>(), At = t.Column<DateTime>(),
            SerialKey = t.Column<string>(maxLength: 64, nullable: true), Facts = t.Column<string>(), Answers = t.Column<string>(),
            Identified = t.Column<string>(maxLength: 40), Person = t.Column<Guid>(nullable: true),
            ApplicationId = t.Column<Guid>(nullable: true), ReceivedAt = t.Column<DateTime>(nullable: true), Version = t.Column<long>(),
        }, constraints: t => t.PrimaryKey("PK_procedures_incoming", x => x.Id));
        m.CreateIndex("IX_procedures_incoming_Procedure_Number", "procedures_incoming", ["Procedure", "Number"], unique: true);
        m.CreateIndex("IX_procedures_incoming_SerialKey_Id", "procedures_incoming", ["SerialKey", "Id"],
            filter: "\"SerialKey\" IS NOT NULL");
        m.CreateIndex("IX_procedures_incoming_ApplicationId", "procedures_incoming", "ApplicationId");
        m.CreateImports("procedures");

        m.CreateTable("procedures_unfound_words", t => new
        {
            Id = t.Column<Guid>(), WordKey = t.Column<string>(maxLength: 64), LineKey = t.Column<string>(maxLength: 64),
            Word = t.Column<string>(maxLength: 40, nullable: true), At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_procedures_unfound_words", x => x.Id));
        m.CreateIndex("IX_procedures_unfound_words_WordKey_LineKey", "procedures_unfound_words", ["WordKey", "LineKey"], unique: true);
        m.CreateIndex("IX_procedures_unfound_words_At", "procedures_unfound_words", "At");

        m.CreateTable("procedures_places", t => new
        {
            Id = t.Column<Guid>(), Pool = t.Column<string>(maxLength: 100), Day = t.Column<DateOnly>(), Seat = t.Column<int>(),
            ApplicationId = t.Column<Guid>(), HeldUntil = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_procedures_places", x => x.Id));
        m.CreateIndex("IX_procedures_places_Pool_Day_Seat", "procedures_places", ["Pool", "Day", "Seat"], unique: true);
        m.CreateIndex("IX_procedures_places_ApplicationId", "procedures_places", "ApplicationId");

        m.CreateTable("procedures_day_places", t => new
        {
            Id = t.Column<Guid>(), Pool = t.Column<string>(maxLength: 100), Day = t.Column<DateOnly>(), Places = t.Column<int>(),
            Reason = t.Column<string>(maxLength: 500), By = t.Column<Guid>(), At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_procedures_day_places", x => x.Id));
        m.CreateIndex("IX_procedures_day_places_Pool_Day_At", "procedures_day_places", ["Pool", "Day", "At"]);
        m.CreateTable("procedures_day_closings", t => new
        {
            Id = t.Column<Guid>(),
            Procedure = t.Column<string>(maxLength: 60), Pool = t.Column<string>(maxLength: 100), Day = t.Column<DateOnly>(),
            Reason = t.Column<string>(maxLength: 500),
        }, constraints: t => t.PrimaryKey("PK_procedures_day_closings", x => x.Id)).OfTwo();
        m.CreateIndex("IX_procedures_day_closings_Pool_Day", "procedures_day_closings", ["Pool", "Day"], unique: true,
            filter: "\"Agreed\" IS NULL");
        m.CreateTable("procedures_day_changes", t => new
        {
            Id = t.Column<Guid>(), ApplicationId = t.Column<Guid>(), From = t.Column<DateOnly>(nullable: true),
            To = t.Column<DateOnly>(nullable: true),
            Reason = t.Column<string>(maxLength: 500, nullable: true), By = t.Column<Guid>(), At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_procedures_day_changes", x => x.Id));
        m.CreateIndex("IX_procedures_day_changes_ApplicationId", "procedures_day_changes", "ApplicationId");

        m.CreateTable("procedures_examinations",
            t => new { Id = t.Column<Guid>(), ApplicationId = t.Column<Guid>(), By = t.Column<Guid>(), At = t.Column<DateTime>() },
            constraints: t => t.PrimaryKey("PK_procedures_examinations", x => x.Id));
        m.CreateIndex("IX_procedures_examinations_ApplicationId", "procedures_examinations", "ApplicationId");

        m.CreateTable("procedures_assignments", t => new
        {
            Id = t.Column<Guid>(), ApplicationId = t.Column<Guid>(),
            Officer = t.Column<Guid>(), By = t.Column<Guid>(), At = t.Column<DateTime>()
        },
            constraints: t => t.PrimaryKey("PK_procedures_assignments", x => x.Id));
        m.CreateIndex("IX_procedures_assignments_ApplicationId", "procedures_assignments", "ApplicationId");

        m.CreateTable("procedures_confirmations", t => new
        {
            Id = t.Column<Guid>(), ApplicationId = t.Column<Guid>(), Role = t.Column<string>(maxLength: 40),
            Name = t.Column<string>(maxLength: 200), SealedMail = t.Column<string>(maxLength: 1000), At = t.Column<DateTime>(),
            Until = t.Column<DateOnly>(), RemindedAt = t.Column<DateTime>(nullable: true),
            AnsweredAt = t.Column<DateTime>(nullable: true), Agreed = t.Column<bool>(nullable: true),
            Account = t.Column<Guid>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_procedures_confirmations", x => x.Id));
        m.CreateIndex("IX_procedures_confirmations_ApplicationId", "procedures_confirmations", "ApplicationId");
        m.CreateIndex("IX_procedures_confirmations_Until", "procedures_confirmations", "Until", filter: "\"AnsweredAt\" IS NULL");

        m.CreateTable("procedures_lists", t => new
        {
            Id = t.Column<Guid>(), Officer = t.Column<Guid>(nullable: true), Department = t.Column<string>(maxLength: 60, nullable: true),
            Name = t.Column<string>(maxLength: 40), Query = t.Column<string>(maxLength: 400), By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_procedures_lists", x => x.Id));
        m.CreateIndex("IX_procedures_lists_Officer", "procedures_lists", "Officer", filter: "\"Officer\" IS NOT NULL");
        m.CreateIndex("IX_procedures_lists_Department", "procedures_lists", "Department", filter: "\"Department\" IS NOT NULL");
        m.CreateTable("procedures_first_lists", t => new
        {
            Id = t.Column<Guid>(), Officer = t.Column<Guid>(), ListId = t.Column<Guid>(nullable: true), At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_procedures_first_lists", x => x.Id));
        m.CreateIndex("IX_procedures_first_lists_Officer", "procedures_first_lists", "Officer", unique: true);

        m.CreateTable("procedures_templates", t => new
        {
            Id = t.Column<Guid>(), Department = t.Column<string>(maxLength: 80), Title = t.Column<string>(maxLength: 100),
            By = t.Column<Guid>(), At = t.Column<DateTime>(), RetiredAt = t.Column<DateTime>(nullable: true), Version = t.Column<long>(),
            Use = t.Column<string>(maxLength: 40), Text = t.Column<string>(maxLength: 1000),
        }, constraints: t => t.PrimaryKey("PK_procedures_templates", x => x.Id));
        m.CreateIndex("IX_procedures_templates_Department", "procedures_templates", "Department");

        m.CreateTable("procedures_replies", t => new
        {
            Id = t.Column<Guid>(), ApplicationId = t.Column<Guid>(), Text = t.Column<string>(maxLength: 2000),
            By = t.Column<Guid>(), At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_procedures_replies", x => x.Id));
        m.CreateIndex("IX_procedures_replies_ApplicationId", "procedures_replies", "ApplicationId");

        m.CreateTable("procedures_handovers", t => new
        {
            Id = t.Column<Guid>(), ApplicationId = t.Column<Guid>(), From = t.Column<string>(maxLength: 60),
            To = t.Column<string>(maxLength: 60), Reason = t.Column<string>(maxLength: 1000), By = t.Column<Guid>(),
            At = t.Column<DateTime>(), How = t.Column<string>(maxLength: 40, nullable: true),
            Why = t.Column<string>(maxLength: 1000, nullable: true), EndedBy = t.Column<Guid>(nullable: true),
            EndedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_procedures_handovers", x => x.Id));
        m.CreateIndex("IX_procedures_handovers_ApplicationId", "procedures_handovers", "ApplicationId");
        m.CreateIndex("IX_procedures_handovers_From_EndedAt", "procedures_handovers", ["From", "EndedAt"]);

        m.CreateTable("procedures_ties", t => new
        {
            Id = t.Column<Guid>(), ApplicationId = t.Column<Guid>(), Person = t.Column<Guid>(), By = t.Column<Guid>(),
            At = t.Column<DateTime>(), EndedBy = t.Column<Guid>(nullable: true), EndedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_procedures_ties", x => x.Id));
        m.CreateIndex("IX_procedures_ties_ApplicationId", "procedures_ties", "ApplicationId");
        m.CreateIndex("IX_procedures_ties_Person", "procedures_ties", "Person");

        m.CreateTable("procedures_notes", t => new
        {
            Id = t.Column<Guid>(), ApplicationId = t.Column<Guid>(),
            Text = t.Column<string>(maxLength: 4000), By = t.Column<Guid>(), At = t.Column<DateTime>()
        },
            constraints: t => t.PrimaryKey("PK_procedures_notes", x => x.Id));
        m.CreateIndex("IX_procedures_notes_ApplicationId", "procedures_notes", "ApplicationId");

        m.CreateTable("procedures_corrections", t => new
        {
            Id = t.Column<Guid>(), ApplicationId = t.Column<Guid>(), Question = t.Column<string>(maxLength: 120),
            Reason = t.Column<string>(maxLength: 1000), By = t.Column<Guid>(), At = t.Column<DateTime>(),
            Until = t.Column<DateOnly>(), AnsweredAt = t.Column<DateTime>(nullable: true), Before = t.Column<string>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_procedures_corrections", x => x.Id));
        m.CreateIndex("IX_procedures_corrections_ApplicationId", "procedures_corrections", "ApplicationId");

        m.CreateTable("procedures_recommendations", t => new
        {
            Id = t.Column<Guid>(), ApplicationId = t.Column<Guid>(), Outcome = t.Column<string>(maxLength: 40),
            Reason = t.Column<string>(maxLength: 2000, nullable: true), Approval = t.Column<Guid>(),
            By = t.Column<Guid>(), At = t.Column<DateTime>(), EndedAt = t.Column<DateTime>(nullable: true),
            Returned = t.Column<string>(maxLength: 1000, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_procedures_recommendations", x => x.Id));
        m.CreateIndex("IX_procedures_recommendations_ApplicationId", "procedures_recommendations", "ApplicationId");
        m.CreateIndex("IX_procedures_recommendations_Approval", "procedures_recommendations", "Approval");

        m.CreateTable("procedures_dispositions", t => new
        {
            Id = t.Column<Guid>(), ApplicationId = t.Column<Guid>(), Outcome = t.Column<string>(maxLength: 40),
            Reason = t.Column<string>(maxLength: 2000, nullable: true), Grant = t.Column<long>(nullable: true),
            By = t.Column<Guid>(nullable: true), Approval = t.Column<Guid>(nullable: true), At = t.Column<DateTime>(),
            Document = t.Column<Guid>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_procedures_dispositions", x => x.Id));
        m.CreateIndex("IX_procedures_dispositions_ApplicationId", "procedures_dispositions", "ApplicationId", unique: true);

        m.CreateTable("procedures_deliveries", t => new
        {
            Id = t.Column<Guid>(), ApplicationId = t.Column<Guid>(),
            How = t.Column<string>(maxLength: 40), By = t.Column<Guid>(nullable: true), At = t.Column<DateTime>()
        },
            constraints: t => t.PrimaryKey("PK_procedures_deliveries", x => x.Id));
        m.CreateIndex("IX_procedures_deliveries_ApplicationId", "procedures_deliveries", "ApplicationId");

        m.CreateTable("procedures_withdrawals", t => new
        {
            Id = t.Column<Guid>(), ApplicationId = t.Column<Guid>(), By = t.Column<Guid>(),
            Reason = t.Column<string>(maxLength: 500, nullable: true), At = t.Column<DateTime>()
        },
            constraints: t => t.PrimaryKey("PK_procedures_withdrawals", x => x.Id));
        m.CreateIndex("IX_procedures_withdrawals_ApplicationId", "procedures_withdrawals", "ApplicationId");
    }
}
