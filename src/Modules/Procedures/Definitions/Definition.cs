using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>A procedure as data: what a person reads, what is asked, what is checked, who decides, what it costs and what is
/// kept.</summary>
public sealed record Definition
{
    public required string Code { get; init; }
    public required DateOnly ValidFrom { get; init; }

    /// <summary>The last day on which somebody may begin; null where only the next version ends it.</summary>
    public DateOnly? ValidUntil { get; init; }
    public required Text Title { get; init; }
    public required Text Lead { get; init; }
    public required Text Who { get; init; }
    public required IReadOnlyList<Text> Needs { get; init; }
    public required Text Cost { get; init; }
    public required Text Time { get; init; }
    public required Text After { get; init; }
    public required IReadOnlyList<string> LifeEvents { get; init; }

    /// <summary>Words that people search by, in kanji, kana and English.</summary>
    public required IReadOnlyList<string> Words { get; init; }
    public required string Department { get; init; }
    public required Identity Identity { get; init; }
    public required Decision Decision { get; init; }

    /// <summary>標準処理期間 (行政手続法6条) in open days, where the city has set one.</summary>
    public int? StandardDays { get; init; }

    /// <summary>Open days until a decision is due: the city's own, else three for one officer and ten for a route.</summary>
    public int DueDays => StandardDays ?? (Decision.Kind is DecisionKind.Route ? 10 : 3);
    public Amount? Fee { get; init; }

    /// <summary>What the city pays (a subsidy).</summary>
    public Amount? Grant { get; init; }

    /// <summary>How it is paid; null where it is not paid by this hall.</summary>
    public PayoutWay? Payout { get; init; }

    /// <summary>What is to be paid once it is granted; null where nothing is.</summary>
    public OwedFee? Owes { get; init; }
    public Capacity? Capacity { get; init; }
    public Budget? Budget { get; init; }
    public required IReadOnlyList<Page> Pages { get; init; }
    public required IReadOnlyList<Check> Checks { get; init; }
    public Result? Result { get; init; }
    public required Keeping Record { get; init; }

    /// <summary>Whose procedure it is, where it is not the city's: its page leads there, and nobody applies here.</summary>
    public Elsewhere? Elsewhere { get; init; }
    public Summary? Summary { get; init; }
    public Limits Limits { get; init; } = Limits.None;
    public Tells Tells { get; init; } = Tells.AsUsual;
    public Notes Notes { get; init; } = Notes.None;

    /// <summary>The languages (easy, en) in which it is not written yet.</summary>
    public IReadOnlySet<string> Absent { get; init; } = new HashSet<string>();

    /// <summary>What is carried along where it is asked for once more, for another child.</summary>
    public ForEach? ForEach { get; init; }

    /// <summary>Who may apply for whom, and who else must confirm.</summary>
    public Persons Persons { get; init; } = Persons.None;

    /// <summary>What mails and calendars call it: others may read them.</summary>
    public Text MailTitle => Summary?.Title ?? Title;

    /// <summary>What stands in this definition as an example and is not the city's word.</summary>
    public required IReadOnlyList<Unconfirmed> Unconfirmed { get; init; }

    /// <summary>The dated figures that its amounts read and its cost names.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    public RuleTables Rules { get; init; } = RuleTables.None;

    bool IsDated => Questions.SelectMany(q => q.Questions.Prepend(q)).Any(q => q.Options.Any(o => o.Figures.Count > 0));

    // Null for one that is the same on all days.
    static readonly ConditionalWeakTable<Definition, ConcurrentDictionary<DateOnly, Definition>?> OfDays = [];

    /// <summary>As it is on a day: its options say and have the figures that count then. Made once for each stretch of days.</summary>
    /// <exception cref="MissingRule">one of these has no row for that day.</exception>
    public Definition On(DateOnly day)
    {
        if (OfDays.GetValue(this, each => each.IsDated ? new() : null) is not { } days) return this;
        return days.GetOrAdd(Rules.Since(day), at =>
        {
            Option Dated(Option option) => option.Figures.Count == 0 ? option : option with
            {
                Label = Rules.Fill(option.Label, at),
                Figures = FrozenDictionary<string, Figure>.Empty,
                Data = option.Data.Concat(option.Figures.Select(f => KeyValuePair.Create(f.Key, Value.Of(f.Value.On(at).Value))))
                    .ToDictionary(),
            };
            Question Asked(Question question) => question with
            {
                Options = [.. question.Options.Select(Dated)],
                Questions = [.. question.Questions.Select(Asked)],
            };
            return this with { Pages = [.. Pages.Select(page => page with { Questions = [.. page.Questions.Select(Asked)] })] };
        });
    }

    static readonly ConditionalWeakTable<Definition, Definition> Entered = [];

