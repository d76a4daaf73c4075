using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Plan;

/// <summary>催促: what the program wrote to officers by itself; each key once.</summary>
public sealed class Reminder
{
    public required string Key { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Reminder>
    {
        public void Configure(EntityTypeBuilder<Reminder> b)
        {
            b.ToTable("plan_reminders");
            b.HasKey(x => x.Key);
            b.Property(x => x.Key).HasMaxLength(120);
        }
    }
}

/// <summary>
/// Writes to the officers who may report: on the city's day of the month about what is missing, and once more when it is overdue. A department in which nobody may
/// report is the secretariat's: it hears of it instead.
/// </summary>
sealed class Remind(Library library, CityProfile city, Running running, IStaff staff, IMessages messages) : ISweep
{
    public async Task Sweep(CityDb db, DateTimeOffset now, CancellationToken ct)
    {
        var (today, month) = (now.Day(), Month.Of(now));
        if (today.Day < running.RemindOn) return;
        var overdue = today > running.Due(month);
        var key = $"report {month} {(overdue ? "overdue" : "due")}";
        if (await db.Set<Reminder>().AnyAsync(r => r.Key == key, ct) || await library.Current(db, ct) is not var (_, plan)) return;
        db.Append(new Reminder { Key = key, At = now });
        var done = await db.Set<Report>().Where(r => r.Month == month.Number).Select(r => r.Initiative).Distinct().ToListAsync(ct);
        var missing = plan.Initiatives.Where(i => !done.Contains(i.Code)).ToLookup(i => Owner.Of(i, plan.Book, city).Department);
        var (reporters, secretariat) = (await staff.Holding(db, PlanModule.Reporting.Code, ct), await staff.Holding(db, PlanModule.Write.Code, ct));
        var letters = from department in missing
                      let own = reporters.Where(o => o.Department == department.Key).ToList()
                      from officer in own.Count > 0 ? own : secretariat
                      from initiative in department
                      group initiative by officer.Account;
        var due = EraDate.Of(running.Due(month));
        foreach (var letter in letters)
            await messages.Send(db, new Message($"plan {key} {letter.Key:N}", letter.Key, null, overdue ? $"{month.Words}の報告の期限が過ぎています" : $"{month.Words}の進み具合を報告してください",
                $"推進計画の次の事業で、{month.Words}の報告がまだありません。{(overdue ? $"期限は{due}でした。" : $"{due}までに報告してください。")}1つの事業に2分ほどで書けます。\n\n{string.Join('\n', letter.Select(i => $"・{i.Code} {i.Title}"))}", ProgressDesk.Url), ct);
    }
}
