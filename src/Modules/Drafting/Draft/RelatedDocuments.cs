using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Drafting;

/// <summary>The documents that are ticked in the form of a draft.</summary>
static class RelatedDocuments
{
    public static IEnumerable<Guid> Ids(Form form) => (form.Value("related") as IReadOnlyList<string> ?? [])
        .Select(v => Guid.TryParseExact(v, "N", out var id) ? id : default).Where(id => id != default).Distinct().Take(100);

    /// <exception cref="Rule">one of them is not there (any more).</exception>
    public static async Task<IReadOnlyList<(Guid Document, string Number)>> Of(Form form, Turn turn, IDocuments documents)
    {
        var ids = Ids(form).ToList();
        if (ids.Count == 0) return [];
        var faces = (await documents.Faces(turn.Db, ids, turn.Stop)).ToDictionary(f => f.Id, f => f.Number);
        return faces.Count == ids.Count ? [.. ids.Select(id => (id, faces[id]))]
            : throw new Rule("related", "選んだ文書の中に、なくなったものがあります。もう一度探して、選び直してください。");
    }
}
