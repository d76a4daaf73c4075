using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>
/// Cases in 庁内検索 and in the list: by number, applicant, the phone that was given, and the name of the procedure. Never by an address: a
/// search by town must not tell that a person under a protection order (支援措置) lives there, and an order can begin on any later day.
/// </summary>
sealed class FindCase(Search search, Catalogue catalogue) : Findable<Application>(search)
{
    public override string Label => "申請";
    public override MenuGroup Part => MenuGroup.Citizens;
    public override Permission Who => Office.Handle;
    public override string Kind => Application.Kind;
    public override string? List(Words words) => new WorkList { Waits = null, Words = words.Said }.Url();

    protected override IReadOnlyList<string> Scopes(Look look) => look.Departments;

    protected override Indexed? Entry(Application a) => a.SubmittedAt is null ? null
        : new(a.Id, string.Join('\n', SearchGrams.Name(a.Name), SearchGrams.Name(a.Kana), a.Number,
            catalogue.TitleOf(a.Procedure), AnswersJson.Read(a.Answers).GetValueOrDefault("phone")), a.Department);

    // By the account from which it came, or tied to the person afterwards.
    protected override IQueryable<Guid> Theirs(Look look, Whom whom) =>
        look.Db.Set<Application>().Where(a => whom.Accounts.Contains(a.Account) && a.SubmittedAt != null).Select(a => a.Id)
            .Union(look.Db.Set<CaseTie>().Where(t => t.Person == whom.Person).Select(t => t.ApplicationId));

    protected override async Task<List<Kits.Hit>> Show(Look look, IQueryable<Guid> hits, Words words)
    {
        // from what was found to the cases
        var rows = await hits.Join(look.Db.Set<Application>().AsNoTracking().Visible(Scopes(look)), hit => hit, a => a.Id, (_, a) => a)
            .OrderByDescending(a => a.SubmittedAt)
            .Select(a => new { a.Id, a.Number, a.Procedure, a.Name, a.Kana, a.State, a.SubmittedAt, a.Account, a.Person })
            .ToListAsync(look.Stop);
        return rows.ConvertAll(a => new Kits.Hit($"{catalogue.TitleOf(a.Procedure)}（受付番号 {a.Number}）",
            $"{a.Name}（{a.Kana}）・{a.State.Words()}・{(a.SubmittedAt is { } at ? EraDate.Of(at.Day()) : "")}受付", Links.Case(a.Id))
        { Numbers = [$"{a.Number}"], Persons = [a.Account, a.Person] });
    }
}
