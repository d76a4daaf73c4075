using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Staff;
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
/// Writes to the officers who may report: on the city's day of the month about what is missing, and once more when it is overdue. A
/// department in which nobody may report is the secretariat's: it hears of it instead.
/// </summary>
sealed class Remind(Library library, CityProfile city, Running running, IStaff staff, IMessages messages) : IJob
{
    public string Code => "plan.remind";
    public string Label => "推進計画の報告と、会議の決定の期限を知らせる";

    public async Task Do(CityDb db, Due due, CancellationToken ct)
    {
        await Reports(db, due.Now, ct);
        await Resolutions(db, due.Now, ct);
    }

    /// <summary>A week before a decision's last day, and once it has passed.</summary>
    async Task Resolutions(CityDb db, DateTimeOffset now, CancellationToken ct)
    {
        var (today, soon) = (now.Day(), now.Day().AddDays(7));
        var due = (await CommitteeDesk.Waiting(db).Where(r => r.Due <= soon).OrderBy(r => r.Due).Take(200).ToListAsync(ct))
            .ConvertAll(r => (Resolution: r, Key: $"resolution {r.Id:N} {(r.IsOverdue(today) ? "overdue" : "due")}"));
        var keys = due.ConvertAll(d => d.Key);
        var told = due.Count == 0 ? [] : await db.Set<Reminder>().Where(r => keys.Contains(r.Key)).Select(r => r.Key).ToListAsync(ct);
        if (due.Count == told.Count) return;
        var offices = await Offices(db, today, ct);
        foreach (var (resolution, key) in due.Where(d => !told.Contains(d.Key)))
        {
            db.Append(new Reminder { Key = key, At = now });
            foreach (var officer in offices(resolution.Department))
                await messages.Send(db, new Message($"plan {key} {officer:N}", officer, null, resolution.IsOverdue(today)
                    ? "会議で決まったことの期限が過ぎています" : "会議で決まったことの期限が近づいています",
                    $"期限：{EraDate.Of(resolution.Due)}\n担当：{staff.DepartmentName(resolution.Department, today)}\n\n{resolution.Text}\n\n済んでいれば、済んだと報告してください。", ShowMeeting.Url(resolution.Meeting)), ct);
        }
    }

    /// <summary>Who is written to for a department: who may report there, else the secretariat.</summary>
    async Task<Func<string?, IEnumerable<Guid>>> Offices(CityDb db, DateOnly today, CancellationToken ct)
    {
        var (reporters, secretariat) =
            (await staff.Holding(db, PlanModule.Reporting.Code, today, ct), await staff.Holding(db, PlanModule.Write.Code, today, ct));
        return department => (reporters.Where(o => o.Department == department).ToList() is { Count: > 0 } own ? own : secretariat)
            .Select(o => o.Account);
    }

    async Task Reports(CityDb db, DateTimeOffset now, CancellationToken ct)
    {
        var (today, month) = (now.Day(), Month.Of(now));
        if (today.Day < running.RemindOn) return;
        var overdue = today > running.Due(month);
        var key = $"report {month} {(overdue ? "overdue" : "due")}";
        if (await db.Set<Reminder>().AnyAsync(r => r.Key == key, ct) || await library.Current(db, ct) is not var (_, plan)) return;
        db.Append(new Reminder { Key = key, At = now });
        var done = await db.Set<Report>().Where(r => r.Month == month.Number).Select(r => r.Initiative).Distinct().ToListAsync(ct);
        var missing = plan.Initiatives.Where(i => !done.Contains(i.Code)).Select(i => (Initiative: i, Owner: Owner.Of(i, plan.Book, city)));
        var offices = await Offices(db, today, ct);
        var letters = from one in missing from officer in offices(one.Owner.Department) group one by officer;
        var due = EraDate.Of(running.Due(month));
        foreach (var letter in letters)
            await messages.Send(db, new Message($"plan {key} {letter.Key:N}", letter.Key, null, overdue ? $"{month.Words}の報告の期限が過ぎています"
                : $"{month.Words}の進み具合を報告してください",
                $"推進計画の次の事業で、{month.Words}の報告がまだありません。{(overdue ? $"期限は{due}でした。" : $"{due}までに報告してください。")}1つの事業に2分ほどで書けます。\n\n{string.Join('\n', letter.Select(o => $"・{o.Initiative.Code} {o.Initiative.Title}（{o.Owner.Name}）"))}", ProgressDesk.Url), ct);
    }
}
