using System.Text.Json.Nodes;

namespace Keyaki.Ui;

/// <summary>One of the days that have places left; whoever keeps the places offers them as options, a full day closed. The value is the
/// day as yyyy-MM-dd.</summary>
public sealed record SlotKind : ChoiceKind
{
    public override string Code => "slot";
    public override IReadOnlyList<string> Cells(Field field) => [field.Raw()];
    public override IEnumerable<(string Part, string Text)> Back(Field field, IReadOnlyList<string> cells) => [("", cells[0])];
    public override JsonObject Schema(Question question) => new() { ["type"] = "string", ["format"] = "date" };
}
