using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Procedures;

/// <summary>What happened to a case, over the rows of all its events.</summary>
public sealed class CaseEvent : CaseHappening
{
    public const string Examined = "examined", Assigned = "assigned", Noted = "noted", Tied = "tied", Correction = "correction",
        Proposed = "proposed", Decided = "decided", Delivered = "delivered", Withdrawn = "withdrawn", Moved = "moved",
        Reported = "reported", Offered = "offered", Answered = "answered", Replied = "replied", Confirmation = "confirmation";

    public required Guid ApplicationId { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<CaseEvent>
    {
        public void Configure(EntityTypeBuilder<CaseEvent> b) => Read(b, nameof(ApplicationId),
            new(Correction, "procedures_corrections")
            { Text = "Reason", Code = "Question", Other = "Id", EndedAt = "AnsweredAt", Until = "Until", Before = "Before" },
            new(Examined, "procedures_examinations"),
            new(Assigned, "procedures_assignments") { Other = "Officer" },
            new(Noted, "procedures_notes") { Text = "Text" },
            new(Tied, "procedures_ties") { EndedAt = "EndedAt" },
            new(Proposed, "procedures_recommendations") { Text = "Reason", Code = "Outcome", Other = "Approval", EndedAt = "EndedAt" },
            new(Decided, "procedures_dispositions") { Text = "Reason", Code = "Outcome", Other = "Document" },
            new(Delivered, "procedures_deliveries") { Code = "How" },
            new(Withdrawn, "procedures_withdrawals") { Text = "Reason" },
            new(Moved, "procedures_day_changes") { Text = "Reason", Until = "To" },
            new(Reported, "procedures_processing")
            { By = null, Text = "Message", Code = "State", Other = "System", EndedAt = "SeenAt", Before = "Called" },
            new(Confirmation, "procedures_confirmations")
            { By = null, Text = "Name", Code = "Role", EndedAt = "AnsweredAt", Until = "Until" },
            new(Replied, "procedures_replies") { Text = "Text" },
            new(Offered, "procedures_handovers") { Text = "Reason", Code = "To", EndedAt = "EndedAt" },
            new(Answered, "procedures_handovers")
            { At = "EndedAt", By = "EndedBy", Text = "Why", Code = "How", Before = "To", If = "EndedAt" });
    }
}
