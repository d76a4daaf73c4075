using System.Security.Cryptography;
using Keyaki.Contracts;
using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Procedures;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>
/// 受付: turns a checked draft into an application, inside the caller's turn. With a fee it freezes everything for the checkout first;
/// paying and submitting are then one step, taken when the money is announced.
/// The protection order is never asked here: the register lies behind another door and is asked before the turn (see
/// <see cref="CheckAnswers"/>).
/// </summary>
sealed class Reception(
    CityProfile city,
    TownList towns,
    Mine mine,
    Dispatch dispatch,
    IMessages messages,
    IPayments payments,
    Outbox outbox,
    ISlots places,
    Confirming confirming,
    Ringing ringing,
    TimeProvider clock)
{
    static readonly RandomNumberGenerator Random = RandomNumberGenerator.Create();

    /// <summary>Checks a draft as it was read, before the turn: turns are few and short. The turn takes it only if it is still the
    /// same.</summary>
    /// <exception cref="Rule">anything that does not hold any more, at its question.</exception>
    public async Task<Ready> Check(CityDb db, OpenDraft open, Actor actor, CancellationToken ct)
    {
        var (draft, definition, form) = (open.Draft, open.Definition, open.Form);
        if (draft.IsExpired(clock.GetUtcNow()))
            throw new Rule("", new Text("下書きの期限が過ぎたため、送信できません。", "時間が たちすぎたので、おくれません。",
                "This draft has expired and cannot be sent."));
        if (definition.Identity.KnowsRegister() && actor.Person is null)
            throw new Rule("", new Text("アカウントと住民票の結び付きが終わったため、送信できません。市民課の窓口にお問い合わせください。",
                "アカウントと 住民票が むすばれて いないので、おくれません。市民課に きいて ください。",
                "Your account is no longer linked to the register. Please ask at the citizens' counter."));
        if (!form.Check()) throw new Rule(form.Errors.First().Name, form.Errors.First().Message);
        if (definition.Persons.Asked(form.Kept())

            .FirstOrDefault(o => actor.Mail is { } own && Mails.Normal(o.Mail) == Mails.Normal(own)) is { } self)
            throw new Rule(self.Role is OtherRole.Represented ? Persons.Mail : definition.Persons.Co?.Mail ?? "", new Text(
                "あなたのメールアドレスと同じです。相手の方のメールアドレスを書いてください。",
                    "あなたの メールアドレスと おなじです。あいての メールアドレスを 書いて ください。",
                "That is your own mail address. Please enter the one of the other person."));
        var frozen = Freeze(open);
        var slot = definition.Capacity is null ? null : await SlotOf(db, open.Whole, definition, frozen.Day, ct);
        await RefuseTwice(db, draft, frozen.AnswersHash, ct);
        // A new id where nothing was begun before: what is written of the application then stands together, at the end of every index.
        // A checkout keeps the draft's.
        return new(open, slot is null ? frozen : frozen with { Pool = slot.Pool }, slot, definition.Fee is null ? clock.NewId() : draft.Id);
    }

    /// <summary>The address to go on to: the application, or the payment.</summary>
    /// <exception cref="ChangedMeanwhile">the draft is not what was checked, or is gone.</exception>
    /// <exception cref="Rule">the place was taken by somebody else.</exception>
    public async Task<string> Submit(CityDb db, Ready ready, Actor actor, Journal journal, CancellationToken ct)
    {
        var (open, frozen, slot, id) = ready;
        var (draft, definition, now) = (open.Draft, open.Definition, clock.GetUtcNow());
        var until = frozen.Fee > Yen.Zero ? now + Application.CheckoutStay : (DateTimeOffset?)null;
        // Without a fee the draft ends here, and whoever ends it has submitted it; with one it stays until the money is there.
        if (until is null ? await db.Database.ExecuteSqlAsync(
            $$"""UPDATE procedures_drafts SET "SentAs" = {{id}}, "Answers" = '{}', "Name" = '', "Kana" = '', "Version" = "Version" + 1 WHERE "Id" = {{draft.Id}} AND "Version" = {{draft.Version}} AND "SentAs" IS NULL""", ct) == 0
            : !await db.Set<DraftApplication>()
                .AnyAsync(d => d.Id == draft.Id && d.Version == draft.Version, ct)) throw new ChangedMeanwhile("");
        if (until is null) Numbers.Forget(db, outbox, AnswersJson.Read(draft.Answers), AnswersJson.Read(frozen.Answers));
        if (definition.Limits != Limits.None)
            await definition.Limits.Refuse(db.Set<Application>().Where(a => a.Procedure == draft.Procedure && a.Id != draft.Id),
                mine.Applications(db, actor).Where(a => a.Procedure == draft.Procedure && a.Id != draft.Id), clock.Today(), now, ct);
        var application = await Begun(db, definition, draft, ct) ?? Begin(db, open, id, actor, now);
        if (id != draft.Id && open.Form.HasFiles())
            await db.Set<StoredFile>().Where(f => f.UsedBy == draft.Id).ExecuteUpdateAsync(f => f.SetProperty(x => x.UsedBy, id), ct);
        application.Freeze(frozen, now);
        journal.About(application).Fact("procedure", application.Procedure)
            .Fact("pages", $"{PagesSaved.Of(definition, frozen.Answers)}");
        if (slot is not null && until is not null)
            await RefuseHoarding(db, application, actor, definition.Capacity?.UnpaidPerPerson ?? 1, now, ct);
        if (slot is not null) await places.Take(db, application.Id, slot, until, definition.Capacity?.Day ?? "", ct);
        if (until is null)
        {
            await Receive(db, application, definition, actor.Mail, ct);
            return OwnLinks.Done(application.Id);
        }
        application.AwaitPayment(now);
        journal.As(ApplyDeeds.Checkout);
        var charge = await payments.Open(db, new Bill(Application.Kind, application.Id, frozen.Fee,
            CaseName.Paid(definition)?.Ja ?? definition.Title.Ja, Reference(application.Id), until.Value, application.Account,
            OwnLinks.Done(application.Id), application.Department), ct);
        return payments.GoUrl(charge);
    }

    /// <summary>No person holds more places than these without having paid, whatever the definitions say.</summary>
    internal const int MostUnpaid = 3;

    /// <summary>A place that somebody holds without paying is taken from others.</summary>
    async Task RefuseHoarding(CityDb db, Application asking, Actor actor, int most, DateTimeOffset now, CancellationToken ct)
    {
        var held = await mine.Applications(db, actor).AsNoTracking()
            .Where(a => a.State == ApplicationState.AwaitingPayment && a.HeldUntil > now && a.Day != null && a.Id != asking.Id)
            .Select(a => new { a.Procedure, a.HeldUntil }).ToListAsync(ct);
        if (held.Count < MostUnpaid && held.Count(h => h.Procedure == asking.Procedure) < most) return;
        var free = (held.Min(h => h.HeldUntil) ?? now).Local();
        throw new Rule("", new Text(
            $"お支払いの終わっていない申し込みが{held.Count}件あり、その分の枠を確保しています。先にマイページからお支払いを済ませるか、{free:H時m分}を過ぎてから、もう一度お試しください。",
            $"まだ お金を はらって いない もうしこみが {held.Count}こ あります。さきに マイページで はらうか、{free:H時m分}の あとに もういちど おして ください。",
            $"You have {held.Count} bookings that are not paid yet, and their places are kept for you. Please pay for them on My page first, or try again after {free:HH:mm}."));
    }

    /// <summary>What the payer sees before there is a receipt number.</summary>
    internal static string Reference(Guid id) => id.ToString("N")[^8..].ToUpperInvariant();

    // Only a checkout can have begun it before.
    static async Task<Application?> Begun(CityDb db, Definition definition, DraftApplication draft, CancellationToken ct) =>
        definition.Fee is null ? null : await db.Set<Application>().AsTracking().FirstOrDefaultAsync(a => a.Id == draft.Id, ct);

    Application Begin(CityDb db, OpenDraft open, Guid id, Actor actor, DateTimeOffset now)
    {
        var (draft, definition) = (open.Draft, open.Definition);
        var application = new Application
        {
            Id = id, Procedure = draft.Procedure, Definition = draft.Definition, Department = definition.Department,
            Decision = definition.Decision.Kind,
            ApplicantKind = draft.ApplicantKind, Account = draft.Account, MailKey = mine.KeyOf(draft, actor),
            SealedMail = mine.Seal(actor.Mail), Person = actor.Person,
            Channel = actor.Channel, StartedAt = now, Family = draft.Family,
        };
        db.Append(application); // written as it is when the turn ends
        return application;
    }

    /// <summary>代行入力: what an officer typed in for somebody is received like what was sent. The applicant has neither account nor
    /// proven address: nothing reaches them by mail. A fee was received by hand before.</summary>
    /// <param name="person">Whom the officer found in the register; null where it is not read.</param>
    /// <exception cref="Rule">a place is gone.</exception>
    public async Task<Application> Enter(Turn turn, ProcedureVersion version, DefinitionForm whole, string channel, DateOnly arrived,
        Guid? person)
    {
        var (db, definition, now, ct) = (turn.Db, version.Definition, turn.Now, turn.Stop);
        var (name, kana) = NameTyped(whole);
        var frozen = Freeze(definition, whole, name, kana);
        var slot = definition.Capacity is null ? null : await SlotOf(db, whole, definition, frozen.Day, ct);
        var application = new Application
        {
            Id = turn.NewId(), Procedure = version.Code, Definition = version.Hash, Department = definition.Department,
            Decision = definition.Decision.Kind, ApplicantKind = ActorKind.Guest, Account = turn.NewId(), Channel = channel,
            EnteredBy = turn.Me, ArrivedOn = arrived, StartedAt = now, Person = person,
        };
        db.Append(application);
        application.Freeze(slot is null ? frozen : frozen with { Pool = slot.Pool }, now);
        if (slot is not null) await places.Take(db, application.Id, slot, null, definition.Capacity?.Day ?? "", ct);
        if (frozen.Fee > Yen.Zero) application.PayByHand(now);
        await Fill.Refer(db, application.Id, turn.Me, AnswersJson.Read(frozen.Answers).Values, ct);
        await Receive(db, application, definition, null, ct);
        if (frozen.Fee > Yen.Zero)
            payments.Took(db, new(Application.Kind, application.Id, frozen.Fee, CaseName.Paid(definition)?.Ja ?? definition.Title.Ja,
                $"{application.Number}", now, turn.Me, Links.Case(application.Id), application.Department), turn.Actor);
        return application;
    }

    /// <summary>申請管理: what was sent to another counter is received by its day there. The officer who brought its file stands for it
    /// here.</summary>
    public async Task<Application> Bring(CityDb db, IncomingCase from, ProcedureVersion version, DefinitionForm whole, Guid? person,
        IReadOnlyDictionary<string, string> facts, CancellationToken ct)
    {
        var (definition, now) = (version.Definition, clock.GetUtcNow());
        var application = new Application
        {
            Id = clock.NewId(), Procedure = version.Code, Definition = version.Hash, Department = definition.Department,
            Decision = definition.Decision.Kind, ApplicantKind = ActorKind.Guest, Account = clock.NewId(), Channel = Channels.Pittari,
            EnteredBy = from.By, ArrivedOn = from.AppliedAt.Day(), StartedAt = now, Person = person,
        };
        db.Append(application);
        application.Freeze(Freeze(definition, whole, facts.GetValueOrDefault(IncomingMap.Name, ""),
            facts.GetValueOrDefault(IncomingMap.Kana, "")), now);
        await Receive(db, application, definition, null, ct);
        return application;
    }

    /// <summary>The kept answers, and all that follows from them.</summary>
    /// <exception cref="Rule">the fee cannot be computed.</exception>
    public static Frozen Freeze(OpenDraft open) => Freeze(open.Definition, open.Whole, open.Draft.Name, open.Draft.Kana);

    internal static Frozen Freeze(Definition definition, DefinitionForm whole, string name, string kana)
    {
        var (form, facts) = (whole.Form, whole.Facts);
        var answers = AnswersJson.Write(form.Kept());
        var fee = definition.FeeFor(facts) ?? throw new Rule("",
            new Text("手数料を計算できませんでした。答えを確かめて、もう一度送信してください。",
                "お金を けいさん できません。答えを 見て、もういちど おくって ください。",
            "The fee could not be computed. Check your answers and send them again."));
        if (definition.GrantFor(facts) is <= 0)
            throw new Rule("", new Text("この内容では、市が払う額が0円になります。答えを確かめてください。",
                "これでは もらえる お金が 0円です。答えを 見て ください。",
                "With these answers the city would pay nothing. Please check them."));
        var day = definition.Capacity is { } capacity ? facts.Answer(capacity.Day).Date : null;
        var own = NameOf(whole, name, kana);
        return new(own.Name, own.Kana, answers,
            AnswersJson.Hash(answers),
            new Yen(fee), definition.GrantFor(facts) is { } grant ? new Yen(grant) : null, null, day)
        { Reads = new(form.Language) };
    }

    /// <summary>What the answers call the applicant, and its reading; else what is known of them.</summary>
    internal static (string Name, string Kana) NameOf(DefinitionForm whole, string name = "", string kana = "")
    {
        object? Said(string question) => whole.Form.Asks(question) ? whole.Form.Value(question) : null;
        return (Short(whole.Facts.Answer("name").Text ?? name),
            Short((Said("name") as NameAnswer)?.Kana ?? Said("kana") as string ?? kana));
    }

    /// <summary>The same of what an officer types in: of who is not in the register the answers know it alone.</summary>
    internal static (string Name, string Kana) NameTyped(DefinitionForm whole)
    {
        string Known(string said, string register) => whole.Facts.Answer(said).Text ?? whole.Facts.Context(register).Text ?? "";
        return NameOf(whole, Known(Persons.AgentName, "applicant.name"), Known(Persons.AgentKana, "applicant.kana"));
    }

    static string Short(string text) => PlainText.Cut(text, 200);

    async Task<Slot> SlotOf(CityDb db, DefinitionForm whole, Definition definition, DateOnly? day, CancellationToken ct)
    {
        var field = definition.Capacity?.Day ?? "";
        return (await places.Offered(db, definition, whole.Facts, clock.Today(), ct))
            .Find(s => s.Day == day) ?? throw new Rule(field,
            new Text("この日は選べなくなりました。別の日を選んでください。",
                "この日は えらべなく なりました。ほかの 日を えらんで ください。",
            "That day can no longer be chosen. Please choose another day."));
    }

    static readonly Asked<Guid, string, Earlier> Same = new((db, account, hash) => db.Set<Application>().AsNoTracking()
        .Where(a => a.Account == account && a.SubmittedAt != null && a.AnswersHash == hash)
        .Select(a => new Earlier(a.Id, a.Procedure, a.State, a.Number, a.Decision, a.Day)));

    sealed record Earlier(Guid Id, string Procedure, ApplicationState State, ReceiptNumber? Number, DecisionKind Decision, DateOnly? Day);

    async Task RefuseTwice(CityDb db, DraftApplication draft, string hash, CancellationToken ct)
    {
        var today = clock.Today();
        if ((await Same.All(db, draft.Account, hash, ct)).Find(a => a.Procedure == draft.Procedure && a.Id != draft.Id
            && (a.State.IsOpen() || a.State is ApplicationState.Granted && a.Decision is DecisionKind.Automatic && a.Day >= today))
            is { } open)
            throw new Rule("",
                new Text($"まったく同じ内容を、受付番号 {open.Number} ですでに受け付けています。新しく申し込む必要はありません。",
                $"おなじ ものを もう うけつけました（うけつけ番号 {open.Number}）。もういちど おくらなくて いいです。",
                $"We have already received exactly this application (receipt number {open.Number}). You need not send it again."));
    }

    /// <summary>Numbers it, decides what the rules decide, and tells the applicant.</summary>
    public async Task Receive(CityDb db, Application application, Definition definition, string? mail, CancellationToken ct)
    {
        var (now, today) = (clock.GetUtcNow(), clock.Today());
        var automatic = application.Decision is DecisionKind.Automatic;
        application.Submit(ReceiptNumber.New(Random),
            automatic ? null : city.Calendar.Add(application.ArrivedOn ?? today, definition.DueDays), now);
        if (automatic) await DecideAtOnce(db, application, ct);
        else await confirming.Begin(db, application, definition, ct);
        if (definition.Tells.To(ToWhom.Applicant, Moment.Received))
            await messages.Send(db, Message.ToResident($"{application.Id:N}-received", application.Account, mail, application.Reads,
                l => Received(l, application, definition, automatic ? null : application.Due ?? today),
                Links.Application(application.Id)), ct);
        await ringing.At(Moment.Received, db, application, definition, ct);
    }

    (string Subject, string Text) Received(Language l, Application application, Definition definition, DateOnly? due)
    {
        var title = l.Say(definition.MailTitle);
        var next = due is not { } day ? l.Pick("申し込みは、これで終わりました。", "もうしこみは これで おわりです。",
            "Your application is complete.")
            : l.Pick($"{EraDate.Of(day)}ごろまでに結果をお知らせする予定です。", $"{l.Say(day)}ごろまでに けっかを しらせます。",
                $"We expect to tell you the result by about {l.Say(day)}.");
        if (application.State is ApplicationState.AwaitingConfirmation)
            next = l.Pick("連名の方または本人に、メールで確認をお願いしました。確認が済むと、審査を始めます。",
                "ほかの 人に メールで ききました。へんじが あると、しらべはじめます。",
                "We have asked the other person by mail to confirm. It is examined once they have.");
        return (l.Pick($"受け付けました：{title}", $"うけつけました：{title}", $"Received: {title}"), string.Join('\n',
            l.Pick($"{title}を受け付けました。", $"「{title}」を うけつけました。", $"We have received your application: {title}."), "",
            new Kept(application, definition, l, towns).Text(city.ContactOf(application.Department, clock.Today())), "",
            next, l.Pick("今の状態は、マイページで確かめられます。", "いま どうなって いるかは、マイページで 見られます。",
                "You can see how it stands on My page.")));
    }

    async Task DecideAtOnce(CityDb db, Application application, CancellationToken ct)
    {
        await dispatch.Decide(db, application, Outcome.Granted, null, null, null, ct);
        if (application.Day is { } day)
            outbox.Add(db, Conclude.Code, application.Id.ToString("N"), application.Id, day.AddDays(1).Midnight());
    }
}

/// <summary>A draft that was checked: what it freezes, the place that it asks for, and the id of the application that it becomes.</summary>
sealed record Ready(OpenDraft Open, Frozen Frozen, Slot? Slot, Guid Id);
