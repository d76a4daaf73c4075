using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>Addresses of the desk.</summary>
static class WebsitePaths
{
    public const string Home = "/office/website";
    public static string Page(Guid id) => $"{Home}/{id}";
    public static string Edit(Guid id, string part, string at = "") => $"{Page(id)}/edit/{part}" + (at.Length > 0 ? $"?at={at}" : "");
    public static string Add(Guid id, string at) => $"{Page(id)}/add?at={at}";
    public static string Forms(Guid id) => $"{Page(id)}/forms";
    public static string Preview(Guid id, string language = "ja") => $"{Page(id)}/preview?lang={language}";
    public static string Propose(Guid id) => $"{Page(id)}/propose";
    public static string End(Guid id) => $"{Page(id)}/end";
    public static string Correct(Guid id) => $"{Page(id)}/correct";
}

/// <summary>What is done at the desk, as the journal calls it.</summary>
static class WebsiteDeeds
{
    public static readonly Deed Began = new("website.began", "ページを作り始めた"), Wrote = new("website.wrote", "ページを書いた"),
        Mended = new("website.mended", "確かめで見つかったところを、ボタンで直した"),
        Moved = new("website.moved", "ページの部品を動かした"), Settled = new("website.settled", "ページの置き場所や日時を決めた"),
        NewEdition = new("website.edition", "ページの新しい版を作った"), Correction = new("website.correction", "ページの訂正を書き始めた"),
        Proposed = new("website.proposed", "ページを決裁に回した"), Approved = new("website.approved", "ページの公開が決裁された"),
        Returned = new("website.returned", "ページが決裁から戻った"), Published = new("website.published", "ページを公開した"),
        Missed = new("website.missed", "公開の時刻を過ぎたページを、人の判断に回した"),
            Resumed = new("website.resumed", "時刻を過ぎたページを公開すると決めた"),
        Dropped = new("website.dropped", "ページの版を取りやめた"), Ended = new("website.ended", "ページの公開を終えた"),
        Reviewed = new("website.reviewed", "ページを見直した"), Tried = new("website.tried", "お知らせを試しに出した"),
        Again = new("website.again", "出せなかったお知らせを、もう一度出した"),
            Cancelled = new("website.cancelled", "出す前のお知らせを取りやめた"),
        MaterialAdded = new("website.material.added", "画像かファイルを入れた"),
        MaterialChanged = new("website.material.changed", "画像かファイルの説明を直した"),
        MaterialRemoved = new("website.material.removed", "画像かファイルを消した");
}

/// <summary>What a department of the site answers for.</summary>
public interface IOwned
{
    /// <summary>所管課: the code of the department.</summary>
    string Owner { get; }
}

/// <summary>A page at the desk: itself, and the edition that is open or was last.</summary>
public sealed record OnDesk(SitePage Page, Edition Edition)
{
    public Content Content => Edition.Content;

    /// <summary>Pages of the officer's departments; all of them with that power.</summary>
    public static IQueryable<SitePage> Visible(Look look) => Mine<SitePage>(look);

    /// <summary>What of a kind the officer's departments have; all of it with that power.</summary>
    public static IQueryable<T> Mine<T>(Look look) where T : class, IOwned
    {
        return look.Actor.Can(WebsiteModule.All) ? look.Db.Set<T>() : Own<T>(look);
    }

    /// <summary>What of a kind the officer's own departments have, whatever else they may do.</summary>
    public static IQueryable<T> Own<T>(Look look) where T : class, IOwned
    {
        var mine = look.Departments;
        return look.Db.Set<T>().Where(t => mine.Contains(t.Owner));
    }

    /// <summary>The departments for which the officer may write.</summary>
    public static List<Option> Owners(Look look) => Owners(look, look.Actor.Can(WebsiteModule.All));

    /// <param name="all">The officer may for all of them.</param>
    public static List<Option> Owners(Look look, bool all) => [.. look.City.DepartmentsOn(look.Today)
        .Where(d => all || look.Departments.Contains(d.Code)).Select(d => new Option(d.Code, d.Name))];

    /// <summary>What pages say: to readers, or as it is being written where one never was public; the newest first.</summary>
    public static IQueryable<Edition> Says(CityDb db, IReadOnlyList<Guid> pages) =>
        from edition in db.Editions().AsNoTracking()
        join page in db.Pages() on edition.Page equals page.Id
        where pages.Contains(page.Id) && edition.State != EditionState.Dropped && (page.Live == null || edition.Id == page.Live)
        orderby edition.Number descending, edition.Id
        select edition;

    /// <exception cref="NotHere">there is none, or it is another department's.</exception>
    public static async Task<OnDesk> Open(Guid id, Look look)
    {
        var page = await look.Find(Visible(look).AsNoTracking().Where(p => p.Id == id));
        return new(page, await look.Db.Editions().AsNoTracking().Where(e => e.Page == id && e.State != EditionState.Dropped)
            .OrderByDescending(e => e.Number).FirstOrDefaultAsync(look.Stop)
            ?? await look.Db.Editions().AsNoTracking().Where(e => e.Page == id).OrderByDescending(e => e.Number).FirstAsync(look.Stop));
    }

    public static async Task<OnDesk> Take(Guid id, Turn turn)
    {
        var page = await turn.Take(Visible(turn).Where(p => p.Id == id));
        return new(page, await turn.Db.Editions().AsTracking().Where(e => e.Page == id && e.State != EditionState.Dropped)
            .OrderByDescending(e => e.Number).FirstOrDefaultAsync(turn.Stop) ?? throw new NotHere());
    }

    /// <summary>Keeps what was written of a part.</summary>
    public void Write(Turn turn, string part, Content content)
    {
        Edition.Write(content, turn.Now);
        if (Page.Live is null) Page.Call(content.Ja.Title.Length > 0 ? content.Ja.Title : Page.Title);
        turn.Db.Add(new EditionChange { Id = turn.NewId(), Edition = Edition.Id, Part = part, By = turn.Me, At = turn.Now });
        turn.Journal.About(SitePage.Subject, Page.Id).Fact("part", part);
    }

    /// <summary>Who wrote this part last, in a sentence; empty where nobody did.</summary>
    public async Task<string> Last(Look look, string part, IStaff staff)
    {
        var last = await look.Db.Set<EditionChange>().AsNoTracking().Where(c => c.Edition == Edition.Id && c.Part == part)
            .OrderByDescending(c => c.At).FirstOrDefaultAsync(look.Stop);
        return last is null ? "" : $"{(await staff.Faces(look, [last.By])).NameOf(last.By)}さんが{last.At.Local():H時m分}に保存しました。";
    }
}
