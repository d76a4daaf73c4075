using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Procedures;

/// <summary>What an application waits for.</summary>
[Once]
sealed class CaseTask(Catalogue catalogue) : CaseTasks<Application>
{
    protected override (string Title, string Url, Permission Power) Face(Application found) =>
        ($"{catalogue.TitleOf(found.Procedure)}（受付番号 {found.Number}）", Links.Case(found.Id), Office.Handle);
}
