using Keyaki.Contracts.Residents;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>
/// 支援措置: where a person under a protection order lives is shown to nobody without the power, not even by an attachment
/// (住民基本台帳事務処理要領 第5-10).
/// </summary>
static class Secrecy
{
    public const string Instead = "（支援措置のため表示しません）";

    /// <summary>True when this officer must not see where the applicant lives. Asked behind the register's door, never inside a
    /// turn.</summary>
    public static async Task<bool> Hides(this IRegister register, Application application, Actor officer, CancellationToken ct) =>
        await register.Hides(application.Subject, officer, ct) || await register.Hides(application.Represented, officer, ct);
}
