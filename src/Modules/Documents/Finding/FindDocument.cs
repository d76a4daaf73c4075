using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Documents;

/// <summary>Registered documents in 庁内検索. What they say never changes: they are put into the index where they are registered.</summary>
sealed class FindDocument(Search search) : Findable(search)
{
    public override string Label => "文書";
    public override MenuGroup Part => MenuGroup.Documents;
    public override Permission Who => DocumentsModule.Read;
    public override string Kind => Registry.Kind;
    public override string? List(Words words) => Address.Of(FindDocuments.Url, ("q", words.Said));

    protected override IReadOnlyList<string>? Scopes(Look look) => Document.Departments(look);

    protected override IQueryable<Guid> Theirs(Look look, Whom whom) =>
        look.Db.Set<Document>().Where(d => d.Person == whom.Person).Select(d => d.Id);

    protected override async Task<List<Hit>> Show(Look look, IQueryable<Guid> hits, Words words)
    {
        var rows = await hits.Join(Document.Visible(look).AsNoTracking(), hit => hit, d => d.Id, (_, d) => d)
            .OrderByDescending(d => d.RegisteredAt).ThenByDescending(d => d.Serial)
            .Select(d => new { d.Id, d.Number, d.Subject, d.ClassName, d.CreatedOn, d.Person, Void = d.VoidedAt != null })
            .ToListAsync(look.Stop);
        return rows.ConvertAll(d => new Hit(d.Subject,
            $"{d.Number}・{d.ClassName}・{EraDate.Of(d.CreatedOn)}{(d.Void ? "・無効" : "")}", $"{FindDocuments.Url}/{d.Id}")
        { Numbers = [d.Number, d.Number[(d.Number.IndexOf(' ', StringComparison.Ordinal) + 1)..]], Persons = [d.Person] });
    }
}
