using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>Who may be the second person, and what happens once they agreed.</summary>
sealed class Second(CityProfile city, PostPowers powers, IStaff staff, IMessages messages, MasterKey key, TimeProvider clock)
{
    /// <summary>Why this officer cannot be the second person; null when they can: they hold the power already (with their post, in that
    /// department, not lower), or may confirm all.</summary>
    public async Task<string?> Bars(PowerChange change, Look look)
    {
        var actor = look.Actor;
        if (change.Bars(look.Me) is { } why) return why;
        if (change.Wish.Gains is { } gains && gains.Any(g => actor.Posts.Contains(g.Post)) || change.Wish.Deciders is { } deciders
            && deciders.Any(d => d.Posts.Any(p => actor.Posts.Any(own => Fits(p, own)))))
            return "自分の職の権限が増える内容は、ほかの人が確認します。";
        if (actor.Can(StaffModule.CanConfirm) || await Covers(change, look)) return null;
        return "確認できるのは、この権限をすでに持っている人か、権限の変更を確認できる職の人です。";
    }

    // A star stands for the post of every department.
    static bool Fits(string written, string post) =>
        written == post || written.StartsWith('*') && post.EndsWith(written[1..], StringComparison.Ordinal);

    /// <summary>Whether it lies in this officer's office to know of it.</summary>
    public async Task<bool> Sees(PowerChange change, Look look) =>
        look.Me == change.By || look.Me == change.CheckedBy || look.Actor.Can(StaffModule.CanManage)
            || look.Actor.Can(StaffModule.CanConfirm) || await Covers(change, look);

    async Task<bool> Covers(PowerChange change, Look look)
    {
        var (wish, actor, today) = (change.Wish, look.Actor, look.Today);
        return change.Kind switch
        {
            PowerKind.Files => wish.Deciders is null or [] && wish.Gains is { Count: > 0 } gains
                && gains.All(g => powers.Cover(actor.Posts, g.Department, g.Rank,
                    powers.Of([g.Post], g.From > today ? g.From.Value : today).Concat(g.Permissions), today)),
            PowerKind.Post => powers.Cover(actor.Posts, wish.Department, wish.Rank ?? 0, wish.Permissions ?? [], today),
            _ => await Given(look.Db, change, look.Stop) is { Count: > 0 } posts
                && posts.All(p => powers.Cover(actor.Posts, p, From(change), today)),
        };
    }

    /// <summary>The first day on which it gives something.</summary>
    public DateOnly From(PowerChange change) => clock.Today() is var today && change.Wish.From > today ? change.Wish.From.Value : today;

    /// <summary>The posts whose powers come with it: the one that is given, else all that the person has or will have.</summary>
    public async Task<IReadOnlyList<string>> Given(CityDb db, PowerChange change, CancellationToken ct)
    {
        if (change.Kind is PowerKind.Post or PowerKind.Files) return [];
        if (change.Wish.Post is { } post) return [post];
        if (held is not null) return [.. held[change.Officer ?? default].Distinct()];
        var today = clock.Today();
        return await db.Set<PostHolding>().Where(h => h.Officer == change.Officer && (h.Until == null || h.Until >= today))
            .Select(h => h.Post).Distinct().ToListAsync(ct);
    }

    /// <summary>Puts it to a second person; whom it is about hears of it at once.</summary>
    public async Task Ask(CityDb db, PowerChange change, Journal journal, CancellationToken ct)
    {
        db.Add(change);
        journal.About(PowerChange.Record, change.Id).Fact("kind", change.Kind.ToString());
        if (change.Officer is not { } officer) return;
        journal.Fact("officer", officer.ToString("N"));
        await Tell(db, change, officer, "asked", Me.Url, "あなたの権限についての申し出がありました",
            $"{await InWords(db, change, ct)}\n\n別の職員が確認すると、このとおりになります。心当たりのないときは、職員の登録を受け持つ課にすぐに連絡してください。", ct);
    }

