using Keyaki.Kernel;

namespace Keyaki.Contracts.Drafting;

/// <summary>施行: a decided draft has gone to the last of those whom it was for. Whoever publishes may take text and number from
/// it.</summary>
/// <param name="Document">In the register.</param>
/// <param name="Public">It was put up for everybody (掲示・公告).</param>
public sealed record Issued(string SubjectKind, Guid SubjectId, Guid Document, string Number, string Subject, string Body, bool Public,
    DateTimeOffset At);
