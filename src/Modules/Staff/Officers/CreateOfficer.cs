using Keyaki.Kernel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Staff;

/// <summary>`keyaki officer create`: how the first officer comes into an empty city. There are no accounts that nobody made.</summary>
static class CreateOfficer
{
    internal static readonly Command Command = new("officer create", "職員を登録し、設定用のリンク（3日間、1回）を表示する：--name 氏名 --kana フリガナ --login ログイン名 --post 職", Run);

    static async Task<int> Run(IServiceProvider services, IReadOnlyList<string> args, TextWriter output)
    {
        string? Of(string name) => args.SkipWhile(a => a != "--" + name).Skip(1).FirstOrDefault();
        var city = services.GetRequiredService<CityProfile>();
        if (Of("name") is not { } name || Of("login") is not { } login || Of("post") is not { } code || city.Post(code) is not { } post)
        {
            await output.WriteLineAsync($"keyaki officer create --name 氏名 [--kana フリガナ] --login ログイン名 --post 職\n職：{string.Join("、", city.Posts.Select(p => $"{p.Code}（{p.Title}）"))}");
            return 2;
        }
        services.GetRequiredService<Deeds>().Declare(StaffDeeds.OfficerAdded);
        try
        {
            var token = "";
            await services.GetRequiredService<Turns>().Run(StaffDeeds.OfficerAdded, async (turn, db, journal, ct) =>
            {
                (var officer, token) = await AddOfficer.Add(db, turn.GetRequiredService<TimeProvider>(), name, Of("kana") ?? name, login, post.Department ?? city.Departments[0].Code, code, null, ct);
                journal.About("officer", officer.Id);
            });
            await output.WriteLineAsync($"{name}さんに次のリンクを渡してください（3日間、1回だけ使えます）。\n{OfficerPage.Url(services.GetRequiredService<IConfiguration>(), token)}");
            return 0;
        }
        catch (Rule rule)
        {
            await output.WriteLineAsync(rule.Sentence);
            return 1;
        }
    }
}
