using Keyaki.Contracts.Payments;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>The money of a grant: what the city pays for it, and what is owed for it.</summary>
sealed record GrantMoney(GrantPaid Paid, GrantOwed Owed);

/// <summary>What is owed since something was granted is handed in to be collected, term by term; what was taken back is owed no
/// more.</summary>
sealed class GrantOwed(IReceivables receivables, CityProfile city, TimeProvider clock)
{
    /// <summary>In the turn of the decision. Nothing happens where the definition says nothing of it.</summary>
    /// <exception cref="Rule">the amount cannot be computed, or there is no such item.</exception>
    public async Task HandIn(CityDb db, Application application, Definition definition, Guid? by, CancellationToken ct)
    {
        if (definition.Owes is not { } fee || application.Number is not { } number) return;
        var (today, form) = (clock.Today(), CaseForm.Of(application, definition));
        var yen = (long?)fee.Amount.Yen.Evaluate(form.Facts).Number
            ?? throw new Rule("", $"「{fee.Amount.Label.Ja}」の額を計算できません。申し込みの内容を確かめてください。");
        if (yen <= 0) return;
        var from = fee.MonthsFrom is { } question ? form.Facts.Answer(question).Date : null;
        var home = definition.Questions.FirstOrDefault(q => q.Kind == "address");
        var debtor = await receivables.Debtor(db, application.Person, application.Name, application.Kana,
            home is null ? null : form.Said(home.Name).Replace("\n", "　", StringComparison.Ordinal), body: false, ct, application.Account);
        await receivables.DetermineAll(db, [.. fee.Terms(from, today, city.Calendar).Select(term => new Receivable(
            fee.MonthsFrom is null ? $"{number}" : $"{number}-{term.Term:00}", fee.Item, term.Year, term.Term, debtor, new(yen), term.Due,
            $"{definition.Title.Ja}の決定による", Application.Kind, application.Id))], Officer(by), ct);
    }

    /// <summary>What a month that has begun costs stays owed; an officer may change that.</summary>
    public async Task CallOff(CityDb db, Application application, Definition definition, string? reason, Guid by, CancellationToken ct)
    {
        if (definition.Owes is not { } fee) return;
        var today = clock.Today();
        var begun = new DateOnly(today.Year, today.Month, 1).AddMonths(1).AddDays(-1);
        foreach (var owed in await receivables.Of(db, Application.Kind, application.Id, ct))
            if (owed.Determined > Yen.Zero && (fee.MonthsFrom is null || owed.Due > city.Calendar.OnOrAfter(begun)))
                await receivables.Determine(db, new(owed.Key, owed.Item, owed.Year, owed.Term, owed.Debtor, Yen.Zero, owed.Due,
                    PlainText.IsBlank(reason) ? "取り下げたため" : PlainText.Cut(reason ?? "", 200), Application.Kind, application.Id),
                    Officer(by), ct);
    }

    public Task<IReadOnlyList<ReceivableFace>> Of(CityDb db, Application application, Definition definition, CancellationToken ct) =>
        definition.Owes is null ? Task.FromResult<IReadOnlyList<ReceivableFace>>([])
            : receivables.Of(db, Application.Kind, application.Id, ct);

    static Actor Officer(Guid? by) => by is { } officer ? new(ActorKind.Officer, officer) : Actor.Program;
}
