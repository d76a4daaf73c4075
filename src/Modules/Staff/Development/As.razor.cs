using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Keyaki.Staff;

/// <summary>Development only, and not compiled into a release: become a person of the story with one click.</summary>
public partial class As : View<As, As.Page>
{
    public sealed record Page(IReadOnlyList<PracticePerson> Persons, DateTimeOffset Now);

    static readonly Deed Became = new("practice.became", "練習用の人物になった");

    internal static void Map(IEndpointRouteBuilder app)
    {
        if (!app.ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment()) return;
        app.MapPage("/_dev/as", Permission.Public, Deed.None, Ask);
        app.MapAct("/_dev/as/{account}", Permission.Public, Became, Accept);
    }

    static async Task<IResult> Ask(IServiceProvider services, Look look) =>
        Show(new(await All(services, look), look.Now));

    static async Task<Answer> Accept(Guid account, IServiceProvider services, Turn turn, Entrance entrance)
    {
        var person = (await All(services, turn)).FirstOrDefault(p => p.Account == account) ?? throw new NotHere();
        return await entrance.Enter(turn, Answer.See(person.Kind is ActorKind.Officer ? "/office" : "/my"), person.Kind, person.Account);
    }

    static async Task<IReadOnlyList<PracticePerson>> All(IServiceProvider services, Look look)
    {
        var all = new List<PracticePerson>();
        foreach (var source in services.GetServices<IPracticePersons>()) all.AddRange(await source.Persons(look.Db, look.Stop));
        return all;
    }
}
