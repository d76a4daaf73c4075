using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Procedures;

/// <summary>What happened to a case, read in one query over the rows of all its events. Words that mean nothing for a kind of event are
/// null.</summary>
public sealed class CaseEvent
{
    public const string Examined = "examined", Assigned = "assigned", Noted = "noted", Tied = "tied", Correction = "correction",
        Proposed = "proposed", Decided = "decided", Delivered = "delivered", Withdrawn = "withdrawn", Moved = "moved",
        Reported = "reported", Offered = "offered", Answered = "answered", Replied = "replied", Confirmation = "confirmation";

    public required Guid ApplicationId { get; init; }
    public required string What { get; init; }
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The officer, for a withdrawal the applicant; null when the program did it.</summary>
    public Guid? By { get; init; }

    /// <summary>The note, or the reason.</summary>
    public string? Text { get; init; }

    /// <summary>The question that was to be mended, the outcome, the way of delivery, or how far another system came.</summary>
    public string? Code { get; init; }

    /// <summary>The officer to whom it was given, the approval, or the registered document.</summary>
    public Guid? Other { get; init; }

    /// <summary>When it ended: the correction was answered, the proposal sent back, the report looked at.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    public DateOnly? Until { get; init; }

    /// <summary>The answer before it was mended; of a report, what its system is called.</summary>
    public string? Before { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<CaseEvent>
    {
        // Correction comes first because its columns have the type of every column of the union; PostgreSQL will not guess it from NULL.
        const string Sql = """
            SELECT "ApplicationId", 'correction' AS "What", "Id", "At", "By" AS "By", "Reason" AS "Text", "Question" AS "Code", "Id" AS "Other", "AnsweredAt" AS "EndedAt", "Until", "Before" FROM procedures_corrections
            UNION ALL SELECT "ApplicationId", 'examined', "Id", "At", "By", NULL, NULL, NULL, NULL, NULL, NULL FROM procedures_examinations
            UNION ALL SELECT "ApplicationId", 'assigned', "Id", "At", "By", NULL, NULL, "Officer", NULL, NULL, NULL FROM procedures_assignments
            UNION ALL SELECT "ApplicationId", 'noted', "Id", "At", "By", "Text", NULL, NULL, NULL, NULL, NULL FROM procedures_notes
            UNION ALL SELECT "ApplicationId", 'tied', "Id", "At", "By", NULL, NULL, NULL, "EndedAt", NULL, NULL FROM procedures_ties
            UNION ALL SELECT "ApplicationId", 'proposed', "Id", "At", "By", "Reason", "Outcome", "Approval", "EndedAt", NULL, NULL FROM procedures_recommendations
            UNION ALL SELECT "ApplicationId", 'decided', "Id", "At", "By", "Reason", "Outcome", "Document", NULL, NULL, NULL FROM procedures_dispositions
            UNION ALL SELECT "ApplicationId", 'delivered', "Id", "At", "By", NULL, "How", NULL, NULL, NULL, NULL FROM procedures_deliveries
            UNION ALL SELECT "ApplicationId", 'withdrawn', "Id", "At", "By", "Reason", NULL, NULL, NULL, NULL, NULL FROM procedures_withdrawals
            UNION ALL SELECT "ApplicationId", 'moved', "Id", "At", "By", "Reason", NULL, NULL, NULL, "To", NULL FROM procedures_day_changes
            UNION ALL SELECT "ApplicationId", 'reported', "Id", "At", NULL, "Message", "State", "System", "SeenAt", NULL, "Called"
                FROM procedures_processing
            UNION ALL SELECT "ApplicationId", 'confirmation', "Id", "At", NULL, "Name", "Role", NULL, "AnsweredAt", "Until", NULL
                FROM procedures_confirmations
            UNION ALL SELECT "ApplicationId", 'replied', "Id", "At", "By", "Text", NULL, NULL, NULL, NULL, NULL FROM procedures_replies
            UNION ALL SELECT "ApplicationId", 'offered', "Id", "At", "By", "Reason", "To", NULL, "EndedAt", NULL, NULL
                FROM procedures_handovers
            UNION ALL SELECT "ApplicationId", 'answered', "Id", "EndedAt", "EndedBy", "Why", "How", NULL, NULL, NULL, "To"
                FROM procedures_handovers WHERE "EndedAt" IS NOT NULL
            """;

        public void Configure(EntityTypeBuilder<CaseEvent> b)
        {
            b.HasNoKey();
            b.ToSqlQuery(Sql);
        }
    }
}
