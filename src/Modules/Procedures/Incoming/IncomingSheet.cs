using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>The file of another counter for one procedure: each row is filled into the procedure's own form and checked by it.</summary>
sealed class IncomingSheet(IncomingMap map, Catalogue catalogue, TownList towns, TimeProvider clock, Outbox outbox, MasterKey key) : Listing
{
    internal const string SerialPurpose = "card-serial", Beyond = "beyond";

    public override string Code => map.Procedure;
    public override string Title => $"{catalogue.TitleOf(map.Procedure)}（ほかの窓口から）";
    public override string At => ShowIncoming.Url;
    public override ShellLink Room => new("ほかの窓口からの申請", ShowIncoming.Url);
    public override string Home => ShowIncoming.Url;
    public override string After => "取り込んだ行は、申し込まれた日の申請として受け付けられ、申請の受付箱に並びます。";
    public override bool Opens(Look look) => ShowIncoming.Own(look, catalogue).Contains(map.Procedure);
    public override bool Gives => false;
    public override IReadOnlyList<Column> Columns { get; } = [.. Of(map)];

    // Whose files they are is looked at when a row is filled into the procedure's own form.
    public override IReadOnlyCollection<string> Attachments => [FileBytes.Pdf, FileBytes.Jpeg, FileBytes.Png];
    IReadOnlyDictionary<string, Guid> files = new Dictionary<string, Guid>();

    public override Listing With(IReadOnlyDictionary<string, Guid> files) =>
        new IncomingSheet(map, catalogue, towns, clock, outbox, key) { files = files };

    static IEnumerable<Column> Of(IncomingMap map)
    {
        foreach (var head in IncomingMap.Known.Where(map.Heads.ContainsKey))
            yield return new(head, map.Heads[head])
            {
                Required = head is IncomingMap.Number or IncomingMap.Applied, MaxLength = head is IncomingMap.Number ? 100 : 200,
                Wrong = head switch
                {
                    IncomingMap.Applied => cell => Moment(cell) is null ? "申し込みの日時を 2026-11-20 10:30 の形で書いてください。" : null,
                    IncomingMap.Birth => cell => Cell.Day(cell) is null ? "生年月日を 1980-04-01 の形で書いてください。" : null,
                    _ => _ => null,
                },
            };
        foreach (var (heading, at) in map.Columns.Index().Select(c => (c.Item.Heading, c.Index)))
            yield return new($"c{at}", heading) { MaxLength = 4000, Long = true };
        // What another counter took in after the last day, or beyond the last place, is for an officer to say (0042).
        yield return new(Beyond, "決まりを超えて受け付ける理由") { MaxLength = Enter.LongestReason, Long = true };
    }

