namespace Keyaki.Ui;

/// <summary>One of very many: the options stand in groups that open one by one, with drawings, and are found by a word where scripting
/// runs. The value is the option's code.</summary>
/// <param name="Groups">In the order in which they are shown.</param>
/// <param name="Otherwise">What to do when the thing is not among them.</param>
public sealed record CatalogueKind(IReadOnlyList<(string Code, string Label)> Groups, string? Otherwise) : ChoiceKind
{
    public override string Anchor(Field field) => field.Name;

    public override void Show(HtmlWriter html, Field field) => ShowWhole(html, field);

    protected override void Input(HtmlWriter html, Field field)
    {
        var chosen = field.Options.FirstOrDefault(o => o.Value == field.Raw());
        if (chosen is not null) html.Html(
            $"<p class=\"chosen\">{field.Say("選んでいる物：", "えらんだ もの：", "Chosen: ")}<strong>{chosen.Label}</strong></p>");
        if (field.Options.Any(o => o.Picture is not null))
            html.Html($"<p class=\"hint\">{field.Say("絵の人の身長は160センチです。", "絵の 人は 160cmです。", "The person in the drawings is 160 cm tall.")}</p>");
        html.Raw("<div class=\"catalogue\" data-catalogue");
        html.Attribute("data-find", field.Say("言葉でさがす（例：ソファー）", "ことばで さがす（例：ソファー）", "Find by a word (for example sofa)"));
        html.Attribute("data-found", field.Say("{}件見つかりました", "{}こ ありました", "{} found")).Raw(">");
        var index = 0;
        foreach (var (code, label) in Groups)
        {
            var options = field.Options.Where(o => o.Group == code).ToList();
            if (options.Count == 0) continue;
            html.Raw("<details class=\"catalogue-group\"").Attribute("open", chosen is not null && chosen.Group == code)
                .Html($"><summary>{label}</summary><div class=\"choices\">");
            foreach (var option in options) Item(html, field, "radio", index++, option, option == chosen);
            html.Raw("</div></details>");
        }
        if (Otherwise is { } otherwise)
            html.Html($"<details class=\"disclosure\"><summary>{field.Say("見つからないとき", "ないとき", "If you cannot find it")}</summary><div><p>{otherwise}</p></div></details>");
        html.Raw("</div>");
    }
}