    /// <summary>Does what was asked for. The second half of the link, when it makes one: for the second person to hand over.</summary>
    /// <exception cref="Rule">what has changed since does not allow it.</exception>
    public async Task<string?> CarryOut(CityDb db, PowerChange change, CancellationToken ct)
    {
        var (wish, now) = (change.Wish, clock.GetUtcNow());
        switch (change.Kind)
        {
            case PowerKind.Officer:
                var added = new Officer
                {
                    Id = clock.NewId(), Login = wish.Login ?? "", Name = wish.Name ?? "", Kana = wish.Kana ?? "",
                    Mail = wish.Mail, Department = wish.Department ?? "", AddedAt = now
                };
                db.Add(added);
                if (wish.Post is { } first)
                    db.Add(new PostHolding
                    {
                        Id = clock.NewId(), Officer = added.Id, Post = first, From = clock.Today(),
                        GivenBy = change.By, GivenAt = now
                    });
                return await Link(db, change, added, ct);
            case PowerKind.Link:
                var known = await Found(db, change, ct);
                await OwnAccessRoutes.Reset(db, known.Id, clock, ct);
                return await Link(db, change, known, ct);
            case PowerKind.Holding:
                await PostHolding.Free(db, change.Officer ?? throw new NotHere(), wish.Post ?? "", wish.From ?? default, wish.Until, ct);
                if (city.Post(wish.Post ?? "", wish.From ?? default) is not { } post || !post.CountsOn(wish.From ?? default))
                    throw new Rule("", "この職は、その日にはありません。申し出を取り下げて、選び直してください。");
                var holding = new PostHolding
                {
                    Id = clock.NewId(), Officer = change.Officer ?? throw new NotHere(), Post = post.Code,
                    From = wish.From ?? default, GivenBy = change.By, GivenAt = now
                };
                if ((post.Until < wish.Until ? post.Until : wish.Until ?? post.Until) is { } end) holding.End(end, change.By, now);
                db.Add(holding);
                break;
            case PowerKind.Mail:
                var moved = await Found(db, change, ct);
                if (moved.Mail is { } old)
                    await messages.Send(db, new Message($"staff.{change.Id:N}.old", null, old, "職員の登録のメールアドレスが変わりました",
                    "心当たりのないときは、職員の登録を受け持つ課にすぐに連絡してください。"), ct);
                moved.Mail = wish.Mail;
                break;
            case PowerKind.Return:
                (await Found(db, change, ct)).LeftOn = wish.Until;
                break;
            case PowerKind.Post:
                var serial = await Counter.Next(db, "staff:posts", ct);
                var made = new OfficePost
                {
                    Code = $"{wish.Department ?? "city"}.{serial}", Title = wish.Title ?? "",
                    FromFiles = false, From = wish.From, MadeBy = change.By,
                    Version = await OfficePost.Next(db, ct)
                };
                made.Terms.Add(new PostTerm
                {
                    Post = made.Code, Since = DateOnly.MinValue, Department = wish.Department, Rank = wish.Rank ?? 0
                }.Give(wish.Permissions ?? []));
                if (wish.Until is { } last) made.End(last, change.By);
                db.Add(made);
                break;
            case PowerKind.Files:
                var (version, today) = (await OfficePost.Next(db, ct), clock.Today());
                // What was to end before anybody agreed gives nothing any more, and nothing is given for days gone by.
                foreach (var gain in (wish.Gains ?? []).Where(g => !(g.Until < today)))
                {
                    var row = await db.Set<OfficePost>().Include(p => p.Terms).AsTracking()
                        .FirstOrDefaultAsync(p => p.Code == gain.Post, ct) ?? throw new NotHere();
                    row.Change(gain.From > today ? gain.From.Value : today, gain.Until,
                        t => (t.Give(t.Powers.Union(gain.Permissions)).Department, t.Rank) = (gain.Department, gain.Rank));
                    row.Version = version;
                }
                foreach (var missing in await DecidingPost.Missing(db, wish.Deciders ?? [], ct))
                    db.AddRange(missing.Posts.Select(post => new DecidingPost { Source = missing.Source, Post = post, Since = now }));
                break;
        }
        return null;
    }

    /// <summary>Tells whom it is about and who asked what came of it.</summary>
    public async Task Tell(CityDb db, PowerChange change, CancellationToken ct)
    {
        var words = await InWords(db, change, ct);
        if (change.Officer is { } officer && change.Agreed is true)
            await Tell(db, change, officer, "done", Me.Url, "あなたの権限が変わりました",
                $"{words}\n\n心当たりのないときは、職員の登録を受け持つ課にすぐに連絡してください。", ct);
        if (change.By is { } by && by != change.CheckedBy)
            await Tell(db, change, by, "answer", ShowChange.Url(change.Id),
                change.Agreed is true ? "申し出たことが確認されました" : "申し出たことは認められませんでした",
                $"{words}{(change.Remark is { } remark ? $"\n\n理由：{remark}" : "")}", ct);
    }

    /// <summary>Whoever could have been the second person hears of what was done on the machine.</summary>
    public async Task TellHolders(CityDb db, Guid key, string words, CancellationToken ct)
    {
        var holders = (await staff.Holding(db, StaffModule.CanConfirm.Code, clock.Today(), ct))
            .Concat(await staff.Holding(db, StaffModule.CanManage.Code, clock.Today(), ct)).Select(h => h.Account).Distinct().ToList();
        var mails = await db.Set<Officer>().Where(o => holders.Contains(o.Id)).Select(o => new { o.Id, o.Mail }).ToListAsync(ct);
        foreach (var holder in mails)
            await messages.Send(db, new Message($"staff.{key:N}.{holder.Id:N}", holder.Id, holder.Mail,
                "サーバーの命令で職員の権限が変わりました",
                $"{words}\n\nサーバーの命令は、二人目の確認なしに行えます。心当たりのないときは、すぐに調べてください。",
                Officers.Url), ct);
    }

