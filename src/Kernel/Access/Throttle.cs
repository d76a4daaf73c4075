using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kernel;

/// <summary>A count of tries: at an account, a device, an address; or how often something was asked for from one address within an
/// hour. The row names nobody.</summary>
public sealed class Attempts
{
    public required string Key { get; init; }
    public int Failures { get; set; }
    public DateTimeOffset LastAt { get; set; }

    /// <summary>It counts at an account that there is, and stays until a success; all others run out.</summary>
    public bool Kept { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Attempts>
    {
        public void Configure(EntityTypeBuilder<Attempts> b)
        {
            b.ToTable("kernel_attempts");
            b.HasKey(x => x.Key);
            b.Property(x => x.Key).HasMaxLength(64).IsKeyedHash("attempts", Dropped.Row, where: "NOT \"Kept\"");
        }
    }
}

/// <summary>What a try is counted by: the account (or the name that no account has), what is tried, the device when it is known, and a
/// mailed code that lifts the wait.</summary>
/// <param name="Account">Key of the count that all unknown devices share.</param>
/// <param name="Kept">There is such an account.</param>
public sealed record Try(ActorKind Kind, string Account, bool Kept, string Factor, Guid? Device = null, Guid? Lift = null);

/// <summary>
/// Slows down who guesses, and nobody else. A device that has signed in before has a count of its own; all others share one per account
/// and one per address.
/// Names that no account has are counted and answered in the same way.
/// </summary>
public sealed class Throttle(MasterKey key, Devices devices, Tickets tickets, TimeProvider clock)
{
    public const string Password = "password", SecondFactor = "second";
    const string LiftPurpose = "lift";
    static readonly TimeSpan Window = TimeSpan.FromHours(1), LiftGood = TimeSpan.FromMinutes(10);
    static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    sealed record Lifted(string Name, Guid Id);

    /// <summary>A try at the door.</summary>
    /// <param name="account">The account of that name; default when there is none.</param>
    /// <param name="password">How often its password was changed (<see cref="Credential.PasswordChanges"/>).</param>
    /// <param name="lift">What <see cref="Lift"/> gave for this name.</param>
    public Try Of(Look look, ActorKind kind, Guid account, string name, int password, string factor, string? lift = null) =>
        new(kind,
        account != default ? account.ToString("N") : Hash($"name:{kind}:{SignInName.Fold(name)}"), account != default, factor,
        devices.Known(look.Http, kind, account, password, whole: factor != Password),
        tickets.Read<Lifted>(LiftPurpose, lift) is { } l && l.Name == Hash(SignInName.Fold(name)) ? l.Id : null);

    /// <summary>A try of somebody who is signed in: what others try at the account does not touch it.</summary>
    public static Try Of(Actor actor) => new(actor.Kind, $"{actor.Account:N}", true, Password, actor.Session);

    /// <summary>Whoever reads the mailbox of this name may try once without waiting.</summary>
    public string Lift(string name) => tickets.Make(LiftPurpose, new Lifted(Hash(SignInName.Fold(name)), clock.NewId()), LiftGood);

    /// <summary>The sentence that says how long to wait, or null when a try is free now.</summary>
    public async Task<Rule?> Wait(Look look, Try t)
    {
        var (db, http, ct) = (look.Db, look.Http, look.Stop);
        var now = clock.GetUtcNow();
        if (await OfDevice(db, t, ct) is { } device) return device.Wait(now) is { Ticks: > 0 } own ? Later(own, known: true) : null;
        var account = Wrong(await Find(db, AccountKey(t.Account, t.Factor), ct));
        if (account.Shut) return Shut(t.Kind);
        if (await LiftKey(db, t, ct) is not null) return null;
        var (atAccount, atAddress) = (account.Wait(now), Many(await Find(db, AddressKey(http), ct)).Wait(now));
        var wait = atAccount > atAddress ? atAccount : atAddress;
        return wait > TimeSpan.Zero ? Later(wait, known: false) : null;
    }