    /// <summary>As an officer types it in for somebody (代行入力): what stays on paper or is not had, a file or a mail address, need not
    /// be there.</summary>
    public Definition TypedIn => Entered.GetValue(this, asked =>
    {
        static Question Asked(Question question) => question with
        {
            Required = question.Required && question.Kind is not ("file" or "mail"),
            Questions = [.. question.Questions.Select(Asked)],
        };
        // A number that stands on paper stays there.
        return asked with
        {
            Pages = [.. asked.Pages.Select(page => page with { Questions = [.. page.Questions.Where(q =>
                q.Kind != "mynumber").Select(Asked)] })
                .Where(page => page.Questions.Count > 0)],
        };
    });

    /// <summary>What it costs, with the figures of a day.</summary>
    public Text CostOn(DateOnly day) => Rules.Fill(Cost, day);

    /// <summary>What of it is an example on a day: what it says itself, and the figures that nobody has confirmed.</summary>
    public IEnumerable<Text> ExamplesOn(DateOnly day) => Unconfirmed.Select(u => u.Text)
        .Concat(Figures.Select(f => f.Doubt(f.On(day))).Append(Budget is { Table: var table } && table.Knows(day)
            ? table.Doubt(table.In(FiscalYear.Of(day))) : null).OfType<Text>().Distinct());

    /// <summary>All questions in order, without the rows of groups.</summary>
    public IEnumerable<Question> Questions => Pages.SelectMany(page => page.Questions);

    public Question? Find(string name) => Questions.FirstOrDefault(question => question.Name == name);

    /// <summary>The fee in yen; null while an answer that it depends on is missing; 0 where nothing is due.</summary>
    public long? FeeFor(IFacts facts) => Fee is null ? 0 : (long?)Fee.Yen.Evaluate(facts).Number;

    /// <summary>What the city would pay in yen; null while an answer that it depends on is missing.</summary>
    public long? GrantFor(IFacts facts) => (long?)Grant?.Yen.Evaluate(facts).Number;

    /// <summary>Whose places these answers take: the key into the slot table; null while an answer is missing.</summary>
    public string? SlotKeyFor(IFacts facts) => Capacity?.KeyFor(facts);
}

/// <summary>How far a person must prove who they are; each asks for what the one before asks for, too.</summary>
public enum Identity { None, Mail, Account, Register, Card }

/// <summary>What follows from it.</summary>
static class Identities
{
    /// <summary>The person is one of the register.</summary>
    public static bool KnowsRegister(this Identity identity) => identity >= Identity.Register;
}

/// <summary>A page of questions; always shown when its condition is null.</summary>
public sealed record Page(Text Title, Text? Lead, Expression? When, IReadOnlyList<Question> Questions)
{
    /// <summary>Where one goes from here when a condition holds, the first that does; to the page after it when none does.</summary>
    public IReadOnlyList<PageRoute> Routes { get; init; } = [];

    /// <summary>Where it ends: answers of this page with which one cannot have what one asks for. They are checks of the definition,
    /// too.</summary>
    public IReadOnlyList<Check> Stops { get; init; } = [];
}

/// <summary>The pages between are passed over. The page after the last stands for the check of all answers.</summary>
public sealed record PageRoute(Expression When, int To);

/// <summary>A rule over answers that must hold once its question is answered; else the message stands at that question.</summary>
public sealed record Check(Expression Rule, string About, Text Message, Expression? When)
{
    /// <summary>What a person reads who answered rightly and cannot have it; null where the answer itself is to be mended.</summary>
    public Instead? Instead { get; init; }

    /// <summary>Whether nothing speaks against the answers; where the rule cannot be sure, an officer is asked and not the
    /// person.</summary>
    public bool Passes(IFacts facts) => !(When?.Holds(facts) ?? true) || Rule.Evaluate(facts) is { IsTrue: true } or { IsUnknown: true };

    /// <summary>Whether it is for an officer to see.</summary>
    public bool IsOpen(IFacts facts) => (When?.Holds(facts) ?? true) && Rule.IsOpen(facts);
}

/// <summary>What to do instead: a title, the next steps, and from which day it is possible, which a step names as `{from}`.</summary>
public sealed record Instead(Text Title, IReadOnlyList<Text> Next, Expression? From)
{
    /// <summary>Whom to call; null where it is the section of the procedure.</summary>
    public string? Department { get; init; }

    /// <summary>Where a step names the day.</summary>
    public const string Day = "{from}";

    /// <summary>The steps for these answers; one whose day is not known is left out.</summary>
    public IEnumerable<Text> For(IFacts facts)
    {
        var day = From?.Evaluate(facts).Date;
        foreach (var step in Next)
            if (!step.Ja.Contains(Day, StringComparison.Ordinal)) yield return step;
            else if (day is { } on) yield return new(With(step.Ja, EraDate.Of(on).Long), With(step.Easy, EraDate.Of(on).Long),
                With(step.En, on.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture)));
    }

    static string With(string? step, string day) => (step ?? "").Replace(Day, day, StringComparison.Ordinal);
}