    /// <summary>Asks once for the names and posts of all whom a list of changes is about.</summary>
    public async Task Know(CityDb db, IReadOnlyCollection<PowerChange> changes, CancellationToken ct)
    {
        var (today, about) = (clock.Today(), changes.Select(c => c.Officer).OfType<Guid>().Distinct().ToList());
        faces = await staff.Faces(db, about, today, ct);
        held = (await db.Set<PostHolding>().Where(h => about.Contains(h.Officer) && (h.Until == null || h.Until >= today))
            .Select(h => new { h.Officer, h.Post }).ToListAsync(ct)).ToLookup(h => h.Officer, h => h.Post);
    }

    IReadOnlyDictionary<Guid, OfficerFace>? faces;
    ILookup<Guid, string>? held;

    /// <summary>What it is, in words that the page and the letters share.</summary>
    public async Task<string> InWords(CityDb db, PowerChange change, CancellationToken ct)
    {
        var wish = change.Wish;
        var name = wish.Name ?? (change.Officer is { } id ? (faces ?? await staff.Faces(db, [id], clock.Today(), ct)).NameOf(id) : "");
        var post = wish.Post is { } code ? staff.PostTitle(code, clock.Today()) : "";
        string Titles(IEnumerable<string> posts) => string.Join("、", posts.Select(p => $"「{staff.PostTitle(p, clock.Today())}」"));
        return change.Kind switch
        {
            PowerKind.Officer => $"{name}さんを登録する（ログイン名：{wish.Login}、職：{(post.Length > 0 ? post : "なし")}、メール：{wish.Mail ?? "なし"}）",
            PowerKind.Holding => $"{name}さんに「{post}」の職を割り当てる（{EraDate.Of(wish.From ?? default)}から{(wish.Until is { } until ? EraDate.Of(until) + "まで" : "")}）",
            PowerKind.Link => $"{name}さんのパスワード、認証アプリ、パスキーを失効させて、設定用のリンクを作り直す",
            PowerKind.Mail => $"{name}さんのメールアドレスを{(wish.Mail is { } mail ? $" {mail} に変える" : "なくす")}",
            PowerKind.Return => $"{name}さんの退職の記録を{(wish.Until is { } last ? $"、{EraDate.Of(last)}までの在職に改める" : "取り消す")}",
            PowerKind.Post => $"「{wish.Title}」の職を新しく作る（{(wish.Department is { } department ? staff.DepartmentName(department, clock.Today()) : "課に属さない")}、{EraDate.Of(wish.From ?? default)}から）",
            _ => "新しい設定ファイルによって、" + string.Join("、", (string[])
            [
                .. (wish.Gains ?? []).GroupBy(g => g.From > clock.Today() ? g.From : null).OrderBy(g => g.Key ?? DateOnly.MinValue)
                    .Select(g => $"{(g.Key is { } day ? $"{EraDate.Of(day)}から" : "")}{Titles(g.Select(x => x.Post).Distinct())}の職の権限を増やす"),
                .. (wish.Deciders ?? []).Select(d => $"「{d.Title}」を{Titles(d.Posts)}が決裁する"),
            ]),
        };
    }

    async Task<string> Link(CityDb db, PowerChange change, Officer officer, CancellationToken ct)
    {
        var (first, second) = (officer.Mail is null ? null : WelcomeLink.Half(), WelcomeLink.Number());
        var half = first is null ? change.FirstHalf ?? throw new Rule("",
            "メールアドレスがなくなりました。申し出を取り下げて、もう一度申し出てください。") : Doors.Hash(first);
        await WelcomeLink.Make(db, clock, officer.Id, change.CheckedBy, WelcomeLink.HashOf(half, second, key), ct);
        if (first is not null)
            await messages.Send(db, new Message($"staff.{change.Id:N}.link", null, officer.Mail, "職員の画面を使う準備をしてください",
                $"ログイン名は「{officer.Login}」です。3日のうちに、下のページを開いてください。このとき、別の職員が直接お伝えする番号も要ります。", WelcomeLink.BeginUrl(first)), ct);
        return second;
    }

    static async Task<Officer> Found(CityDb db, PowerChange change, CancellationToken ct) =>
        await db.Set<Officer>().AsTracking().FirstOrDefaultAsync(o => o.Id == change.Officer, ct) ?? throw new NotHere();

    async Task Tell(CityDb db, PowerChange change, Guid officer, string what, string url, string subject, string text,
        CancellationToken ct) =>
        await messages.Send(db, new Message($"staff.{change.Id:N}.{what}", officer, await db.Set<Officer>().Where(o => o.Id == officer)
            .Select(o => o.Mail).FirstOrDefaultAsync(ct), subject, text, url), ct);
}
