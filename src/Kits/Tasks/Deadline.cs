using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>How much time is left for a case, in days on which the city hall is open.</summary>
/// <param name="Left">Open days after today up to the last one; negative when it has passed.</param>
public sealed record Deadline(DateOnly Due, int Left)
{
    public static Deadline? Of(DateOnly? due, DateOnly today, BusinessDays open) =>
        due is { } day ? new(day, open.Count(today, day)) : null;

    public bool IsOver(DateOnly today) => Due < today;

    public string Words(DateOnly today) => Due < today ? (Left == 0 ? "期限を過ぎました" : $"{-Left}開庁日 超過") : Due == today ? "今日まで" : Left == 0
        ? "次の開庁日の前まで" : $"あと{Left}開庁日";
}
