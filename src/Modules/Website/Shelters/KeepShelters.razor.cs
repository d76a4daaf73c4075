using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Website;

/// <summary>避難所の状況: kept on a phone by whoever is there, one shelter a page, two questions.</summary>
public sealed partial class KeepShelters
{
    public const string Url = WebsitePaths.Home + "/shelters";
    static readonly Deed Kept = new("website.shelter", "避難所の状況を入れた");

    /// <param name="Open">The one that is said something of; null on the list.</param>
    public sealed record Page(IReadOnlyList<ShelterFace> All, ShelterFace? Open, Form? Form);

    public static string Of(string shelter) => $"{Url}/{shelter}";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, WebsiteModule.Shelter, Deed.None, async (Look look, IShelters shelters) =>
            Show(new(await shelters.Now(look.Db, look.Stop), null, null)));
        app.MapForm(Url + "/{shelter}", WebsiteModule.Shelter, Kept, Build, Ask, Accept);
    }

    static async Task<ShelterFace> Find(string shelter, Look look, IShelters shelters) =>
        (await shelters.Now(look.Db, look.Stop)).FirstOrDefault(s => s.Of.Code == shelter) ?? throw new NotHere();

    static async Task<Form> Build(string shelter, Look look, IShelters shelters)
    {
        var now = await Find(shelter, look, shelters);
        var form = new Form([
            new Question("state", new ChoiceKind(), "状況") { Options = [new(nameof(ShelterState.Open), "開いている"),
                new(nameof(ShelterState.Full), "満員"), new(nameof(ShelterState.Closed), "開いていない")] },
            new("people", new NumberKind(0, ShelterNote.MostPeople, Unit: "人"), "今いる人数") { Required = false,
                Hint = now.Of.Capacity is { } most ? $"受け入れられるのは{most:#,0}人です。空きは自動で計算します。"
                    : "数えていないときは、空けておきます。" },
        ]);
        return look.Afresh ? form.Fill("state", now.State.ToString()).Fill("people", now.People) : form;
    }

    static async Task<IResult> Ask(string shelter, Form form, Look look, IShelters shelters) =>
        Show(new([], await Find(shelter, look, shelters), form));

    static async Task<Answer> Accept(string shelter, Form form, Turn turn, IShelters shelters, SiteCache cache)
    {
        var now = await Find(shelter, turn, shelters);
        turn.Db.Add(new ShelterNote
        {
            Id = turn.NewId(), Shelter = now.Of.Code, State = Enum.Parse<ShelterState>(form["state"]),
            People = form.Value("people") is long people ? (int)people : null, By = turn.Me, At = turn.Now,
        });
        await SiteState.Touch(turn.Db, turn.Stop);
        cache.Look();
        turn.Journal.Fact("shelter", now.Of.Code).Fact("state", form["state"]);
        return Answer.See(Url);
    }
}
