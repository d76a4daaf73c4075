namespace Keyaki.Kernel;

/// <summary>A new password, typed twice; hashed before the turn.</summary>
public static class NewPassword
{
    /// <param name="known">Words of the person that must not stand in it: a login name, the first part of a mail address.</param>
    /// <exception cref="Rule">at "password" when it is weak, at "again" when the second one differs.</exception>
    public static string Hash(string password, string again, string? known)
    {
        if (Credential.Weak(password, known?.Split('@')[0]) is { } weak) throw new Rule("password", weak);
        if (password != again) throw new Rule("again", "2つのパスワードが違います。同じものをもう一度入力してください。");
        return Credential.Hash(password);
    }
}
