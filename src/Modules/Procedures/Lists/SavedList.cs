using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Procedures;

/// <summary>保存した絞り込み of the inbox.</summary>
public sealed class SavedList : KeptList
{
    public WorkList List => WorkList.Of(Asked);

    internal sealed class Map : IEntityTypeConfiguration<SavedList>
    {
        public void Configure(EntityTypeBuilder<SavedList> b)
        {
            KeepAs(b, "procedures_lists");
            b.Ignore(x => x.List);
        }
    }
}

/// <summary>The kept list with which an officer's inbox opens.</summary>
public sealed class FirstList : OpeningList
{
    internal sealed class Map : IEntityTypeConfiguration<FirstList>
    {
        public void Configure(EntityTypeBuilder<FirstList> b) => KeepAs(b, "procedures_first_lists");
    }
}

/// <summary>The lists of the inbox that are kept under a name.</summary>
public sealed class SavedLists(Catalogue catalogue) : KeptLists<SavedList, FirstList>
{
    internal const string Path = WorkList.Path + "/lists";

    static readonly KeptListDeeds Deeds = new(
        new("office.lists.kept", "受付箱の絞り込みを保存した", "一覧の 見かたを のこした", "kept a filter of the inbox"),
        new("office.lists.dropped", "受付箱の絞り込みを消した", "一覧の 見かたを けした", "removed a filter of the inbox"),
        new("office.lists.first", "受付箱で最初に開く絞り込みを決めた", "はじめに 見る 一覧を きめた",
            "chose the list with which the inbox opens"));

    internal static void Map(IEndpointRouteBuilder app) => app.MapKeptLists<SavedList, FirstList>(Path, Office.Handle, Deeds);

    public override string Url => Path;
    public override string Called => "申請の受付箱";
    public override CaseQueue Read(IQueryCollection query) => WorkList.Of(query);
    public override string Said(CaseQueue list) => ((WorkList)list).Said(catalogue);
    public override CaseQueue Of(SavedList kept) => kept.List;

    public override SavedList Keep(Guid id, Guid? officer, string? department, string name, string query, Guid by, DateTimeOffset at) =>
        new() { Id = id, Officer = officer, Department = department, Name = name, Query = query, By = by, At = at };

    public override FirstList Open(Guid id, Guid officer, Guid list, DateTimeOffset at) =>
        new() { Id = id, Officer = officer, ListId = list, At = at };
}