    public async Task Failed(Look look, Try t)
    {
        var (db, http, ct) = (look.Db, look.Http, look.Stop);
        var now = clock.GetUtcNow();
        if (await OfDevice(db, t, ct) is { } device)
        {
            await Note(db, DeviceKey(t), device.OneMore(now), kept: false, ct);
            return;
        }
        var (id, line, share) = (AccountKey(t.Account, t.Factor), AddressKey(http), ShareKey(t.Account, http));
        await Note(db, id, Wrong(await Find(db, id, ct)).OneMore(now), t.Kept, ct);
        await Note(db, line, Many(await Find(db, line, ct)).OneMore(now), ct);
        await Note(db, share, Many(await Find(db, share, ct)).OneMore(now), ct);
        if (await LiftKey(db, t, ct) is { } lift) db.Add(new UsedChallenge { Hash = lift, At = now });
    }

    /// <summary>The account proved itself: its counts are forgotten, and at this address what it had tried there. Others' tries
    /// stay.</summary>
    /// <param name="factors">Which counts: all of them, or only the password's when the second factor was not proven.</param>
    public async Task Succeeded(Look look, Guid account, params IReadOnlyList<string> factors)
    {
        var (db, http, ct) = (look.Db, look.Http, look.Stop);
        var (now, id) = (clock.GetUtcNow(), account.ToString("N"));
        await Forget(db, account, ct, factors);
        var (line, share) = (AddressKey(http), ShareKey(id, http));
        if (await Find(db, share, ct) is not { } own) return;
        await Note(db, line, Many(await Find(db, line, ct)).Without(Many(own).At(now).Number, now), ct);
        db.Remove(own);
    }

    /// <summary>Forgets what was tried at an account that proved itself, or that there is no longer.</summary>
    public static async Task Forget(CityDb db, Guid account, CancellationToken ct, params IReadOnlyList<string> factors)
    {
        string[] own = [.. factors.Select(factor => AccountKey(account.ToString("N"), factor))];
        db.RemoveRange(await db.Set<Attempts>().AsTracking().Where(a => own.Contains(a.Key)).ToListAsync(ct));
    }

    /// <inheritdoc cref="Often(CityDb, string, int, Text, HttpContext, CancellationToken)"/>
    public Task Often(Look look, string what, int most, Text sentence) => Often(look.Db, what, most, sentence, look.Http, look.Stop);

    /// <summary>Counts what anybody may ask for without being known: so often within an hour from one address.</summary>
    /// <exception cref="Rule">It was too often; the sentence goes on with how long to wait.</exception>
    public async Task Often(CityDb db, string what, int most, Text sentence, HttpContext http, CancellationToken ct)
    {
        var (id, now) = (AddressKey(http, what), clock.GetUtcNow());
        var row = await db.Set<Attempts>().AsTracking().FirstOrDefaultAsync(a => a.Key == id, ct);
        if (row is null) db.Add(row = new Attempts { Key = id, LastAt = now });
        else if (now - row.LastAt >= Window) (row.Failures, row.LastAt) = (0, now); // LastAt is here when the hour began
        if (row.Failures >= most) throw new Rule("", TryAgain(sentence, Math.Ceiling((row.LastAt + Window - now).TotalMinutes)));
        row.Failures++;
    }

    static Text TryAgain(Text why, double minutes) =>
        new($"{why}{minutes:0}分ほど待ってから、もう一度お試しください。", $"{why.In("easy")}{minutes:0}分 まって、もういちど して ください。",
        $"{why.In("en")} Please wait about {minutes:0} minutes and try again.");

    /// <summary>Clears the counts that have run out. At an account that there is they stay; a device and a name that nobody has are
    /// remembered as long as a device cookie lives.</summary>
    public static async Task Sweep(CityDb db, DateTimeOffset now, CancellationToken ct)
    {
        var (day, season) = (now - Memory, now - Devices.Good);
        await db.Set<Attempts>().Where(a => !a.Kept && (a.LastAt < season || (a.LastAt < day && !a.Key.Contains(":"))))
            .ExecuteDeleteAsync(ct);
    }

