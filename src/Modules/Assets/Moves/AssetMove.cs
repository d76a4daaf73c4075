using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Assets;

public enum MoveKind { [Label("ほかの課に移す（所管替え）")] Transfer, [Label("不用にする（不用決定）")] Disposal }

/// <summary>所管替え or 不用決定 of a thing: put to the city's route, and carried out by its decision.</summary>
public sealed class AssetMove
{
    public const string Subject = "assets.move";

    public required Guid Id { get; init; }
    public required MoveKind Kind { get; init; }
    public required string Register { get; init; }
    public required Guid Asset { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string From { get; init; }

    /// <summary>The department that gets it; null where it is given up.</summary>
    public string? To { get; init; }
    public required string Reason { get; init; }

    /// <summary>What becomes of a thing that is given up: sold, thrown away, data erased.</summary>
    public string? Way { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }
    public Guid? Approval { get; set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public bool Done { get; private set; }

    public string Words => Kind is MoveKind.Transfer ? "所管替え" : "不用決定";

    public void End(bool done, DateTimeOffset at) => (EndedAt, Done) = (at, done);

    internal sealed class Map : IEntityTypeConfiguration<AssetMove>
    {
        public void Configure(EntityTypeBuilder<AssetMove> b)
        {
            b.ToTable("assets_moves");
            b.Property(x => x.Register).HasMaxLength(40);
            b.Property(x => x.Code).HasMaxLength(40);
            b.Property(x => x.Name).HasMaxLength(200);
            b.Property(x => x.From).HasMaxLength(80);
            b.Property(x => x.To).HasMaxLength(80);
            b.Property(x => x.Reason).HasMaxLength(300);
            b.Property(x => x.Way).HasMaxLength(300);
            b.Ignore(x => x.Words);
            b.HasIndex(x => x.Asset).IsUnique().HasFilter("\"EndedAt\" IS NULL")
                .Says("", "これについては、もう決裁に回しています。画面を開き直してください。");
        }
    }
}

/// <summary>What deciders read.</summary>
sealed class MovePaper(CityProfile city, TimeProvider clock) : ISubjectPaper
{
    public string SubjectKind => AssetMove.Subject;

    public async Task<CasePaper?> Show(CityDb db, Guid subject, Actor actor, CancellationToken ct)
    {
        if (await db.Set<AssetMove>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == subject, ct) is not { } move) return null;
        string Name(string code) => city.Department(code, clock.Today())?.Name ?? code;
        List<CaseRow> rows = [new("番号", move.Code), new("品名", move.Name), new("今の課", Name(move.From))];
        if (move.To is { } to) rows.Add(new("移す先の課", Name(to)));
        if (move.Way is { } way) rows.Add(new("処分のしかた", way));
        rows.Add(new("理由", move.Reason));
        return new($"{move.Name}（{move.Code}）の{move.Words}", move.Kind is MoveKind.Transfer ? "次のとおり、所管を替える。"
            : "次のものを、不用とする。",
            [new(move.Words, rows)], [], []);
    }

    public Task<string> Version(CityDb db, Guid subject, CancellationToken ct) => Task.FromResult("1");
}

/// <summary>Carries the decision out in its turn, and tells who drafted.</summary>
sealed class MoveOutcome(EquipmentRegister equipment, MachineRegister machines, IMessages messages, TimeProvider clock)
    : IHear<Decided>, IHear<Remanded>, IHear<Ended>
{
    public static readonly Deed Done = new("assets.moved", "備品や機器の所管替え・不用決定が決裁された"), Back =
        new("assets.move-back", "備品や機器の所管替え・不用決定が差し戻された");

    public async Task Hear(Decided said, CityDb db, CancellationToken ct)
    {
        if (await Find(said.SubjectKind, said.SubjectId, db, ct) is not { } move) return;
        if (move.Register == Things.Equipment) await Carry(equipment, move, said.Decider.Account, db, ct);
        else await Carry(machines, move, said.Decider.Account, db, ct);
        await End(move, true, said.Decider, Done, "台帳に書きました。", db, ct);
    }

    public Task Hear(Ended said, CityDb db, CancellationToken ct) => Hear(said.SentBack, db, ct);

    public async Task Hear(Remanded said, CityDb db, CancellationToken ct)
    {
        if (await Find(said.SubjectKind, said.SubjectId, db, ct) is { } move)
            await End(move, false, said.Decider, Back, $"理由：{said.Reason}\n\n台帳は変わっていません。直して、もう一度回してください。",
                db, ct);
    }

    static async Task<AssetMove?> Find(string kind, Guid id, CityDb db, CancellationToken ct) => kind != AssetMove.Subject ? null
        : await db.Set<AssetMove>().AsTracking().FirstOrDefaultAsync(m => m.Id == id && m.EndedAt == null, ct);

    async Task Carry<T>(Register<T> register, AssetMove move, Guid by, CityDb db, CancellationToken ct) where T : Asset, new()
    {
        var thing = await db.Set<T>().AsTracking().FirstAsync(x => x.Id == move.Asset, ct);
        if (move.To is { } to) thing.Department = to;
        else thing.EndedOn = clock.Today();
        register.Changed(db, thing, by, $"{move.Words}：{move.Reason}"[..Math.Min(300, move.Words.Length + 1 + move.Reason.Length)]);
        if (move.To is null)
            foreach (var missing in await db.Set<Missing>().AsTracking().Where(m => m.Asset == move.Asset && m.FoundAt == null)
                .ToListAsync(ct))
                missing.Found(clock.GetUtcNow());
    }

    async Task End(AssetMove move, bool done, OfficerFace by, Deed deed, string next, CityDb db, CancellationToken ct)
    {
        move.End(done, clock.GetUtcNow());
        Journal.Note(db, clock, new(ActorKind.Officer, by.Account, by.Name, by.Post, by.Department), deed, AssetMove.Subject, move.Id);
        await messages.Send(db, new Message($"assets move {move.Id:N}", move.By, null, $"{move.Words}のお知らせ",
            $"「{move.Name}」（{move.Code}）\n\n{next}", Things.Url(move.Register, move.Asset)), ct);
    }
}
