using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Staff;
using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Website;

/// <summary>公開: the page first, in this turn; what goes to channels is written down in the same turn and handed over
/// afterwards.</summary>
sealed class Publishing(SiteCache cache, Dispatching dispatching, TimeProvider clock)
{
    /// <summary>The fact of the first time that a page is public: which kind it is.</summary>
    public const string First = "first";

    public async Task Go(CityDb db, SitePage page, Edition edition, CancellationToken ct)
    {
        var (now, content, first) = (clock.GetUtcNow(), edition.Content, page.PublishedAt is null && !page.Drill);
        edition.Publish(now);
        if (page.Live is { } before)
            (await db.Editions().AsTracking().FirstAsync(e => e.Id == before, ct)).Supersede();
        page.Publish(edition, content, now);
        db.RemoveRange(await db.Set<SitePages.TopicOf>().AsTracking().Where(t => t.Page == page.Id && !content.Topics.Contains(t.Topic))
            .ToListAsync(ct));
        var known = await db.Set<SitePages.TopicOf>().Where(t => t.Page == page.Id).Select(t => t.Topic).ToListAsync(ct);
        foreach (var topic in content.Topics.Except(known)) db.Add(new SitePages.TopicOf { Page = page.Id, Topic = topic });
        await Materials.Publish(db, page.Id, content, ct);
        await SiteState.Touch(db, ct);
        cache.Look();
        var said = new Journal().About(SitePage.Subject, page.Id);
        if (first) said.Fact(First, page.Kind.ToString());
        said.Write(db, clock, Actor.Program, WebsiteDeeds.Published);
        await dispatching.Write(db, page, edition, ct);
    }
}

/// <summary>What was decided about an edition is carried out; whoever put it hears how it ended.</summary>
sealed class EditionOutcome(Publishing publishing, IMessages messages, TimeProvider clock) : IHear<Decided>, IHear<Remanded>, IHear<Ended>
{
    public async Task Hear(Decided said, CityDb db, CancellationToken ct)
    {
        if (await Of(said.SubjectKind, said.SubjectId, said.Approval, db, ct) is not var (page, edition)) return;
        var agreed = edition.Approve();
        Note(db, page, said.Decider, agreed ? WebsiteDeeds.Approved : WebsiteDeeds.Returned);
        if (agreed && edition.IsDue(clock.GetUtcNow()) && !edition.IsMissed(clock.GetUtcNow())) await publishing.Go(db, page, edition, ct);
        await Tell(db, page, edition, said.Approval,
            !agreed ? "決裁の後で内容が変わっていたため、公開していません。もう一度決裁に回してください。"
            : edition.State is EditionState.Live ? "決裁が済み、公開しました。" : "決裁が済みました。決めた時刻に公開します。", ct);
    }

    public Task Hear(Ended said, CityDb db, CancellationToken ct) => Hear(said.SentBack, db, ct);

    public async Task Hear(Remanded said, CityDb db, CancellationToken ct)
    {
        if (await Of(said.SubjectKind, said.SubjectId, said.Approval, db, ct) is not var (page, edition)) return;
        edition.Return();
        Note(db, page, said.Decider, WebsiteDeeds.Returned);
        await Tell(db, page, edition, said.Approval,
            $"決裁から戻りました。理由：{said.Reason}\n\n直してから、もう一度決裁に回してください。", ct);
    }

    static async Task<(SitePage Page, Edition Edition)?> Of(string kind, Guid subject, Guid approval, CityDb db, CancellationToken ct)
    {
        if (kind != EditionPaper.Kind) return null;
        var edition = await db.Editions().AsTracking().FirstAsync(e => e.Id == subject, ct);
        if (edition.Approval != approval) return null;
        return (await db.Pages().AsTracking().FirstAsync(p => p.Id == edition.Page, ct), edition);
    }

    void Note(CityDb db, SitePage page, OfficerFace by, Deed deed) => Journal.Note(db, clock,
        new(ActorKind.Officer, by.Account, by.Name, by.Post, by.Department), deed, SitePage.Subject, page.Id);

    async Task Tell(CityDb db, SitePage page, Edition edition, Guid approval, string words, CancellationToken ct)
    {
        if (edition.ProposedBy is { } to)
            await messages.Send(db, new Message($"website {approval:N}", to, null, "ページの決裁のお知らせ",
                $"「{edition.Content.Ja.Title}」\n\n{words}",
                WebsitePaths.Page(page.Id)), ct);
    }
}

