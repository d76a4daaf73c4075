using System.Globalization;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Approvals;

/// <summary>What lies beside the paper on the desk: a page of one of its files, or the case that is looked up for comparison.</summary>
public sealed record Beside(Guid Approval, IReadOnlyList<(string Words, string Url, bool Now)> Tabs)
{
    const string Before = "before";

    /// <summary>Opened without being asked for: what is drawn at once. Word and Excel take their time.</summary>
    static readonly string[] AtOnce = ["application/pdf", "image/jpeg", "image/png"];

    public CaseFile? File { get; private init; }

    /// <summary>What is read is the preceding case, or a file of it.</summary>
    bool Earlier { get; init; }

    /// <summary>Null where it cannot be shown: it is held, gone, or has no such page.</summary>
    public FileView? View { get; private init; }

    /// <summary>Where this officer reads the file, and finds the pictures of its pages.</summary>
    public string Reads { get; private init; } = "";
    public CaseLink? Link { get; private init; }
    public CasePaper? Paper { get; private init; }

    public string Picture => Address.Of($"{Reads}/picture", ("page", Number(View?.Number ?? 1)));
    public string At(int page) => Of(Approval, File?.File, page, Earlier);

    /// <summary>The desk with that file beside it.</summary>
    /// <param name="earlier">It is one of the preceding case; without a file the case itself.</param>
    public static string Of(Guid approval, Guid? file, int page = 1, bool earlier = false) => Address.Of(Links.Decide(approval),
        ("of", earlier ? Before : null), ("file", file is { } id ? $"{id:N}" : null), ("page", page > 1 ? Number(page) : null)) + "#beside";

    static string Number(int page) => page.ToString(CultureInfo.InvariantCulture);

    /// <summary>Null where there is nothing to lay beside it.</summary>
    internal static async Task<Beside?> Of(Approval approval, CasePaper paper, Look look, Subjects subjects, FileTickets tickets,
        FilePages pages)
    {
        var asked = look.Query["file"].ToString();
        var files = paper.Files.Where(f => f.File is not null).ToList();
        var preceding = paper.Preceding is { Subject: not null } link ? link : null;
        var wanted = preceding is not null && look.Query["of"] == Before;
        var file = wanted ? null : files.Find(f => $"{f.File:N}" == asked) ?? files.Find(f => AtOnce.Contains(f.Type));
        if (file is null && preceding is null && files.Count == 0) return null;
        var opens = wanted || file is null && preceding is { Asked: false };
        var beside = new Beside(approval.Id,
        [
            .. files.Select(f => (f.Name, Of(approval.Id, f.File), f == file)),
            .. preceding is null ? Array.Empty<(string, string, bool)>()
                : [("前例", Of(approval.Id, null, earlier: true), opens)],
        ]);
        if (file is not null) return await Reading(beside, file, approval.SubjectId, paper);
        if (!opens || preceding?.Subject is not { } subject || subjects.Paper(approval.SubjectKind) is not { } shows) return beside;
        var before = await shows.Show(look.Db, subject, look.Actor, look.Stop);
        look.Journal.With([.. (before?.Persons ?? []).Select(p => (Guid?)p)]);
        beside = beside with { Earlier = true, Link = preceding, Paper = before };
        return before?.Files.FirstOrDefault(f => f.File is not null && $"{f.File:N}" == asked) is { } one
            ? await Reading(beside, one, subject, before) : beside;

        async Task<Beside> Reading(Beside made, CaseFile read, Guid of, CasePaper its) => made with
        {
            File = read,
            View = await Shown(look, read.File ?? default, pages),
            Reads = tickets.Url(look, read.File ?? default, approval.SubjectKind, of, its.Persons.Select(p => (Guid?)p)),
        };
    }

    static async Task<FileView?> Shown(Look look, Guid file, FilePages pages)
    {
        var page = int.TryParse(look.Query["page"], CultureInfo.InvariantCulture, out var n) ? n : 1;
        try { return await pages.View(await look.Find<StoredFile>(f => f.Id == file), page, look.Stop); }
        catch (NotHere) { return null; }
    }
}
