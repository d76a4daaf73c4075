using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Assets;

/// <summary>貸出し: a thing is with an officer until a day. One thing is lent once at a time.</summary>
public sealed class Loan
{
    public required Guid Id { get; init; }
    public required string Register { get; init; }
    public required Guid Asset { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }

    /// <summary>Whose thing it is.</summary>
    public required string Department { get; init; }

    /// <summary>The account of who has it, and the name by which it was lent.</summary>
    public required Guid To { get; init; }
    public required string Borrower { get; init; }
    public required DateOnly Due { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? ReturnedAt { get; private set; }
    public Guid? ReturnedTo { get; private set; }

    /// <summary>The post of who has it ended on that day: it is to be handed back at once.</summary>
    public DateOnly? LeftOn { get; private set; }

    public void Return(Guid to, DateTimeOffset at)
    {
        if (ReturnedAt is not null) throw new Rule("", "この貸出しは、もう返されています。");
        (ReturnedAt, ReturnedTo) = (at, to);
    }

    public void Left(DateOnly on) => LeftOn ??= on;

    internal sealed class Map : IEntityTypeConfiguration<Loan>
    {
        public void Configure(EntityTypeBuilder<Loan> b)
        {
            b.ToTable("assets_loans");
            b.Property(x => x.Register).HasMaxLength(40);
            b.Property(x => x.Code).HasMaxLength(40);
            b.Property(x => x.Name).HasMaxLength(200);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Borrower).HasMaxLength(100);
            b.HasIndex(x => x.Asset).IsUnique().HasFilter("\"ReturnedAt\" IS NULL")
                .Says("", "これは、もう貸してあります。画面を開き直してください。");
            b.HasIndex(x => new { x.Department, x.Due });
        }
    }
}

/// <summary>What is lent waits for its return, and at once where the post of who has it ended.</summary>
sealed class LoanTasks : TaskSource<Loan>
{
    protected override Guid Cause(Loan loan) => loan.Id;

    protected override Task<TaskWish?> Wish(CityDb db, Loan loan, CancellationToken ct) =>
        Task.FromResult(loan.ReturnedAt is not null ? null
        : new TaskWish(TaskKind.Finish,
            $"返してもらう：{loan.Name}（{loan.Code}）{(loan.LeftOn is null ? "" : "　借りた人の職が終わりました")}",
            Things.Url(loan.Register, loan.Asset))
        {
            Department = loan.Department, Power = AssetsModule.Keep, Due = loan.LeftOn ?? loan.Due, From =
            loan.LeftOn ?? loan.Due.AddDays(-7)
        });
}

/// <summary>Each morning: who holds no post any more hands back what they have.</summary>
sealed class LoansOfLeavers(IStaff staff) : IJob
{
    public string Code => "assets.leavers";
    public string Label => "職が終わった職員が借りているものを、返してもらう仕事にする";
    public When When => When.Daily(new(6, 30));

    public async Task Do(CityDb db, Due due, CancellationToken ct)
    {
        var loans = await db.Set<Loan>().AsTracking().Where(l => l.ReturnedAt == null && l.LeftOn == null).ToListAsync(ct);
        var day = due.Now.Day();
        var here = await staff.Faces(db, [.. loans.Select(l => l.To).Distinct()], day, ct);
        foreach (var loan in loans.Where(l => !here.TryGetValue(l.To, out var face) || face.Post.Length == 0)) loan.Left(day);
    }
}
