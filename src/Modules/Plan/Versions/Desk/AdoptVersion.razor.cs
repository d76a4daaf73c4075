using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>確定: an open version becomes the city's plan, by somebody who has seen every difference.</summary>
public sealed partial class AdoptVersion
{
    public sealed record Input([Ask("違いをすべて確かめましたか")] bool Seen) : IForm<Input>;
    public sealed record Shown(Compared Compared, string Changes, Form Form);

    static readonly Deed Adopted = new("plan.version.adopted", "計画の版を確定した");

    public static string Url(int number) => $"/office/plan/versions/{number}/adopt";

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm<Input>("/office/plan/versions/{number:int}/adopt", PlanModule.Adopt, Adopted, Ask, Accept);

    static async Task<object> Ask(int number, Form form, HttpContext http, CityDb db, Library library, CancellationToken ct)
    {
        var compared = await Compared.Load(db, library, number, null, open: true, ct);
        return HttpMethods.IsGet(http.Request.Method) && !compared.Version.IsOpen ? Answer.See(ShowVersion.Url(number)) : Show(new(compared, $"{await Made(db, compared.Version, ct)}", form));
    }

    static Task<int> Made(CityDb db, PlanVersion version, CancellationToken ct) => db.Set<PlanChange>().CountAsync(c => c.VersionId == version.Id, ct);

    static async Task<Answer> Accept(int number, Input input, IFormCollection posted, CityDb db, Library library, Actor actor, Journal journal, TimeProvider clock, CancellationToken ct)
    {
        var version = await db.Set<PlanVersion>().AsTracking().FirstOrDefaultAsync(v => v.Number == number, ct) ?? throw new NotHere();
        if (!input.Seen) throw new Rule("seen", "違いをすべて確かめてから、「はい」を選んでください。");
        version.MustBeOpen();
        var made = await Made(db, version, ct);
        if (posted["_version"] != $"{made}") throw new ChangedMeanwhile("違いが増えています。");
        if (made == 0) throw new Rule("", "まだ何も変えていません。変えるところがないときは、この版を取りやめてください。");
        if (PlanRules.Faults(await library.Of(db, version, ct)).ToList() is { Count: > 0 } faults) throw new Rule("", string.Join(" ", faults.Select(f => $"{f.Path} {f.Message}")));
        version.Adopt(actor.Account ?? throw new NotHere(), clock.GetUtcNow());
        journal.About("plan.version", version.Id).Fact("number", $"{number}").Fact("changes", $"{made}");
        return Answer.See(VersionDesk.Done(number));
    }
}
