using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>まとめて承認する: several of a class that allows it, each with what is proposed in it; all are approved in one turn or none.</summary>
public sealed partial class ApproveTogether
{
    public const string Url = "/office/decisions/together";
    const int Most = 20;

    public sealed record Page(Form Form, string Version, IReadOnlyList<(Guid Id, string Title, string Proposal)> Cases);

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(Url, ApprovalsModule.Decide, Decide.Approved, Build, Ask, Accept);

    /// <summary>What waits for an own post, in a class that allows it, without any mark that asks for more care.</summary>
    internal static IQueryable<Approval> Fit(CityDb db, Actor actor) => Pile.Waiting(db, actor).Where(a => a.Bulk && !a.Factor
        && a.Flags == null && a.Steps.All(s => s.State != StepState.Disagreed));

    static async Task<List<Approval>> Cases(Look look) => await Fit(look.Db, look.Actor).AsNoTracking().Include(a => a.Steps)
        .Include(a => a.Acts).Include(a => a.Views).AsSplitQuery().OrderBy(a => a.ProposedAt).ThenBy(a => a.Id).Take(Most)
        .ToListAsync(look.Stop);

    static async Task<Form> Build(Look look) => new(
        [new Question("which", new ManyKind(), "承認する案件")
            { Options = [.. (await Cases(look)).Select(a => new Option($"{a.Id:N}", a.Title))] }]);

    static async Task<IResult> Ask(Form form, Look look, Desktop desktop, Hands hands)
    {
        var (shown, versions) = (new List<(Guid, string, string)>(), new List<string>());
        foreach (var approval in await Cases(look))
        {
            var paper = await desktop.Paper(look.Db, approval, look.Actor, look.Stop);
            if (paper is not null)
            {
                look.Journal.About(approval.SubjectKind, approval.SubjectId, [.. paper.Persons.Select(p => (Guid?)p)]).For("decision");
                await desktop.Mark(look.Db, approval, paper, look.Me, look.Stop);
            }
            shown.Add((approval.Id, approval.Title, paper?.Proposal ?? ""));
            versions.Add($"{approval.Id:N}={await desktop.Version(look.Db, approval, await hands.Of(look, approval), look.Stop)}");
        }
        return Show(new(form, string.Join(' ', versions), shown));
    }

    static async Task<Answer> Accept(Form form, Turn turn, Office office)
    {
        var (desktop, hands, staff, announce) = office;
        var shown = turn.Posted[Turn.Version].ToString().Split(' ').Select(v => v.Split('=', 2)).Where(v => v.Length == 2)
            .ToDictionary(v => v[0], v => v[1], StringComparer.Ordinal);
        foreach (var which in (form.Value("which") as IEnumerable<string> ?? []).ToList())
        {
            var approval = await Fit(turn.Db, turn.Actor).Take(Guid.ParseExact(which, "N"), turn.Stop);
            if (await hands.Of(turn, approval) is not { } hand
                || shown.GetValueOrDefault(which) != await desktop.Version(turn.Db, approval, hand, turn.Stop))
                throw new ChangedMeanwhile($"「{approval.Title}」が変わりました。");
            var seen = await desktop.Seen(turn.Db, approval, turn.Me, turn.Stop);
            await Decide.Approve(approval, hand with { Seen = seen }, turn, staff, announce, null, false);
        }
        return Answer.See(Pile.Url);
    }
}
