using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;

namespace Keyaki.Kits;

/// <summary>A record is entered, changed, ended, and what was said of it undone; each with a version that says since when and
/// why.</summary>
static class RegisterForms
{
    /// <summary>The names of the questions that every change asks beside its fields.</summary>
    const string From = "changeFrom", How = "changeHow", Reasoned = "changeReason";
    const string Became = "became", Mistake = "mistake";

    static Question Reason(string hint) => new(Reasoned, new TextKind(), "理由") { MaxLength = RegisterTables.LongestReason, Hint = hint };

    static Question Since(string label, string hint) => new(From, new DateKind(), label) { Hint = hint };

    static IReadOnlyList<RegisterField<T>> Asked<T>(Look look, Register<T> register) where T : Recorded, new() =>
        [.. register.For(look).Where(f => !f.Linked)];

    static Form Offer<T>(Form form, Look look, IReadOnlyList<RegisterField<T>> fields, T? record) where T : Recorded, new()
    {
        foreach (var field in fields.Where(f => f.IsDepartment))
        {
            var options = look.City.DepartmentsOn(look.Today).Select(d => new Option(d.Code, d.Name)).ToList();
            if (record is not null && field.Kept(record) is { Length: > 0 } code && options.All(o => o.Value != code))
                options.Add(new(code, field.Words(code, look.City, look.Today)));
            form.Offer(field.Name, options);
        }
        return form;
    }

    // --- new ---

    public static Form BuildNew<T>(Look look, Register<T> register) where T : Recorded, new()
    {
        var fields = Asked(look, register);
        var form = new Form([.. fields.Select(f => f.Ask()), Since("いつからあるか",
            "分からないときは、今日のままにしてください。")])
        { Files = Upload.Of(look) };
        if (!look.Afresh) return Offer(form, look, fields, null);
        // Most enter what is their own department's.
        foreach (var field in fields.Where(f => f.IsDepartment)) form.Fill(field.Name, look.Departments.FirstOrDefault());
        return Offer(form.Fill(From, look.Today), look, fields, null);
    }

    public static IResult AskNew<T>(Form form, Register<T> register) where T : Recorded, new() =>
        WriteRecord.Show(new(register, register.NewWords, register.Home, form, null, register.NewWords, null));

    public static async Task<Answer> AcceptNew<T>(Form form, Turn turn, Register<T> register) where T : Recorded, new()
    {
        var record = new T { Id = turn.NewId() };
        Take(form, Asked(turn, register), record);
        if (record.Code.Length == 0) record.Code = (await register.Numbers(turn.Db, turn.Stop))();
        if (await register.Has(turn.Db, record.Code, turn.Stop))
            throw new Rule("code", "この番号は、もう使われています。一覧から開いて直すか、別の番号にしてください。");
        Refuse(form, await register.Wrongs(turn.Db, record, turn.Stop));
        register.Begin(turn.Db, record, Day(form, turn), turn.Me);
        await Keep(turn, register, record, []);
        turn.Journal.About(register.Kind, record.Id, [.. register.Persons(record)]);
        return Answer.See(register.Url(record.Id));
    }

    // --- change ---

    public static async Task<Form> Build<T>(Guid id, Look look, Register<T> register) where T : Recorded, new()
    {
        var record = await RegisterPage.Find(id, look, register);
        var fields = Asked(look, register).Where(f => !f.Fixed).ToList();
        var form = new Form([.. fields.Select(f => f.Ask()),
            new Question(How, new ChoiceKind(), "直すわけ")
            {
                Options = [new(Became, "内容が変わった"), new(Mistake, "書き間違いを直す", "初めから違っていたものとして直します。")],
            },
            Since("いつから変わったか", "今日より前の日も書けます。") with { When = f => f.Value(How) is not Mistake },
            Reason("あとで履歴を見る人のために、短く書いてください。")])
        { Files = Upload.Of(look, id) };
        if (!look.Afresh) return Offer(form, look, fields, record);
        foreach (var field in fields) form.Fill(field.Name, field.Answer(record));
        return Offer(form.Fill(How, Became).Fill(From, look.Today), look, fields, record);
    }

