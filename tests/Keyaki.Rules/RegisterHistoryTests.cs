using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Tests.Pages;
using Keyaki.Ui;
using Keyaki.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Rules;

/// <summary>The history of every register of the house, and of the tests' own with a personal field: what is undone is as if it had not
/// been, what was known stays known, and nobody changes what they may not see.</summary>
public sealed class RegisterHistoryTests
{
    static readonly CityProfile City = KiyoseTests.Load();
    static readonly DateOnly First = new(2026, 4, 1);

    public static TheoryData<string> All => [.. Registers.Select(r => r.Name)];

    static readonly IReadOnlyList<Type> Registers = [.. Hall.Modules.Select(m => m.GetType().Assembly).Distinct()
        .SelectMany(a => a.GetTypes()).Where(t => t is { IsAbstract: false } && RecordOf(t) is not null), typeof(Playgrounds)];

    static Type? RecordOf(Type? type) => type is null ? null
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Register<>) ? type.GetGenericArguments()[0]
        : RecordOf(type.BaseType);

    /// <summary>What is done: 0 says something from a day on, 1 corrects the last of a line, 2 undoes it, 3 ends the record.</summary>
    sealed record Step(int Does, int Which, int Day, int Field, int Value);

    static readonly Gen<Step[]> Walks =
        (from does in Gen.Choose(0, 3)
         from which in Gen.Choose(0, 20)
         from day in Gen.Choose(0, 12)
         from field in Gen.Choose(0, 40)
         from value in Gen.Choose(0, 3)
         select new Step(does, which, day, field, value)).ArrayOf().Select(all => all[..Math.Min(all.Length, 14)]);

    [Theory, MemberData(nameof(All))]
    public void どの台帳でも_取り消すと前の答えに戻り_前に知っていたことは変わらず_見えない項目は動かない(string register)
    {
        var type = Registers.First(r => r.Name == register);
        typeof(RegisterHistoryTests).GetMethod(nameof(Holds), BindingFlags.NonPublic | BindingFlags.Static)
            ?.MakeGenericMethod(RecordOf(type) ?? type).Invoke(null, [type]);
    }

    static void Holds<T>(Type type) where T : Recorded, new()
    {
        var clock = new TestClock(TestClock.StoryDay);
        // What else a register is made with it asks only for its rules.
        var making = type.GetConstructors()[0];
        var made = making.Invoke([.. making.GetParameters().Select(p => p.ParameterType == typeof(CityProfile) ? City
            : p.ParameterType == typeof(TimeProvider) ? (object)clock : null)]);
        var register = made as Register<T> ?? throw new InvalidOperationException(type.Name);
        var (sees, blind) = (Officer(clock, register.Fields.Kept.Select(f => f.Personal?.Code)), Officer(clock, []));
        Prop.ForAll(Walks.ToArbitrary(), steps =>
        {
            var (record, history) = (new T { Id = clock.NewId() }, new List<RecordVersion<T>>());
            foreach (var field in register.Fields.Kept) field.Put(record, Sample(field, 1));
            register.Append(sees, record, history, record, First, "", null);
            foreach (var (at, step) in steps.Index())
            {
                // Every third is done by somebody who may not see what is personal.
                var by = at % 3 == 2 ? blind : sees;
                var (before, hidden) = (Everyday(history), Everyday(history, f => f.Personal is not null && by == blind));
                if (!Do(register, by, record, history, step)) continue;
                Assert.Equal(register.Fields.Texts(register.Of(Held(history, clock))), register.Fields.Texts(record));
                Assert.Equal(hidden, Everyday(history, f => f.Personal is not null && by == blind));
                Assert.Equal(before, Everyday(history, known: history[^2].RecordedAt));
                var (undone, with) = (history.ToList(), Everyday(history));
                if (!Undo(register, sees, register.Copy(record), undone, undone[^1])) continue;
                Assert.Equal(before, Everyday(undone));
                if (Undo(register, sees, register.Copy(record), undone, undone[^1])) Assert.Equal(with, Everyday(undone));
            }
            foreach (var version in history) Assert.Equal(version.Cells, register.Fields.Texts(register.Of(version)));

            // What each day said: all of it, or some fields.
            List<string> Everyday(List<RecordVersion<T>> all, Func<RegisterField<T>, bool>? of = null, DateTimeOffset? known = null) =>
                [.. Enumerable.Range(-1, 15).Select(d => all.AsOf(First.AddDays(d), known ?? DateTimeOffset.MaxValue)).Select(v =>
                    v is null ? "" : of is null ? $"{v.Content}{v.EndedOn}" : Some(v, of))];
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

        string Some(RecordVersion<T> version, Func<RegisterField<T>, bool> of)
        {
            var fields = register.Fields.Kept.Where(of).ToList();
            if (fields.Count == 0) return "";
            var cells = version.Cells;
            return string.Join('|', fields.Select(f => cells.GetValueOrDefault(f.Name)));
        }
    }

    static RecordVersion<T> Held<T>(List<RecordVersion<T>> history, TestClock clock) where T : Recorded =>
        history.AsOf(clock.Today(), DateTimeOffset.MaxValue) ?? throw new InvalidOperationException("nothing holds");

    static bool Do<T>(Register<T> register, Look by, T record, List<RecordVersion<T>> history, Step step) where T : Recorded, new()
    {
        var lasts = history.Where(v => history.IsLast(v) && (v.Number > 1 || v.Void)).ToList();
        var last = lasts.Count == 0 ? null : lasts[step.Which % lasts.Count];
        if (step.Does == 2) return last is not null && Undo(register, by, record, history, last);
        var said = register.Copy(record);
        var open = register.Fields.Kept.Where(f => !f.Fixed && (f.Personal is not { } power || by.Actor.Can(power))).ToList();
        var field = open[step.Field % open.Count];
        field.Put(said, Sample(field, step.Value));
        var day = step.Does == 1 && last is not null ? last.ValidFrom : First.AddDays(step.Day);
        if (step.Does == 3 && register.Ends) said.EndedOn = day;
        return Try(history, () => register.Append(by, record, history, said, day, "", step.Does == 1 ? last : null));
    }

    static bool Undo<T>(Register<T> register, Look by, T record, List<RecordVersion<T>> history, RecordVersion<T> version)
        where T : Recorded, new() => version is not { Number: 1, Void: false } && Try(history, () =>
            register.Append(by, record, history, history.Before(version) is { } before ? register.Of(before) : null,
                (history.Before(version) ?? version).ValidFrom, "", version));

    /// <summary>What is refused leaves the history as it was: its turn is thrown away.</summary>
    static bool Try<T>(List<RecordVersion<T>> history, Action act) where T : Recorded
    {
        var count = history.Count;
        try { act(); }
        catch (Rule)
        {
            history.RemoveRange(count, history.Count - count);
            return false;
        }
        return true;
    }

    static string Sample<T>(RegisterField<T> field, int n) where T : Recorded, new() =>
        n == 0 && field.Nullable ? ""
        : field.IsDepartment ? City.Departments[n].Code
        : field.Options.Count > 0 ? field.Options[n % field.Options.Count].Value
        : field.Type == typeof(string) ? $"ことば{n}"
        : field.Type == typeof(DateOnly) ? Cell.Of(First.AddDays(n))
        : field.Type == typeof(bool) ? n % 2 == 0 ? Cell.Yes : Cell.No
        : field.Type == typeof(Guid) ? new Guid(n, 0, 0, new byte[8]).ToString("N") : $"{n}";

    static Look Officer(TestClock clock, IEnumerable<string?> powers) => new(new ServiceCollection().AddSingleton<TimeProvider>(clock)
        .AddSingleton(City).AddSingleton(new CityDb(new DbContextOptionsBuilder<CityDb>().UseSqlite().Options)).BuildServiceProvider(),
        new Actor(ActorKind.Officer, clock.NewId()) { Permissions = powers.OfType<string>().ToHashSet() }, null, default);
}
