using Keyaki.Contracts.Procedures;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Procedures;

/// <summary>
/// One person's filled-in procedure, also called the case. What it was decided by is pinned: definition, answers, fee, place.
/// It keeps the id of the draft that it came from. Every change goes through a step of <see cref="ApplicationGraph"/> and raises the
/// version.
/// </summary>
public sealed partial class Application : Case<ApplicationState, ApplicationStep>
{
    /// <summary>The word for it in journal, messages, charges, approvals and documents.</summary>
    public const string Kind = "application";

    /// <summary>How long a checkout keeps answers, fee and place.</summary>
    public static readonly TimeSpan CheckoutStay = TimeSpan.FromMinutes(30);

    /// <summary>Code of the procedure.</summary>
    public required string Procedure { get; init; }

    /// <summary>Hash of the version of the definition that it is decided by.</summary>
    public required string Definition { get; init; }

    /// <summary>Who decides, pinned from the definition.</summary>
    public required DecisionKind Decision { get; init; }

    /// <summary>A guest with a proven mail address, or a resident with an account.</summary>
    public required ActorKind ApplicantKind { get; init; }

    /// <summary>The account, or the id of the guest's visit.</summary>
    public required Guid Account { get; init; }

    /// <summary>Keyed hash of the applicant's mail address: a guest who proves it again finds the application again.</summary>
    public string? MailKey { get; init; }

    /// <summary>The applicant's proven mail address, sealed with the master key.</summary>
    public string? SealedMail { get; init; }

    /// <summary>The resident record: the account was linked to it, or an officer said whom the case concerns
    /// (<see cref="CaseTie"/>).</summary>
    public Guid? Person { get => person; init => person = value; }
    Guid? person;

    /// <summary>By whom it is asked whether the case must be shielded: an account may be linked to a record that the case did not know
    /// of yet.</summary>
    public Guid Subject => person ?? Account;

    /// <summary>By which door it came: a code of <see cref="Channels"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>The officer who typed it in, and the day on which it arrived (申請の到達, 行政手続法7条); null where the applicant sent it
    /// online.</summary>
    public Guid? EnteredBy { get; init; }
    public DateOnly? ArrivedOn { get; init; }

