using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>A system that somebody wants to link, before the second officer.</summary>
sealed class CheckSystem(AllScopes scopes) : SecondPerson<LinkedSystem>
{
    public static readonly SecondWords Said = new("system", "この連携を認めますか", "認めない理由", "システムの連携が認められませんでした",
        "確認を待っているシステムの連携", "ほかの職員が申し込んだ連携です。何のために、何を許すのかを確かめてください。");

    public override SecondWords Words => Said;
    public override Permission Who => KitsModule.LinkSystems;
    public override string Url(LinkedSystem system) => ListSystems.Check(system.Id);
    public override string Home(LinkedSystem system) => ShowSystem.Of(system.Id);
    public override string After(LinkedSystem system) => ListSystems.Url;
    public override string TakeBack(LinkedSystem system) => ListSystems.Check(system.Id) + "/take-back";

    public override Task<SecondFace> Face(LinkedSystem system, Look look) => Task.FromResult(
        new SecondFace("システムの連携を確かめる", [new("システムの連携", ListSystems.Url), new(system.Name, Home(system))],
        [
            ("システム", Written.Strong(system.Name)),
            ("受け持つ課", Written.Text(look.City.Department(system.Department, look.Today)?.Name ?? system.Department)),
            ("何のために", Written.Lines(system.Purpose)), ("許すこと", Written.Lines(string.Join('\n', scopes.Words(system, look.Today)))),
            ("いつまで", Written.Text($"{EraDate.Of(system.Until)}")),
        ])
        { Note = "認めると、申し込んだ人が鍵を作れるようになります。" });

    public override Task<string> InWords(LinkedSystem system, Look look) => Task.FromResult(system.Name);

    public override Task Note(LinkedSystem system, Look look)
    {
        look.Journal.About(LinkedSystem.Kind, system.Id);
        return Task.CompletedTask;
    }
}

/// <summary>All that a system may be allowed, as modules say it.</summary>
sealed class AllScopes(IReadOnlyList<IModule> modules, IServiceProvider services)
{
    /// <summary>Codes with their part, and in words: 申請を読む（犬の登録）.</summary>
    public IReadOnlyList<(string Code, string Label)> On(DateOnly day) =>
        [.. from scope in modules.SelectMany(m => m.Scopes)
            from part in scope.Parts(services, day) is { Count: > 0 } parts ? parts.Select(p => ((string, string)?)p) : [null]
            select part is var (code, label) ? (Permission.At(scope.Permission.Code, code), $"{scope.Permission.Label}：{label}")
                : (scope.Permission.Code, scope.Permission.Label)];

    /// <summary>What this system may do; what is not offered any more by its code.</summary>
    public IEnumerable<string> Words(LinkedSystem system, DateOnly day)
    {
        var known = On(day).ToDictionary(s => s.Code, s => s.Label);
        return system.Allowed.Select(code => known.GetValueOrDefault(code, code));
    }
}
