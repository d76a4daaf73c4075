using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Kits;

/// <summary>住民記録から選ぶ: the questions by which an officer finds one person in the register, by its number or by name and birthday,
/// and whom they mean. Asked before the turn; whoever maps the page asks for <see cref="RegisterSearch.Finding"/>.</summary>
public static class SeekPerson
{
    const string Number = "number", Name = "name", Birth = "birth";

    public static Form Form() => new(
    [
        new Question(Number, new TextKind(), "宛名番号")
        { Required = false, MaxLength = 20, Hint = "分からないときは、氏名と生年月日を書いてください。" },
        new Question(Name, new TextKind(), "氏名") { Required = false, MaxLength = 100, Hint = "住民票にあるとおりに書いてください。" },
        new Question(Birth, new DateKind(), "生年月日") { Required = false },
    ]);

    /// <exception cref="Rule">nobody is found so, or more than one.</exception>
    public static async Task<Guid> Found(Form form, IRegister register, CancellationToken ct)
    {
        if (form[Number].Trim() is { Length: > 0 } number)
            return await register.Numbered(number, ct)
                ?? throw new Rule(Number, "この番号の方は、住民記録にいません。番号を確かめてください。");
        if (form[Name].Trim() is not { Length: > 0 } name || form.Value(Birth) is not DateOnly birth)
            throw new Rule(Number, "宛名番号を書くか、氏名と生年月日の両方を書いてください。");
        return await register.Match(new(name, birth), ct) is [var one] ? one
            : throw new Rule(Name, "この氏名と生年月日にちょうど当てはまる方が見つかりません。宛名番号でさがしてください。");
    }
}
