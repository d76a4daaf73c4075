using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>つぎのお子さんの分: what may be asked for once more at once, by which words, and the answers that are the household's and need
/// not be typed again.</summary>
public sealed record ForEach(Text Label, IReadOnlyList<string> Keeps)
{
    internal static ForEach? Read(Section root, IReadOnlyList<Question> questions)
    {
        if (root.Maybe("forEach") is not { } section) return null;
        section.Only("label", "keeps");
        var keeps = section.Words("keeps");
        foreach (var name in keeps)
            if (questions.FirstOrDefault(q => q.Name == name) is not { } kept) section.Fault("keeps", $"「{name}」という質問がありません。");
            else if (kept.TakesFile) section.Fault("keeps", $"「{name}」はファイルなので、次の申し込みに移せません。");
        return new(section.Text("label"), keeps);
    }

    /// <summary>What the next one begins with: as the account knows it, and what goes along from the one before with its parts.</summary>
    public string Begun(string fresh, string before) => AnswersJson.Write(AnswersJson.Read(fresh)
        .Concat(AnswersJson.Read(before).Where(a => Keeps.Contains(a.Key.Split('.')[0])))
        .GroupBy(a => a.Key).ToDictionary(g => g.Key, g => g.Last().Value));
}

/// <summary>Begins the next one after an application was sent: each is a case of its own, tied to the first.</summary>
static class ApplyAgain
{
    public static string Url(Guid id) => $"{Links.Application(id)}/again";

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapAct("/my/applications/{id}/again", Permission.Applicant, ApplyDeeds.Start, Accept);

    static async Task<Answer> Accept(Guid id, HttpContext http, Turn turn, Mine mine, Catalogue catalogue, Starting starting)
    {
        var found = await turn.Find(mine.Applications(turn.Db, turn.Actor).AsNoTracking().Where(a => a.Id == id));
        var version = catalogue.Online(found.Procedure, turn.Today) ?? throw new NotHere();
        if (found.State is ApplicationState.AwaitingPayment || version.Definition.ForEach is not { } each) throw new NotHere();
        var (drafts, _) = await starting.Begin([version], turn, http);
        var draft = drafts[0];
        draft.Family = found.Family ?? found.Id;
        draft.Answers = each.Begun(draft.Answers, found.Answers);
        return Answer.See(turn.Language.Url(DraftLinks.Page(draft.Id, 1)));
    }
}

/// <summary>A case that was sent together with another one.</summary>
public sealed record Sibling(Guid Id, ReceiptNumber? Number, string Name, ApplicationState State)
{
    internal static async Task<IReadOnlyList<Sibling>> Of(Look look, Application found)
    {
        var (family, id) = (found.Family ?? found.Id, found.Id);
        return await look.Db.Set<Application>().AsNoTracking().Visible(look.Departments)
            .Where(a => (a.Family == family || a.Id == family) && a.Id != id).OrderBy(a => a.SubmittedAt).Take(20)
            .Select(a => new Sibling(a.Id, a.Number, a.Name, a.State)).ToListAsync(look.Stop);
    }
}
