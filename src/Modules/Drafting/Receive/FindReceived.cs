using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>What came in, in 庁内検索.</summary>
sealed class FindReceived(Search search) : Findable<Received>(search)
{
    public const string Name = "received";
    public override string Kind => Name;
    public override string Label => "収受した文書";
    public override MenuGroup Part => MenuGroup.Documents;
    public override Permission Who => DraftingModule.Write;
    public override string? List(Words words) => Address.Of(ReceivedDesk.Url, ("state", "all"), ("q", words.Said));

    protected override IReadOnlyList<string>? Scopes(Look look) => look.Actor.Can(DraftingModule.Receive) ? null : look.Departments;
    protected override Indexed? Entry(Received r) => new(r.Id, $"{r.Number} {r.Theirs} {r.Subject} {r.Sender} {r.Text}", r.Department);

    protected override async Task<List<Hit>> Show(Look look, IQueryable<Guid> hits, Words words)
    {
        var rows = await hits.Join(Received.Visible(look).AsNoTracking(), hit => hit, r => r.Id, (_, r) => r).OrderByDescending(r => r.At)
            .ToListAsync(look.Stop);
        return rows.ConvertAll(r => new Hit(r.Subject, $"{r.Number}・{r.Sender}・{EraDate.Of(r.On)}", ShowReceived.Url(r.Id))
        { Numbers = [r.Number] });
    }
}

/// <summary>What it is called in the lists of other rooms.</summary>
sealed class ReceivedName : ISubjectName
{
    public string SubjectKind => Received.Kind;
    public string? Url(Guid subject) => ShowReceived.Url(subject);

    public async Task<IReadOnlyDictionary<Guid, SubjectName>> Of(CityDb db, IReadOnlyCollection<Guid> subjects, CancellationToken ct) =>
        await db.Set<Received>().Where(r => subjects.Contains(r.Id)).Select(r => new { r.Id, r.Subject, r.Sender })
            .ToDictionaryAsync(r => r.Id, r => new SubjectName(new Text(r.Subject), r.Sender), ct);
}