    /// <summary>A day, with or without a time of day; in the city's time where it names no other.</summary>
    static DateTimeOffset? Moment(string cell)
    {
        if (DateTimeOffset.TryParseExact(cell, "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var exact)) return exact;
        if (Cell.Day(cell) is not { } day) return null;
        var time = cell.Split(' ', 'T') is [_, var of] && TimeOnly.TryParse(of, CultureInfo.InvariantCulture, out var read)
            ? read : default;
        return day.Midnight() + time.ToTimeSpan();
    }

    public override string? KeyOf(IReadOnlyDictionary<string, string> row) => Cell.Text(row.GetValueOrDefault(IncomingMap.Number, ""));

    protected override async Task<Appraisal> Look(CityDb db, IReadOnlyList<IReadOnlyDictionary<string, string>> rows, Guid by,
        CancellationToken ct)
    {
        var numbers = rows.Select(KeyOf).OfType<string>().Distinct().ToList();
        var there = (await db.Set<IncomingCase>().Where(c => c.Procedure == map.Procedure && numbers.Contains(c.Number))
            .Select(c => c.Number).ToListAsync(ct)).ToHashSet();
        var (today, over) = (clock.Today(), await Over(db, [.. rows.Where(r => !there.Contains(KeyOf(r) ?? ""))], ct));
        return (row, wrong) =>
        {
            if (wrong.Count > 0) return Verdict.Bad(wrong);
            var number = KeyOf(row) ?? "";
            if (there.Contains(number)) return Verdict.Same;
            var applied = Moment(row[IncomingMap.Applied]) ?? throw new NotHere();
            if (applied.Day() > today) wrong.Add(new(IncomingMap.Applied, "申し込みの日が、今日より後です。"));
            else if (catalogue.Online(map.Procedure, applied.Day()) is { } version)
            {
                var whole = Fill(version.Definition, row, applied.Day());
                var (beyond, reason) = (over.GetValueOrDefault(number), row.GetValueOrDefault(Beyond, "").Trim());
                if (!whole.Form.Check()) wrong.AddRange(whole.Form.Errors.Select(e => new Wrong(ColumnOf(e.Name), e.Message)));
                else if (beyond is not null && reason.Length == 0)
                    wrong.Add(new(Beyond, $"{beyond}それでも受け付けるときは、この行を開いて理由を書いてください。"));
                else
                {
                    var facts = IncomingMap.Known.Where(k => row.GetValueOrDefault(k) is { Length: > 0 }).ToDictionary(k => k, k => row[k]);
                    facts.Remove(IncomingMap.Serial, out var serial);
                    if (beyond is not null) facts[Beyond] = Enter.Beyonded(beyond, reason);
                    return new(beyond is null ? "新しく受け付けます" : $"決まりを超えて受け付けます（{beyond}）", [], () =>
                    {
                        var incoming = IncomingCase.Bring(clock.NewId(), map.Procedure, number, applied, by, clock.GetUtcNow(),
                            serial is null ? null : key.Blind(serial, SerialPurpose), AnswersJson.Write(facts),
                            AnswersJson.Write(whole.Form.Kept()));
                        db.Add(incoming);
                        outbox.Add(db, ReceiveIncoming.Code, incoming.Id.ToString("N"), incoming.Id);
                    });
                }
            }
            else wrong.Add(new(IncomingMap.Applied, "その日には、この手続の受付がありません。"));
            return Verdict.Bad(wrong);
        };
    }

    /// <summary>By the number of a row why it is more than the period, the places or the times for each person allow.</summary>
    async Task<Dictionary<string, string>> Over(CityDb db, IReadOnlyList<IReadOnlyDictionary<string, string>> rows, CancellationToken ct)
    {
        var over = new Dictionary<string, string>();
        var waits = -1;
        foreach (var (at, row) in rows.Index())
        {
            if (Moment(row.GetValueOrDefault(IncomingMap.Applied, "")) is not { } applied
                || catalogue.Online(map.Procedure, applied.Day()) is not { Definition: { Limits: var limits } definition }
                || limits == Limits.None) continue;
            // What was taken in and is not received yet holds its place, and so do the rows before this one.
            if (waits < 0) waits = await db.Set<IncomingCase>().CountAsync(c => c.Procedure == map.Procedure && c.ReceivedAt == null, ct);
            var all = db.Set<Application>().Where(a => a.Procedure == map.Procedure);
            var (name, kana) = Reception.NameOf(Fill(definition, row, applied.Day()), row.GetValueOrDefault(IncomingMap.Name, ""),
                row.GetValueOrDefault(IncomingMap.Kana, ""));
            if (await limits.Over(all, name.Length == 0 ? null : all.Where(a => a.Name == name && a.Kana == kana), applied.Day(),
                clock.GetUtcNow(), ct, waits + at) is { } why) over[KeyOf(row) ?? ""] = why.Ja;
        }
        return over;
    }

    /// <summary>The answers as they are kept, from what stands in the columns.</summary>
    DefinitionForm Fill(Definition definition, IReadOnlyDictionary<string, string> row, DateOnly day)
    {
        var empty = Lay(definition, new Dictionary<string, string>(), day, towns, []);
        var answers = new Dictionary<string, string>();
        foreach (var (at, (_, to)) in map.Columns.Index())
            if (row.GetValueOrDefault($"c{at}") is { Length: > 0 } cell)
                foreach (var (name, text) in definition.Find(to) is { Kind: "file" } ? [(to, Attached(cell))]
                    : Raw(empty.Form, to, map.Values.GetValueOrDefault(to)?.GetValueOrDefault(cell) ?? cell, towns)) answers[name] = text;
        return Lay(definition, answers, day, towns, files.Select(f => (f.Value, f.Key)));
    }

    /// <summary>The file of that name that came beside the table; what names none is said to be missing.</summary>
    string Attached(string cell) => files.TryGetValue(Path.GetFileName(cell.Trim()), out var file) ? file.ToString("N") : cell;

    /// <summary>What came from elsewhere, laid into the form as an officer would type it: papers need not be there.</summary>
    internal static DefinitionForm Lay(Definition definition, IReadOnlyDictionary<string, string> answers, DateOnly day, TownList towns,
        IEnumerable<(Guid Id, string Name)> files)
    {
        var known = files.ToDictionary(f => f.Id.ToString("N"), f => new FileFace(f.Id.ToString("N"), f.Name, 0));
        return new(definition.TypedIn, new(new Dictionary<string, Value> { ["today"] = Value.Of(day) })
        {
            Language = "ja", Towns = towns.Towns, Files = known.GetValueOrDefault, Days = _ => [],
        }, answers);
    }

    /// <summary>A cell as raw answers: a day by its kind, a choice by its words, everything else as it is.</summary>
    static IEnumerable<(string Name, string Text)> Raw(Form form, string to, string cell, TownList towns)
    {
        if (to.Contains('.') || form.Questions.FirstOrDefault(q => q.Name == to) is not { } question) return [(to, cell)];
        if (question.Kind.Code is "date" or "birth" && Cell.Day(cell) is { } day)
            return question.Kind.Write(day).Select(p => (to + p.Part, p.Text));
        if (question.Kind.Code is "yesno" && Cell.Mark(cell) is { } mark)
            return question.Kind.Write(mark == Cell.Yes).Select(p => (to + p.Part, p.Text));
        if (question.Kind.Code is "choice" && question.Options.FirstOrDefault(o => o.Label == cell) is { } option)
            return [(to, option.Value)];
        // One line, such as a card has it: prefecture and city are said by the town.
        if (question.Kind.Code is "address" && towns.Towns.Where(t => cell.Contains(t.Name, StringComparison.Ordinal))
            .MaxBy(t => t.Name.Length) is { } town)
            return [($"{to}.postal", town.Postal), ($"{to}.town", town.Name),
                ($"{to}.street", cell[(cell.IndexOf(town.Name, StringComparison.Ordinal) + town.Name.Length)..].Trim())];
        if (question.Kind.Code is "many")
            return [(to, string.Join('\n', cell.Split('、', ';', '\n').Select(c => c.Trim())
                .Select(c => question.Options.FirstOrDefault(o => o.Label == c)?.Value ?? c)))];
        return [(to, cell)];
    }

    string ColumnOf(string name)
    {
        var at = map.Columns.Index()
            .FirstOrDefault(c => c.Item.Key == name || c.Item.Key.Split('.')[0] == name.Split('.')[0], (-1, default));
        return at.Index < 0 ? IncomingMap.Number : $"c{at.Index}";
    }

    // What came in is looked at as applications; the table gives only its heads.
    public override IAsyncEnumerable<Line> Lines(CityDb db, Guid? only, CancellationToken ct) => AsyncEnumerable.Empty<Line>();
}

/// <summary>The lists that a city's files describe.</summary>
sealed class IncomingSheets(CityProfile city, Catalogue catalogue, TownList towns, TimeProvider clock, Outbox outbox, MasterKey key)
    : IListings
{
    public IReadOnlyList<Listing> All { get; } = [.. city.Files<IncomingMaps>().All.Values
        .Select(map => new IncomingSheet(map, catalogue, towns, clock, outbox, key))];
}