    /// <summary>The count of a known device; null when the device is unknown, or has guessed so often that it is taken for a
    /// stranger's.</summary>
    static async Task<WrongTries?> OfDevice(CityDb db, Try t, CancellationToken ct) =>
        t.Device is not null && Wrong(await Find(db, DeviceKey(t), ct)) is { Shut: false } count ? count : null;

    /// <summary>The mark of a lift that was not used up yet; null when there is none.</summary>
    static async Task<string?> LiftKey(CityDb db, Try t, CancellationToken ct)
    {
        if (t.Lift is not { } id) return null;
        var mark = "lift:" + id.ToString("N");
        return await db.Set<UsedChallenge>().AnyAsync(u => u.Hash == mark, ct) ? null : mark;
    }

    static Task<Attempts?> Find(CityDb db, string id, CancellationToken ct) =>
        db.Set<Attempts>().AsTracking().FirstOrDefaultAsync(a => a.Key == id, ct);
    static WrongTries Wrong(Attempts? row) => row is null ? default : new(row.Failures, row.LastAt);
    static Crowd Many(Attempts? row) => row is null ? default : new(row.Failures, row.LastAt);
    static Task Note(CityDb db, string id, Crowd count, CancellationToken ct) =>
        Note(db, id, new WrongTries(count.Number, count.Since), kept: false, ct);

    static async Task Note(CityDb db, string id, WrongTries count, bool kept, CancellationToken ct)
    {
        var row = await Find(db, id, ct);
        if (row is null) db.Add(row = new Attempts { Key = id, Kept = kept });
        (row.Failures, row.LastAt) = (count.Number, count.LastAt);
    }

    static Rule Later(TimeSpan wait, bool known)
    {
        var (number, minutes) = wait.TotalMinutes > 1 ? (Math.Ceiling(wait.TotalMinutes), true) : (Math.Ceiling(wait.TotalSeconds), false);
        var time = $"{number:0}{(minutes ? "分" : "秒")}";
        return new Rule("", new Text(
            $"間違いが続いたため、いまは受け付けられません。{time}ほど待ってから、もう一度お試しください。{(known ? "" : "前にサインインした端末やパスキーなら、待たずに入れます。")}",
            $"まちがいが おおいので、いまは できません。{time} まって、もういちど して ください。",
            $"There were too many wrong tries. Please wait about {number:0} {(minutes ? "minutes" : "seconds")} and try again.{(known ? "" : " A device that you signed in with before, or a passkey, lets you in without waiting.")}"));
    }

    static Rule Shut(ActorKind kind) => new("", new Text("間違いがたいへん多く続いたため、はじめて使う端末からは受け付けていません。前にサインインした端末か、パスキーでサインインしてください。" +
        (kind is ActorKind.Officer ? "どちらもないときは、職員の登録を受け持つ課に連絡してください。" : "どちらもないときは、「パスワードを忘れた方」から新しいパスワードを決めてください。"),
        "まちがいが とても おおいので、あたらしい スマホや パソコンからは できません。まえに つかった ものか、パスキーを つかって ください。",
        "There were so many wrong tries that no new device is let in. Use a device that you signed in with before, or a passkey; or set a new password with “I forgot my password”."));

    // Whose account it is needs no hash: the id is the account's own, in this database. A typed name is only kept as a keyed hash.
    static string AccountKey(string account, string factor) => $"account:{account[..32]}:{factor}";
    static string DeviceKey(Try t) => $"device:{t.Device:N}";
    string ShareKey(string account, HttpContext http) => AddressKey(http, account);
    string Hash(string text) => key.Blind(text, "attempts");

    string AddressKey(HttpContext http, string what = "") => Hash($"address:{what}{NetworkAddress.Home(http)}");
}