/// <summary>The edition as deciders read it: every form of it as its receiver sees it, with its time.</summary>
sealed class EditionPaper(BlockKinds kinds, ToldPages telling, IEnumerable<IChannel> channels, CityProfile city, TimeProvider clock)
    : ISubjectPaper
{
    public const string Kind = "website.edition";
    public string SubjectKind => Kind;

    public async Task<CasePaper?> Show(CityDb db, Guid subject, Actor actor, CancellationToken ct)
    {
        if (await db.Editions().AsNoTracking().FirstOrDefaultAsync(e => e.Id == subject, ct) is not { } edition) return null;
        var page = await db.Pages().AsNoTracking().FirstAsync(p => p.Id == edition.Page, ct);
        var content = edition.Content;
        var told = await telling.Of(db, page, edition, edition.Corrects ? Purpose.Correction : Purpose.Real, ct);
        var sections = new List<CaseSection>
        {
            new("公開", [new("アドレス", page.Url()), new("いつ", edition.PublishAt is { } at ? Language.Japanese.Say(at)
                : "決裁が済んだらすぐ"),
                new("いつまで", page.ExpiresAt is { } end ? Language.Japanese.Say(end) : "決めていません"),
                    new("見直し日", Language.Japanese.Say(page.ReviewOn)),
                .. edition.Corrects ? [new CaseRow("訂正", edition.Correction ?? "")] : Array.Empty<CaseRow>()]),
        };
        foreach (var (l, name) in Language.All.Where(l => l.Language.IsPlain || !content[l.Language.Code].IsEmpty))
        {
            var (wording, place) = (content[l.Code], new BlockPlace(l, city, clock.Today()) { Owner = page.Owner });
            await kinds.Load(wording.Blocks, place, db, ct);
            sections.Add(new($"ページ（{name}）", [new("題", wording.Title), new("要約", wording.Summary),
                .. told.In(l.Code).Facts.Select(f => new CaseRow(f.Label, f.Words)),
                    new("本文", string.Join("\n\n", kinds.Say(wording.Blocks, place)))]));
        }
        foreach (var channel in channels.Where(c => edition.ChannelCodes.Contains(c.Code)))
            sections.Add(new($"発信先：{channel.Label}",
                [new("文", channel.Compose(told, content.Forms.GetValueOrDefault(channel.Code)?.Words).Words)]));
        return new(page.Drill ? $"【訓練】{content.Ja.Title}" : content.Ja.Title, edition.Corrects
            ? "公開中のページを訂正し、間違いを受け取った人に知らせる。" : "この内容で公開する。決裁の後に変えると、もう一度決裁が要る。",
            sections, await Files(db, content, ct), []);
    }

    /// <summary>What it shows beside its words: pictures in their largest width, and files.</summary>
    static async Task<IReadOnlyList<CaseFile>> Files(CityDb db, Content content, CancellationToken ct)
    {
        var shown = (await Materials.Load(db, Materials.In(content), ct)).Values.OrderBy(m => m.Of.At)
            .Select(m => (m.Of, File: m.Largest ?? m.Files.FirstOrDefault())).ToList();
        var ids = shown.Select(s => s.File?.File).OfType<Guid>().ToList();
        var stored = await db.Set<StoredFile>().AsNoTracking().Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, ct);
        return [.. from one in shown where one.File is not null && stored.ContainsKey(one.File.File)
                   let file = stored[one.File.File] select new CaseFile(one.Of.Name, Materials.Office + one.File.Path, file.Type, file.Size)
                   { File = file.Id, Sha256 = file.Hash }];
    }

    public async Task<string> Version(CityDb db, Guid subject, CancellationToken ct) =>
        (await db.Editions().AsNoTracking().FirstAsync(e => e.Id == subject, ct)).Hash();
}

/// <summary>What the clock brings: editions whose time has come, those whose time was missed, pages that are over, and what waits for a
/// channel.</summary>
sealed class SiteRound(IDatabase database, Turns turns, SiteCache cache, TimeProvider clock) : IRound
{
    const int AtOnce = 20;

    public async Task Round(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        List<Guid> due, over;
        await using (var db = database.OpenReader())
        {
            due = await db.Editions().Where(e => e.State == EditionState.Approved && (e.PublishAt == null || e.PublishAt <= now))
                .OrderBy(e => e.PublishAt)
                .Select(e => e.Id).Take(AtOnce).ToListAsync(ct);
            over = await db.Pages().Where(p => p.Ended == null && p.Live != null && p.ExpiresAt != null && p.ExpiresAt <= now)
                .Select(p => p.Id)
                .Take(AtOnce).ToListAsync(ct);
        }
        foreach (var id in due) await turns.Run((services, db, stop) => Publish(services, db, id, stop));
        foreach (var id in over) await turns.Run((_, db, stop) => Expire(db, id, stop));
    }

    async Task<bool> Publish(IServiceProvider services, CityDb db, Guid id, CancellationToken ct)
    {
        var (now, edition) = (clock.GetUtcNow(), await db.Editions().AsTracking().FirstAsync(e => e.Id == id, ct));
        if (!edition.IsDue(now)) return false;
        var page = await db.Pages().AsTracking().FirstAsync(p => p.Id == edition.Page, ct);
        if (page.Ended is not null) return false;
        if (edition.IsMissed(now))
        {
            edition.Wait();
            Journal.Note(db, clock, Actor.Program, WebsiteDeeds.Missed, SitePage.Subject, page.Id);
        }
        else await services.GetRequiredService<Publishing>().Go(db, page, edition, ct);
        return true;
    }

    async Task<bool> Expire(CityDb db, Guid id, CancellationToken ct)
    {
        var (now, page) = (clock.GetUtcNow(), await db.Pages().AsTracking().FirstAsync(p => p.Id == id, ct));
        if (page.Ended is not null || page.ExpiresAt is not { } end || end > now) return false;
        page.End(Ending.Expired, null, null, now);
        await SiteState.Touch(db, ct);
        cache.Look();
        Journal.Note(db, clock, Actor.Program, WebsiteDeeds.Ended, SitePage.Subject, id);
        return true;
    }
}