    public static async Task<IResult> Ask<T>(Guid id, Form form, Look look, Register<T> register) where T : Recorded, new()
    {
        var record = await RegisterPage.Find(id, look, register);
        register.Looked(look, [record]);
        return WriteRecord.Show(new(register, $"{register.Name(record)}を直す", register.Url(id), form, record.Version,
            "直した内容を保存する",
            $"{register.Columns[0].Label}：{record.Code}"));
    }

    public static async Task<Answer> Accept<T>(Guid id, Form form, Turn turn, Register<T> register) where T : Recorded, new()
    {
        var record = await turn.Take(register.Visible(turn).Where(r => r.Id == id));
        var fields = Asked(turn, register).Where(f => !f.Fixed).ToList();
        var said = register.Copy(record);
        Take(form, fields, said);
        if (!turn.Saw(record.Version)) throw new ChangedMeanwhile(Now(turn, fields, record, said));
        Open(register, record);
        if (fields.All(f => f.Kept(record) == f.Kept(said))) throw new Rule("",
            "変わったところがありません。直すところがなければ、「やめる」を押してください。");
        Refuse(form, await register.Wrongs(turn.Db, said, turn.Stop));
        var history = await register.History(turn.Db, id, turn.Stop);
        var instead = form.Value(How) is Mistake ? history.AsOf(turn.Today, turn.Now) : null;
        register.Append(turn, record, history, said, instead?.ValidFrom ?? Day(form, turn), Why(form), instead);
        await Keep(turn, register, said, history);
        turn.Journal.About(register.Kind, id, [.. register.Persons(said)]).Fact("version", record.Version);
        return Answer.See(register.Url(id));
    }

    static string Now<T>(Look look, IReadOnlyList<RegisterField<T>> fields, T record, T said) where T : Recorded, new() =>
        string.Join("", fields.Where(f => f.Kept(record) != f.Kept(said))
            .Select(f => $"今の「{f.Label}」は「{f.Words(record, look.City, look.Today)}」です。"));

    // --- end ---

    public static async Task<Form> BuildEnd<T>(Guid id, Look look, Register<T> register) where T : Recorded, new()
    {
        _ = await RegisterPage.Find(id, look, register);
        var form = new Form([Since("終わった日", "この日を最後に、今の一覧から外れます。消えるのではなく、履歴と一緒に残ります。"),
            Reason("なぜ終わったかを書いてください。")]);
        return look.Afresh ? form.Fill(From, look.Today) : form;
    }

    public static async Task<IResult> AskEnd<T>(Guid id, Form form, Look look, Register<T> register) where T : Recorded, new()
    {
        var record = await RegisterPage.Find(id, look, register);
        return WriteRecord.Show(new(register, $"{register.Name(record)}を終わりにする", register.Url(id), form, record.Version,
            "終わりにする", null));
    }

    public static async Task<Answer> AcceptEnd<T>(Guid id, Form form, Turn turn, Register<T> register) where T : Recorded, new()
    {
        var record = await turn.Take(register.Visible(turn).Where(r => r.Id == id));
        if (!turn.Saw(record.Version)) throw new ChangedMeanwhile($"ほかの人が、この{register.Noun}を直しました。");
        Open(register, record);
        var (said, day) = (register.Copy(record), Day(form, turn));
        said.EndedOn = day;
        register.Append(turn, record, await register.History(turn.Db, id, turn.Stop), said, day, Why(form), null);
        turn.Journal.About(register.Kind, id, [.. register.Persons(record)]).Fact("version", record.Version);
        return Answer.See(register.Url(id));
    }

    // --- undo ---

