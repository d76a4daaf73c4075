using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>Finds the documents that a draft names, by number or by the address of their page.</summary>
static class RelatedDocuments
{
    /// <exception cref="Rule">one of them is not there.</exception>
    public static async Task<IReadOnlyList<(Guid Document, string Number)>> Of(string typed, Turn turn, IDocuments documents)
    {
        var found = new List<(Guid, string)>();
        foreach (var line in typed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct())
            found.Add(await One(line, turn, documents)
                ?? throw new Rule("related", $"「{line}」という文書が見つかりません。番号を確かめるか、文書の画面のアドレスを貼ってください。"));
        return found;
    }

    static async Task<(Guid, string)?> One(string line, Turn turn, IDocuments documents)
    {
        if (await turn.Db.Set<Draft>().Where(d => d.Number == line && d.Document != null)
            .Select(d => new { d.Document, d.Number }).FirstOrDefaultAsync(turn.Stop) is { Document: { } own, Number: { } number })
            return (own, number);
        if (await turn.Db.Set<Received>().Where(r => r.Number == line).Select(r => new { r.Document, r.Number })
            .FirstOrDefaultAsync(turn.Stop) is { } received) return (received.Document, received.Number);
        return Guid.TryParse(line.TrimEnd('/').Split('/')[^1], out var id)
            && await documents.Faces(turn.Db, [id], turn.Stop) is [var face] ? (face.Id, face.Number) : null;
    }
}