/// <summary>A sum of whole yen and its name.</summary>
public sealed record Amount(Text Label, Expression Yen)
{
    /// <summary>Whether a fee goes back when the city refuses.</summary>
    public bool BackWhenRefused { get; init; }

    /// <summary>What the sum is made of, each with its name; empty where it is one thing.</summary>
    public IReadOnlyList<(Text Label, Expression Yen)> Parts { get; init; } = [];

    /// <summary>The parts that arose from these answers.</summary>
    public IReadOnlyList<(Text Label, long Yen)> PartsFor(IFacts facts) =>
        [.. from part in Parts let yen = (long?)part.Yen.Evaluate(facts).Number where yen > 0
            select (facts.Context("today").Date is { } day ? Rules.Fill(part.Label, day) : part.Label, yen.Value)];

    /// <summary>The figures that the names of the parts say.</summary>
    public RuleTables Rules { get; init; } = RuleTables.None;
}

/// <summary>How a grant is paid: a kind of the city's `payments/payouts.json`, and the question that holds the account.</summary>
public sealed record PayoutWay(string Kind, string Account);

/// <summary>決まると納めるもの: an item of the city's `payments/items.json` and its amount; either for each month of a fiscal year
/// from that of a date question on, or once.</summary>
/// <param name="MonthsFrom">The question that says the first month; null where it is owed once.</param>
/// <param name="DueDays">So many days after the decision it is due, where it is owed once.</param>
public sealed record OwedFee(string Item, Amount Amount, string? MonthsFrom, int DueDays)
{
    /// <summary>The terms and their last days, each on a day on which banks are open: of a month its last, and not before that of the
    /// month of the decision.</summary>
    public IReadOnlyList<(FiscalYear Year, int Term, DateOnly Due)> Terms(DateOnly? from, DateOnly today, BusinessDays days)
    {
        if (MonthsFrom is null) return [(FiscalYear.Of(today), 1, days.OnOrAfter(today.AddDays(DueDays)))];
        var (first, year) = (from ?? today, FiscalYear.Of(from ?? today));
        return [.. from month in Enumerable.Range(0, 12).Select(year.First.AddMonths)
            where Last(month) >= first
            select (year, month.Month is >= 4 and var m ? m - 3 : month.Month + 9,
                days.OnOrAfter(Last(month) < today ? Last(today) : Last(month)))];
    }

    static DateOnly Last(DateOnly month) => new DateOnly(month.Year, month.Month, 1).AddMonths(1).AddDays(-1);
}

/// <summary>What the applicant keeps: the questions whose answers stand on the slip, in the mail and in the calendar, and what these
/// call it where its title says too much (an illness).</summary>
public sealed record Summary(Text? Title, IReadOnlyList<string> Questions);

/// <summary>The money for a grant, in yen, with a row for each fiscal year: last year's is never used.</summary>
public sealed record Budget(Text Label, Figure Table);

/// <summary>Places per day: the table of slots, the question that holds the day, and what the key into the table is made of.</summary>
public sealed record Capacity(string Slots, string Day, IReadOnlyList<Expression> Keys, int OpensDaysBefore, int ClosesDaysBefore)
{
    /// <summary>The questions whose answers those need who do the work on the day, in order; nothing else stands on their list.</summary>
    public IReadOnlyList<string> List { get; init; } = [];

    /// <summary>How many places one person may hold without having paid.</summary>
    public int UnpaidPerPerson { get; init; } = 2;

    /// <summary>The parts joined by `/`; null while one is missing.</summary>
    public string? KeyFor(IFacts facts)
    {
        var parts = Keys.Select(key => key.Evaluate(facts)).ToArray();
        return parts.Any(part => part.IsMissing) ? null : string.Join('/', parts);
    }
}

/// <summary>The record class (文書分類) that a decided case is filed under; its retention stands in the city's classification.</summary>
public sealed record Keeping(string Class);

/// <summary>Where something is done that is not the city's.</summary>
public sealed record Elsewhere(Text Name, string Url)
{
    internal static Elsewhere Read(Section section)
    {
        section.Only("name", "url");
        var url = section.Word("url");
        if (url.Length > 0 && !IsOutside(url))
            section.Fault("url", "https:// で始まり、サイトの名前（www.example.jp など）のあるアドレスを書いてください。");
        return new(section.Text("name"), url);
    }

    /// <summary>A site by its name: no number of a machine, nobody's password, no port, nothing unseen.</summary>
    static bool IsOutside(string url) => Uri.TryCreate(url, UriKind.Absolute, out var to) && to.Scheme == Uri.UriSchemeHttps
        && to is { HostNameType: UriHostNameType.Dns, IsDefaultPort: true, UserInfo: "" } && to.Host.Contains('.', StringComparison.Ordinal)
        && !url.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) && !url.Contains('\\', StringComparison.Ordinal);
}

/// <summary>Something that is an example: where in the definition, and a plain sentence about it.</summary>
public sealed record Unconfirmed(string About, Text Text);