    static async Task<(T Record, List<RecordVersion<T>> History, RecordVersion<T> Undone)> Undone<T>(Guid id, long number, Look look,
        Register<T> register) where T : Recorded, new()
    {
        var record = await RegisterPage.Find(id, look, register);
        var history = await register.History(look.Db, id, look.Stop);
        return history.Find(v => v.Number == number) is { } version && (number > 1 || version.Void) ? (record, history, version)
            : throw new NotHere();
    }

    public static async Task<Form> BuildUndo<T>(Guid id, long number, Look look, Register<T> register) where T : Recorded, new()
    {
        _ = await Undone(id, number, look, register);
        return new Form([Reason("なぜ取り消すかを書いてください。")]);
    }

    public static async Task<IResult> AskUndo<T>(Guid id, long number, Form form, Look look, Register<T> register) where T : Recorded, new()
    {
        var (record, history, version) = await Undone(id, number, look, register);
        register.Looked(look, [record]);
        return WriteRecord.Show(new(register, $"{register.Name(record)}の履歴の{number}番目を取り消す", register.Url(id), form,
            record.Version, "取り消す",
            history.Before(version) is { } before
                ? $"{EraDate.Of(before.ValidFrom)}からの内容が、{before.Number}番目に書いたものに戻ります。取り消したことも履歴に残ります。"
                : $"{EraDate.Of(version.ValidFrom)}からの内容が、これを書く前に戻ります。取り消したことも履歴に残ります。"));
    }

    public static async Task<Answer> AcceptUndo<T>(Guid id, long number, Form form, Turn turn, Register<T> register)
        where T : Recorded, new()
    {
        var (_, history, version) = await Undone(id, number, turn, register);
        var record = await turn.Take(register.Visible(turn).Where(r => r.Id == id));
        if (!turn.Saw(record.Version)) throw new ChangedMeanwhile($"ほかの人が、この{register.Noun}を直しました。");
        if (!history.IsLast(version)) throw new Rule("", "これは、もう直したか取り消したものです。履歴を開き直してください。");
        var before = history.Before(version);
        register.Append(turn, record, history, before is null ? null : register.Of(before), before?.ValidFrom ?? version.ValidFrom,
            Why(form), version);
        turn.Journal.About(register.Kind, id, [.. register.Persons(record)]).Fact("version", record.Version);
        return Answer.See(register.Url(id));
    }

    // --- what they share ---

    static void Take<T>(Form form, IEnumerable<RegisterField<T>> fields, T record) where T : Recorded, new()
    {
        foreach (var field in fields) field.Take(record, form.Value(field.Name));
    }

    static DateOnly Day(Form form, Look look) => form.Value(From) is DateOnly day && day <= look.Today ? day
        : throw new Rule(From, "今日までの日を書いてください。これからのことは、その日になってから記録します。");

    static string Why(Form form) => form.Value(Reasoned) as string ?? "";

    static void Open<T>(Register<T> register, T record) where T : Recorded, new()
    {
        if (record.EndedOn is not null) throw new Rule("", $"この{register.Noun}は、もう終わりになっています。");
    }

    static void Refuse(Form form, IReadOnlyList<Wrong> wrongs)
    {
        foreach (var wrong in wrongs) form.Reject(wrong.Column, wrong.Sentence);
        if (wrongs is [var first, ..]) throw new Rule(first.Column, first.Sentence);
    }

    /// <summary>The files of the record are kept, and those that its older versions name.</summary>
    internal static async Task Keep<T>(Turn turn, Register<T> register, T record, List<RecordVersion<T>> history) where T : Recorded, new()
    {
        var fields = register.Fields.Kept.Where(f => f.Kind is FileKind).ToList();
        if (fields.Count == 0) return;
        var named = fields.SelectMany(f => history.Select(v => v.Cells.GetValueOrDefault(f.Name, "")).Append(f.Kept(record)));
        await Upload.Keep(turn, record.Id, [.. named.Select(n => Guid.TryParse(n, out var id) ? id : Guid.Empty).Where(n =>
            n != Guid.Empty).Distinct()]);
    }
}
