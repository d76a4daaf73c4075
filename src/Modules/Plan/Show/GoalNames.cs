using Keyaki.Kernel;

namespace Keyaki.Plan;

/// <summary>The four goals by their names in three; another goal keeps the one that the plan gives it.</summary>
static class GoalNames
{
    public static Text Of(Goal goal) => goal.Code switch
    {
        "paperless" => new(goal.Title, "紙を つかわない", "Paperless: fewer sheets of paper"),
        "sealless" => new(goal.Title, "はんこを つかわない", "Without seals: no stamp needed"),
        "cashless" => new(goal.Title, "お金を もって いかない", "Cashless: paying by card or phone"),
        "touchless" => new(goal.Title, "市役所に 行かない", "Without coming in: doing it online"),
        _ => new(goal.Title),
    };
}