    /// <summary>The day of the application, by which fees and conditions go.</summary>
    public DateOnly? AppliedOn => ArrivedOn ?? SubmittedAt?.Day();
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What those for several children have in common: the first one where they were sent one after the other (null in that
    /// one), the first draft where they were sent together; null where there is only one.</summary>
    public Guid? Family { get; init; }

    /// <summary>The language in which the applicant last sent it; what the city writes to them is in it.</summary>
    public Language Reads { get; private set; } = Language.Japanese;

    public string Name { get; private set; } = "";
    public string Kana { get; private set; } = "";

    /// <summary>The kept answers as flat JSON.</summary>
    public string Answers { get; private set; } = "{}";

    /// <summary>SHA-256 of <see cref="Answers"/>, for finding the same application sent twice.</summary>
    public string AnswersHash { get; private set; } = "";
    public Yen Fee { get; private set; }

    /// <summary>What the city would pay (a subsidy); null where nothing is paid.</summary>
    public Yen? Grant { get; private set; }

    /// <summary>The fiscal year whose money <see cref="Grant"/> asks for, and then gets: that of the submission until it is decided,
    /// that of the decision afterwards; null when it wants none (any more).</summary>
    public int? BudgetYear { get; private set; }

    /// <summary>The pool and the day of the place that it takes; null where there is no capacity.</summary>
    public string? Pool { get; private set; }
    public DateOnly? Day { get; private set; }

    /// <summary>Until when the checkout keeps answers, fee and place; null once submitted.</summary>
    public DateTimeOffset? HeldUntil { get; private set; }

    /// <summary>The charge that paid for it.</summary>
    public Guid? Charge { get; private set; }
    public DateTimeOffset? PaidAt { get; private set; }

    /// <summary>When what was written in it was destroyed, and how long its record had been kept.</summary>
    public DateTimeOffset? ErasedAt { get; private set; }
    public string? ErasedKept { get; private set; }

    public override string Record => Kind;
    public override string StateWords => State.Words();
    public override bool IsOpen => State.IsOpen();
    public override Guid?[] Concerns() => [Account, Person, Represented];
    protected override CaseGraph<ApplicationState, ApplicationStep> Graph => ApplicationGraph.For(Decision);

    /// <summary>Freezes what will be submitted: at checkout, again when a person went back and changed something, and at submission
    /// without a fee.</summary>
    public Application Freeze(Frozen what, DateTimeOffset at)
    {
        if (State is not ApplicationState.AwaitingPayment) throw Wrong("内容を変えられません");
        (Name, Kana, Answers, AnswersHash, Fee, Grant, Pool, Day) =
            (what.Name, what.Kana, what.Answers, what.AnswersHash, what.Fee, what.Grant, what.Pool, what.Day);
        Reads = what.Reads;
        return Changed(at);
    }

    /// <summary>Its record was destroyed: number, procedure, days and the decision stay. An open one keeps everything.</summary>
    /// <returns>Whether it was erased.</returns>
    public bool Erase(string kept, DateTimeOffset at)
    {
        if (State.IsOpen() || State is ApplicationState.AwaitingPayment || ErasedAt is not null) return false;
        (Name, Kana, Answers, AnswersHash, ErasedAt, ErasedKept) = ("―", "", "{}", "", at, PlainText.Cut(kept, 100));
        Changed(at);
        return true;
    }

    /// <summary>Opens the checkout: until then nobody else gets the place, and the fee stays.</summary>
    public Application AwaitPayment(DateTimeOffset at)
    {
        if (State is not ApplicationState.AwaitingPayment) throw Wrong("支払いへ進めません");
        HeldUntil = at + CheckoutStay;
        return Changed(at);
    }

    /// <summary>The checkout ended without money; the place is free for others, and the applicant may try again.</summary>
    public Application EndCheckout(DateTimeOffset at)
    {
        if (State is not ApplicationState.AwaitingPayment) throw Wrong("支払いを取りやめられません");
        HeldUntil = null;
        return Changed(at);
    }

    /// <summary>Money arrived for it; a second time is a broken rule, the caller sends that money back.</summary>
    public Application Pay(Guid charge, DateTimeOffset paidAt, DateTimeOffset at)
    {
        if (State is not ApplicationState.AwaitingPayment || PaidAt is not null) throw Wrong("もう一度支払うことはできません");
        (Charge, PaidAt) = (charge, paidAt);
        return Changed(at);
    }

    /// <summary>The fee was received by hand, where it was typed in.</summary>
    public Application PayByHand(DateTimeOffset at)
    {
        if (EnteredBy is null || PaidAt is not null) throw Wrong("手数料を受け取れません");
        PaidAt = at;
        return Changed(at);
    }

    /// <summary>From now on it is an application: numbered, and with a day by which it should be decided.</summary>
    public Application Submit(ReceiptNumber number, DateOnly? due, DateTimeOffset at)
    {
        if (Fee > Yen.Zero && PaidAt is null)
            throw new Rule("", new Text("手数料の支払いが終わると、申し込みが受け付けられます。", "お金を はらうと、うけつけます。",
            "We receive your application once the fee is paid."));
        Take(ApplicationStep.Submit, Hand.Person, at, "受け付けられません");
        Receive(number, due, at);
        HeldUntil = null;
        Count(at);
        return this;
    }

    /// <summary>An officer opens it (again).</summary>
    public Examination Examine(Guid officer, Guid rowId, DateTimeOffset at)
    {
        Take(ApplicationStep.Examine, Hand.Office, at, "審査を始められません");
        Begin(officer);
        return new() { Id = rowId, ApplicationId = Id, By = officer, At = at };
    }

    /// <summary>Gives it to an officer.</summary>
    public Assignment Assign(Guid to, Guid by, Guid rowId, DateTimeOffset at)
    {
        Give(to, at);
        return new() { Id = rowId, ApplicationId = Id, Officer = to, By = by, At = at };
    }

    /// <summary>Says whom of the register it concerns, so that this person's protection covers it: a guest said so at the counter or by
    /// phone.</summary>
    /// <exception cref="Rule">it is tied already.</exception>
    public CaseTie Tie(Guid resident, Guid by, Guid rowId, DateTimeOffset at)
    {
        if (person is { } known) throw new Rule("number", known == resident ? "この申請は、すでにこの方の住民記録と結び付いています。"
            : "この申請は、ほかの方の住民記録と結び付いています。受付番号を確かめてください。");
        person = resident;
        Changed(at);
        return new() { Id = rowId, ApplicationId = Id, Person = resident, By = by, At = at };
    }

    /// <summary>Says whom of the register an application concerns that came from another counter.</summary>
    /// <exception cref="Rule">that is known already.</exception>
    public void Concern(Guid resident, DateTimeOffset at)
    {
        if (person is not null) throw Wrong("だれのものかを変えられません");
        person = resident;
        Changed(at);
    }

    /// <summary>Takes back a tie that was made by mistake.</summary>
    public void Untie(CaseTie tie, Guid by, DateTimeOffset at)
    {
        tie.End(by, at);
        person = null;
        Changed(at);
    }

    /// <summary>Asks the applicant to mend these questions, each with its reason.</summary>
    /// <exception cref="Rule">nothing is asked, or a reason is missing.</exception>
    public IReadOnlyList<Correction> RequestCorrection(IReadOnlyCollection<(string Question, string Reason)> what, Guid by, DateOnly until,
        Func<Guid> newId, DateTimeOffset at)
    {
        if (what.Count == 0) throw new Rule("", "補正をお願いする質問を1つ以上選んでください。");
        foreach (var (question, reason) in what)
            if (string.IsNullOrWhiteSpace(reason)) throw new Rule(question, "なぜ直していただくのかを書いてください。");
        Take(ApplicationStep.RequestCorrection, Hand.Office, at, "補正を求められません");
        return [.. what.Select(w => new Correction { Id = newId(), ApplicationId = Id, Question = w.Question, Reason = w.Reason.Trim(),
            By = by, At = at, Until = until })];
    }

    /// <summary>The applicant mended it: the open corrections are answered, the fee stays what it was.</summary>
    public Application Correct(Frozen what, IEnumerable<Correction> open, DateTimeOffset at)
    {
        if (State is ApplicationState.CorrectionRequested && what.Answers == Answers)
            throw new Rule("", new Text("まだ何も直されていません。市からのお願いのところを直してから送ってください。今の内容で正しいときは、担当の課に連絡してください。",
                "まだ なにも なおして いません。おねがいの ところを なおしてから おくって ください。いまの ままで いい ときは、市やくしょに 電話して ください。",
                "Nothing is corrected yet. Please correct what the city asked for, then send it. If it is right as it stands, please call the section."));
        Take(ApplicationStep.Correct, Hand.Person, at, "直して送ることはできません");
        (Name, Kana, Answers, AnswersHash, Grant, Reads) = (what.Name, what.Kana, what.Answers, what.AnswersHash, what.Grant, what.Reads);
        foreach (var correction in open) correction.AnsweredAt = at;
        return this;
    }

    /// <summary>Puts it to decision over the route.</summary>
    public Recommendation Propose(Outcome outcome, string? reason, Guid approval, Guid by, Guid rowId, DateTimeOffset at)
    {
        Reasoned(outcome, reason);
        Worth(outcome);
        Take(ApplicationStep.Propose, Hand.Office, at, "決裁に回せません");
        return new() { Id = rowId, ApplicationId = Id, Outcome = outcome, Reason = reason?.Trim(), Approval = approval, By = by, At = at };
    }

    /// <summary>A decider sent it back to whoever drafted it; the recommendation ends here.</summary>
    /// <param name="drafter">The drafter while they work in the department; null when the case waits for anybody there.</param>
    public Application Remand(Recommendation recommendation, string reason, Guid? drafter, DateTimeOffset at)
    {
        Take(ApplicationStep.Remand, Hand.Deciders, at, "差し戻せません");
        recommendation.End(reason, at);
        Return(drafter, at);
        return this;
    }

    /// <summary>The city decides (処分). Without an officer the rules of the definition did.</summary>
    public Disposition Decide(Outcome outcome, string? reason, Guid? by, Guid? approval, Guid rowId, DateTimeOffset at)
    {
        Reasoned(outcome, reason);
        Worth(outcome);
        Take(outcome is Outcome.Granted ? ApplicationStep.Grant : ApplicationStep.Refuse, Decider, at, "決定できません");
        Count(at);
        return new()
        {
            Id = rowId, ApplicationId = Id, Outcome = outcome, Reason = reason?.Trim(), Grant = outcome is Outcome.Granted
            ? Grant : null, By = by, Approval = approval, At = at
        };
    }

    // Who decides was pinned with the definition.
    Hand Decider => Decision switch { DecisionKind.Automatic => Hand.Program, DecisionKind.Route => Hand.Deciders, _ => Hand.Office };

    /// <summary>What the rules decided at once waits for an officer after all: its paper has a character that no typeface has.</summary>
    public Application HoldPaper(DateTimeOffset at)
    {
        if (State is not ApplicationState.Granted || Decision is not DecisionKind.Automatic) throw Wrong("文書の確認を待てません");
        WaitsFor = WaitsFor.Delivery;
        return Changed(at);
    }

    /// <summary>True while an officer has to write into a paper that the rules made.</summary>
    public bool PaperWaits => Decision is DecisionKind.Automatic && WaitsFor is WaitsFor.Delivery;

    /// <summary>An officer wrote the character in and handed the paper over; the booked day is still to come.</summary>
    public Note ReleasePaper(string how, Guid by, Guid rowId, DateTimeOffset at)
    {
        if (!PaperWaits) throw Wrong("文書を渡したことを記録できません");
        WaitsFor = WaitsFor.Nobody;
        Changed(at);
        return new() { Id = rowId, ApplicationId = Id, Text = $"文書の字を確かめて渡した：{how}", By = by, At = at };
    }

    /// <summary>The result was handed over; nothing more is to be done.</summary>
    public Delivery Deliver(DeliveryWay how, Guid? by, Guid rowId, DateTimeOffset at)
    {
        Take(ApplicationStep.Complete, by is null ? Hand.Program : Hand.Office, at, "完了にできません");
        return new() { Id = rowId, ApplicationId = Id, How = how, By = by, At = at };
    }

    /// <summary>Whether it is a booking whose day can still be another one.</summary>
    public bool HasDays => IsBooking(State, Decision, Pool);

    static bool IsBooking(ApplicationState state, DecisionKind decision, string? pool) =>
        state is ApplicationState.Granted && decision is DecisionKind.Automatic && pool is not null;

    /// <summary>Its day was closed and none was chosen since.</summary>
    public bool LostDay => IsWithoutDay(State, Decision, Pool, Day);

    internal static bool IsWithoutDay(ApplicationState state, DecisionKind decision, string? pool, DateOnly? day) =>
        IsBooking(state, decision, pool) && day is null;

    /// <summary>The day that was promised is not to be had any more.</summary>
    public DayChange LoseDay(string reason, Guid by, Guid rowId, DateTimeOffset at)
    {
        if (!HasDays || Day is not { } from) throw Wrong("日を取り消せません");
        Day = null;
        Changed(at);
        return new() { Id = rowId, ApplicationId = Id, From = from, Reason = reason, By = by, At = at };
    }

    /// <summary>Another day, with the answers that say so; nothing else of what was decided changes.</summary>
    public DayChange MoveTo(Slot slot, string answers, string? reason, Guid by, Guid rowId, DateTimeOffset at)
    {
        if (!HasDays) throw Wrong("日を変えられません");
        if (Day == slot.Day) throw new Rule("day",
            new Text("今と同じ日です。別の日を選んでください。", "いまと おなじ 日です。ほかの 日を えらんで ください。", "That is the day that you have. Please choose another one."));
        var from = Day;
        (Pool, Day, Answers, AnswersHash) = (slot.Pool, slot.Day, answers, AnswersJson.Hash(answers));
        Changed(at);
        return new() { Id = rowId, ApplicationId = Id, From = from, To = slot.Day, Reason = reason, By = by, At = at };
    }

    /// <summary>
    /// The applicant takes it back, or an officer on their behalf. What the rules decided at once can be given back until the day
    /// before, by an officer also on the day.
    /// </summary>
    public Withdrawal Withdraw(Guid by, DateOnly today, string? reason, Guid rowId, DateTimeOffset at)
    {
        if (by == Account && State is ApplicationState.Granted && Day is { } day && day <= today)
            throw new Rule("", new Text("当日になったため、画面からは取り下げられません。担当の課に電話で相談してください。", "きょうなので、ここでは やめられません。市やくしょに 電話して ください。",
                "The day has come, so it cannot be withdrawn here. Please call the section."));
        Take(ApplicationStep.Withdraw, by == Account ? Hand.Person : Hand.Office, at, "取り下げられません");
        Count(at);
        return new() { Id = rowId, ApplicationId = Id, By = by, Reason = reason, At = at };
    }

    /// <summary>The city takes back what an officer or a route granted; its papers count no more.</summary>
    public Withdrawal Revoke(Guid by, string reason, Guid rowId, DateTimeOffset at)
    {
        Take(ApplicationStep.Revoke, Hand.Office, at, "決定を取り消せません");
        Count(at);
        return new() { Id = rowId, ApplicationId = Id, By = by, Reason = reason, At = at };
    }

    /// <summary>Whether it was decided so that only the city can take it back.</summary>
    public bool CanRevoke => Graph.After(State, ApplicationStep.Revoke) is not null;

    /// <summary>Whether the applicant may take it back today.</summary>
    public bool CanWithdraw(DateOnly today) =>
        Graph.After(State, ApplicationStep.Withdraw) is not null
            && !(State is ApplicationState.Granted && Day is { } day && day <= today);

    // 行政手続法8条: a refusal is given with its reason.
    static void Reasoned(Outcome outcome, string? reason)
    {
        if (outcome is Outcome.Refused && string.IsNullOrWhiteSpace(reason)) throw new Rule("reason", "認めない理由を書いてください。");
    }

    /// <summary>Why it cannot be granted whatever the officer thinks: nothing would be paid. Null when it can.</summary>
    public string? Worthless => Grant is { } grant && grant <= Yen.Zero ? "計算した額が0円のため、認めることはできません。認めない理由を書いて「認めない」を選んでください。" : null;

    // 0円の交付 is no grant: the person would be told of money that never comes, without a way to object to the refusal that it is.
    void Worth(Outcome outcome)
    {
        if (outcome is Outcome.Granted && Worthless is { } why) throw new Rule("outcome", why);
    }

    protected override void Before(ApplicationStep step)
    {
        if (OfferedTo is not null) Offered(step);
    }

    // A decision belongs to the year in which it is made (地方自治法施行令143条); what is refused or taken back gives the money free.
    void Count(DateTimeOffset at) => BudgetYear = Grant is null || State is ApplicationState.Refused or ApplicationState.Withdrawn ? null
        : FiscalYear.Of(at.Day()).Year;

    new Application Changed(DateTimeOffset at)
    {
        base.Changed(at);
        return this;
    }

    /// <param name="cannot">The end of the Japanese sentence; the others say it in general.</param>
    protected override Rule Wrong(string cannot)
    {
        var now = CaseLine.Words(State, Decision);
        return new("", new Text($"この申し込みは「{State.Words()}」のため、{cannot}。画面を開き直して、今の状態を確かめてください。",
            $"いまは「{now.In("easy")}」なので、できません。画面を もういちど ひらいて ください。",
            $"This cannot be done, because it now stands at “{now.In("en")}”. Please open the page again."));
    }

    internal sealed class Map : IEntityTypeConfiguration<Application>
    {
        public void Configure(EntityTypeBuilder<Application> b)
        {
            KeepAs(b, "procedures_applications");
            b.Ignore(x => x.Subject);
            b.Ignore(x => x.AppliedOn);
            b.Ignore(x => x.Worthless);
            b.Ignore(x => x.PaperWaits);
            b.Ignore(x => x.CanRevoke);
            b.Property(x => x.Procedure).HasMaxLength(60);
            b.Property(x => x.Definition).HasMaxLength(64);
            b.Property(x => x.ErasedKept).HasMaxLength(100);
            b.Property(x => x.MailKey).HasMaxLength(64).IsBlindMail(of: nameof(SealedMail));
            b.Property(x => x.SealedMail).HasMaxLength(1000).IsSealedMail();
            b.Property(x => x.Channel).HasMaxLength(20);
            b.Property(x => x.Name).HasMaxLength(200);
            b.Property(x => x.Kana).HasMaxLength(200);
            b.Property(x => x.AnswersHash).HasMaxLength(64);
            b.Property(x => x.Pool).HasMaxLength(100);
            b.HasIndex(x => x.Number).IsUnique()
                .Says("", new Text("受付番号を取り直します。もう一度送信してください。", "もういちど おくって ください。",
                "Your receipt number has to be drawn anew. Please send it again."));
            b.HasIndex(x => new { x.Account, x.SubmittedAt });
            // What most rows do not have costs them nothing.
            b.HasIndex(x => x.MailKey).HasFilter("\"MailKey\" IS NOT NULL");
            b.HasIndex(x => new { x.Procedure, x.BudgetYear }).HasFilter("\"BudgetYear\" IS NOT NULL");
            b.HasIndex(x => new { x.Assignee, x.WaitsFor, x.Due, x.Id }).HasFilter("\"Assignee\" IS NOT NULL");
            b.HasIndex(x => new { x.Department, x.ReturnedAt }).HasFilter("\"ReturnedAt\" IS NOT NULL");
            // What other systems pull, in the order of change.
            b.HasIndex(x => new { x.ChangedAt, x.Id }).HasFilter("\"SubmittedAt\" IS NOT NULL");
            // Each work list is one walk along one of these, in the order in which it is shown.
            // The first also holds all that the inbox counts, the second what the numbers of a year are counted by.
            b.HasIndex(x => new { x.Department, x.WaitsFor, x.Due, x.Id, x.Assignee }).HasDatabaseName("IX_procedures_applications_inbox");
            b.HasIndex(x => new { x.Department, x.SubmittedAt, x.Id, x.Procedure, x.State })
                .HasDatabaseName("IX_procedures_applications_newest");
            b.HasIndex(x => new { x.Department, x.WaitsFor, x.SubmittedAt, x.Id });
            b.HasIndex(x => new { x.Procedure, x.Department, x.SubmittedAt, x.Id, x.Assignee, x.WaitsFor })
                .HasDatabaseName("IX_procedures_applications_procedure");
            // An officer's own, the newest first: those of one kind hold all that is asked of them, so that few are found among many.
            b.HasIndex(x => new { x.Assignee, x.WaitsFor, x.SubmittedAt, x.Id, x.Procedure, x.Department })
                .HasDatabaseName("IX_procedures_applications_own").HasFilter("\"Assignee\" IS NOT NULL");
            b.HasIndex(x => new { x.Assignee, x.SubmittedAt, x.Id, x.Department }).HasFilter("\"Assignee\" IS NOT NULL");
            b.HasIndex(x => new { x.Procedure, x.WaitsFor, x.Due, x.Id });
            b.HasIndex(x => x.Family).HasFilter("\"Family\" IS NOT NULL");
            b.Property(x => x.OfferedTo).HasMaxLength(60);
            b.HasIndex(x => x.OfferedTo).HasFilter("\"OfferedTo\" IS NOT NULL");
        }
    }
}

/// <summary>What a checkout or a submission freezes: the kept answers and what was computed from them.</summary>
public sealed record Frozen(string Name, string Kana, string Answers, string AnswersHash, Yen Fee, Yen? Grant, string? Pool, DateOnly? Day)
{
    /// <summary>The language in which it was sent.</summary>
    public Language Reads { get; init; } = Language.Japanese;
}
