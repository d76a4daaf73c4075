using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Website;

/// <summary>What appeared in the practice channel, and what it does next; in development.</summary>
public sealed partial class PracticeBoard
{
    public const string Url = "/_dev/channels";
    static readonly Deed Mooded = new("website.practice", "練習用の発信先のふるまいを変えた");

    public sealed record Page(IReadOnlyList<PracticeChannel.Post> Posts, PracticeMood Mood);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, Permission.Public, Deed.None, (PracticeChannel channel) => Show(new(channel.Posts, channel.Mood)));
        app.MapAct(Url + "/{mood}", Permission.Public, Mooded, (PracticeMood mood, PracticeChannel channel, Journal journal) =>
        {
            journal.Nothing();
            channel.Mood = mood;
            return Answer.See(Url);
        });
    }
}
