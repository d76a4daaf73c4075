using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>Drafts in 庁内検索, by their cover and body.</summary>
sealed class FindDraft(Search search) : Findable<Draft>(search)
{
    public const string Name = "draft";
    public override string Kind => Name;
    public override string Label => "起案";
    public override MenuGroup Part => MenuGroup.Documents;
    public override Permission Who => DraftingModule.Write;
    public override string? List(Words words) => Address.Of(MyDrafts.Url, ("of", "department"), ("q", words.Said));

    protected override IReadOnlyList<string>? Scopes(Look look) => look.Departments;

    protected override Indexed? Entry(Draft d) =>
        d.Subject.Length == 0 ? null : new(d.Id, $"{d.Number} {d.Subject} {d.Purpose} {d.Body}", d.Department);

    protected override async Task<List<Hit>> Show(Look look, IQueryable<Guid> hits, Words words)
    {
        var rows = await hits.Join(Drafts.Visible(look).AsNoTracking(), hit => hit, d => d.Id, (_, d) => d)
            .OrderByDescending(d => d.At).ToListAsync(look.Stop);
        return rows.ConvertAll(d => new Hit(d.Subject, $"{d.Words}・{EraDate.Of(d.At.Day())}{(d.Number is { } n ? $"・{n}" : "")}",
            ShowDraft.Url(d.Id))
        { Numbers = d.Number is { } number ? [number] : [] });
    }
}
