using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>What is asked of whoever decides or proposes: which way, and for a refusal why.</summary>
static class DecisionForm
{
    public static async Task<Form> Build(Guid id, Look look, Catalogue catalogue, IRegister register)
    {
        var found = await CaseAccess.Own(look, id);
        var why = found.Worthless
            ?? await register.Hindrance(found,
                CaseForm.Of(found, (await catalogue.Pinned(look.Db, found.Definition, look.Stop)).Definition), look.Stop);
        return new Form(
        [
            new Ui.Question("outcome", new ChoiceKind(), "決定")
            {
                Options =
                [
                    new(nameof(Outcome.Granted), "認める（交付する）", why, why is not null),
                    new(nameof(Outcome.Refused), "認めない（交付しない）", "理由が通知書に載ります。"),
                ],
            },
            new Ui.Question("reason", new LongTextKind(4), "理由")
            {
                Required = false, MaxLength = 1000, Hint = "認めないときは必ず書いてください（行政手続法8条）。認めるときは、決裁する人に伝えたいことがあれば書きます。",
            },
        ]);
    }

    /// <summary>The department's texts for a refusal; the chosen one stands in the box.</summary>
    internal static async Task<ReadyTexts> Begin(Form form, Application found, Look look, Catalogue catalogue)
    {
        var offer = await ReadyTexts.For(look, found, ReplyUse.Refusal, catalogue, found.Due);
        if (offer.Text is { } text) form.Fill("reason", text).Fill("outcome", nameof(Outcome.Refused));
        return offer;
    }

    public static (Outcome Outcome, string? Reason) Read(Form form)
    {
        Blanks.Filled("reason", form.Value("reason") as string);
        var outcome = Enum.TryParse<Outcome>(form.Value("outcome") as string, out var chosen) ? chosen
            : throw new Rule("outcome", "決定を選んでください。");
        return (outcome, form.Value("reason") as string is { } reason && reason.Trim().Length > 0 ? reason.Trim() : null);
    }
}
