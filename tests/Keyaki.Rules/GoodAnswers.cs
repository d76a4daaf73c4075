using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Ui;

namespace Keyaki.Tests.Rules;

using Question = Keyaki.Procedures.Question;

/// <summary>Answers that a procedure takes, made from numbers that a generator gives: question after question, so that what an answer
/// brings is answered, too, and what cannot be had is not asked for.</summary>
sealed class GoodAnswers(Definition definition, FormSetting setting, IReadOnlyList<int> given)
{
    /// <summary>Lists of numbers; smaller ones give plainer answers, so that what is shown of a fault is short.</summary>
    public static Arbitrary<int[]> Numbers { get; } = Gen.Choose(0, 1_000_000).ArrayOf(150).ToArbitrary();

    public GoodAnswers(Definition definition, FormSetting setting, int seed) : this(definition, setting, Draws(seed)) { }

    static int[] Draws(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 150).Select(_ => random.Next(1_000_000))];
    }

    const int Tries = 300;
    readonly Drawn random = new(given);
    readonly Dictionary<string, string> answers = new(StringComparer.Ordinal);

    /// <summary>Numbers below a limit out of those that were given; where they come round again they are others.</summary>
    sealed class Drawn(IReadOnlyList<int> given)
    {
        int at;
        public int Next(int most) => Next(0, most);
        public int Next(int least, int most) => most <= least ? least
            : least + (given.Count == 0 ? 0 : (int)((given[at % given.Count] + 7_919L * (at++ / given.Count)) % (most - least)));
        public int Next() => Next(int.MaxValue);
    }

    DateOnly Today => setting.Surroundings["today"].Date ?? default;

    public IReadOnlyDictionary<string, string> Answers => answers;

    public DefinitionForm Form()
    {
        var form = new DefinitionForm(definition, setting, answers);
        form.Renew();
        return form;
    }

    /// <summary>All that is asked, answered.</summary>
    public GoodAnswers Fill()
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        while (Form().Form is var asked && asked.Route.SelectMany(p => p.Questions)
            .FirstOrDefault(q => !done.Contains(q.Name) && asked.Visible(q)) is { } next)
        {
            var question = definition.Find(next.Name) ?? throw new InvalidOperationException(next.Name);
            done.Add(question.Name);
            for (var i = 0; ; i++)
            {
                foreach (var key in answers.Keys.Where(k => k.Split('.')[0] == question.Name).ToList()) answers.Remove(key);
                if (question.Required || random.Next(3) > 0) Answer(question, question.Name, i);
                var form = Form().Form;
                form.Check();
                var wrong = form.Errors.Where(e => done.Contains(e.Name.Split('.')[0])).ToList();
                if (wrong.Count == 0) break;
                if (i == Tries)
                    throw new InvalidOperationException(
                        $"{definition.Code} {question.Name}: {wrong[0].Message} {string.Join(' ', answers)}");
            }
        }
        return this;
    }

    void Answer(Question question, string name, int attempt)
    {
        switch (question.Kind)
        {
            case "text" or "longtext": answers[name] = Words(question.MaxLength ?? 30); break;
            case "kana": answers[name] = "キヨセ ハナコ"; break;
            case "phone": answers[name] = "042-000-0001"; break;
            case "mynumber": answers[name] = "123456789018"; break;
            case "mail": answers[name] = "hanako@example.jp"; break;
            case "yesno": answers[name] = random.Next(2) == 0 ? "yes" : "no"; break;
            case "number" or "yen":
                var (least, most) = ((int)(question.Least ?? 1), (int)Math.Min(question.Most ?? 9_999, 1_000_000));
                answers[name] = $"{random.Next(least, most + 1)}";
                break;
            case "explanation": break;
            case "file": answers[name] = $"file {answers.Count}"; break;
            case "date" or "birth": Day(name, Date(attempt)); break;
            case "address":
                (answers[name + ".postal"], answers[name + ".town"], answers[name + ".street"]) = ("2040003", "中里五丁目", "900番地1");
                break;
            case "bank":
                foreach (var (part, text) in new[] { ("bank", "けやき銀行"), ("branch", "清瀬"), ("type", "1"), ("number", "1234567"),
                    ("holder", "キヨセハナコ") }) answers[$"{name}.{part}"] = text;
                break;
            case "fullname":
                foreach (var (part, text) in new[] { ("family", "清瀬"), ("given", "葛\U000E0100子"), ("familyKana", "きよせ"),
                    ("givenKana", "はなこ") })
                    answers[$"{name}.{part}"] = text;
                break;
            case "place":
                (answers[name + ".town"], answers[name + ".address"]) = ("中里五丁目", Words(30));
                if (random.Next(2) == 0) (answers[name + ".lat"], answers[name + ".lon"]) = ("35.78500", "139.52600");
                break;
            case "choice" or "slot" or "sex":
                var offered = Offered(question, name);
                if (offered.Count > 0) answers[name] = offered[random.Next(offered.Count)];
                break;
            case "many" or "members":
                var all = Offered(question, name);
                var count = Math.Max((int)(question.Least ?? 1), random.Next(1, (int)Math.Min(question.Most ?? 99, all.Count) + 1));
                answers[name] = string.Join('\n', all.OrderBy(_ => random.Next()).Take(count));
                break;
            case "group":
                var fewest = (int)(question.Least ?? 1);
                var rows = random.Next(Math.Max(fewest, 1), (int)Math.Min(question.Most ?? 3, fewest + 2) + 1);
                for (var row = 0; row < rows; row++)
                    foreach (var child in question.Questions) Answer(child, $"{name}.{row}.{child.Name}", attempt);
                break;
            default: throw new InvalidOperationException($"What is a good answer to a {question.Kind}?");
        }
    }

    List<string> Offered(Question question, string name) => name.Contains('.', StringComparison.Ordinal)
        ? [.. question.Options.Select(o => o.Code)]
        : [.. Form().Form.OptionsOf(Form().Form.Question(name)).Where(o => !o.Closed).Select(o => o.Value)];

    string Words(int most)
    {
        const string letters = "清瀬市中里花子の道と公園に3けやき通り=,\"";
        return new([.. Enumerable.Range(0, random.Next(1, Math.Min(most, 12) + 1)).Select(_ => letters[random.Next(letters.Length)])]);
    }

    DateOnly Date(int attempt) => (attempt % 7) switch
    {
        0 => Today.AddDays(-random.Next(0, 30)),
        1 => Today.AddDays(-random.Next(6_600, 20_000)),
        2 => Today.AddDays(random.Next(1, 30)),
        3 => Today.AddDays(-random.Next(24_000, 33_000)),
        4 => Today.AddDays(-random.Next(30, 6_000)),
        5 => Today.AddDays(random.Next(30, 90)),
        _ => Today, // between a day of now and today there is only today
    };

    void Day(string name, DateOnly day)
    {
        foreach (var (part, text) in new[] { ("era", "ad"), ("year", day.Year.ToString(CultureInfo.InvariantCulture)),
            ("month", $"{day.Month}"), ("day", $"{day.Day}") }) answers[$"{name}.{part}"] = text;
    }
}
