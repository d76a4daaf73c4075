using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Keyaki.Ui;

// What a browser posts: answers of one page or of all, and the buttons that add and remove.
public sealed partial class Form
{
    /// <summary>Takes the posted answers of a page (of all pages without one); answers of other pages stay. Files are not read from
    /// here: an answer that names a file is set by whoever kept it (`Fill`); only a row, or a form that is kept nowhere, brings
    /// the id of its file back, and what it names is looked up among the person's own.</summary>
    public Form Parse(IFormCollection posted, FormPage? page = null)
    {
        // What was counted from other answers is counted anew.
        foreach (var counted in Questions.Where(q => q.Kind is CalculatedKind)) Clear(counted);
        var asked = new Dictionary<string, Question>(StringComparer.Ordinal);
        foreach (var question in page?.Questions ?? Questions)
        {
            if (question.Kind is FileKind && !BringsFiles) continue;
            Clear(question);
            asked.Add(question.Name, question);
        }
        foreach (var (key, texts) in posted)
            if (Asked(asked, key) is { } question && AsksFor(question, key[question.Name.Length..]))
                answers[key] = Taken(key, InRow(question, key) ?? question, texts);
        foreach (var question in page?.Questions ?? Questions)
        {
            question.Kind.Settle(this, question);
            if (question.Kind is not GroupKind group || group.Questions.All(child => child.Kind is not PlaceKind)) continue;
            foreach (var row in Rows(question.Name))
                foreach (var child in group.Questions) child.Kind.Settle(row, child);
        }
        Forget();
        return this;
    }

    /// <summary>Whose answer a key is, or a part of: the question of that name, or of what stands before a point in it.</summary>
    static Question? Asked(Dictionary<string, Question> all, string key)
    {
        for (var end = key.Length; end > 0; end = key.LastIndexOf('.', end - 1))
            if (all.TryGetValue(key[..end], out var question)) return question;
        return null;
    }

    /// <summary>Nobody can put keys into a draft that no question asks for.</summary>
    static bool AsksFor(Question question, string rest) => question.Kind is GroupKind group
        ? GroupKind.Split(rest) is var (row, child) && row >= 0
            && (child.Length == 0 || group.Questions.Any(q => child.StartsWith(q.Name, StringComparison.Ordinal)
            && q.Kind.Parts.Contains(child[q.Name.Length..])))
        : question.Kind.Parts.Contains(rest);

    static Question? InRow(Question question, string key) => question.Kind is GroupKind group
        ? group.Questions.FirstOrDefault(q => q.Name == GroupKind.Split(key[question.Name.Length..]).Child) : null;

    /// <summary>What was typed, without signs that nobody sees; a password is taken exactly as it is. What is too long is cut, and the
    /// person is told.</summary>
    string Taken(string key, Question question, StringValues texts)
    {
        var typed = (question.Kind is ManyKind ? string.Join('\n', texts.ToArray()) : texts.Count > 0 ? texts[0] ?? "" : "")
            .ReplaceLineEndings("\n");
        var text = question.Kind is PasswordKind ? typed : PlainText.Of(typed);
        if (text.Length <= LongestAnswer) return text;
        Root.shortened.Add(key);
        return PlainText.Cut(text, LongestAnswer);
    }

    /// <summary>
    /// Does what a named button asks: `_add` = group, `_remove` = group.row or the name of a file question.
    /// True when one was pressed: then the page is shown again instead of being checked.
    /// </summary>
    public bool Rearrange(IFormCollection posted) => Rearranged(posted) is not null;

    /// <summary>The same; the id of what the person goes on with: the new row, the row in the place of the one that went. Null when no
    /// such button was pressed.</summary>
    public string? Rearranged(IFormCollection posted)
    {
        if (posted["_add"].ToString() is { Length: > 0 } add && shape.ByName.TryGetValue(add, out var group)
            && group.Kind is GroupKind kind)
        {
            if (Math.Max(CountRows(add), Math.Max(kind.Least, 1)) is var rows and < GroupKind.MostRows)
                answers[$"{Prefix}{add}.{rows}"] = "1";
            Forget();
            return RowAnchor(group, int.MaxValue);
        }
        if (posted["_remove"].ToString() is not { Length: > 0 } remove) return null;
        if (shape.ByName.TryGetValue(remove, out var file) && file.Kind is FileKind)
        {
            Clear(file);
            return file.Kind.Anchor(new(this, file));
        }
        if (RowFile(remove) is var (row, inside))
        {
            row.Fill(inside.Name, null);
            return inside.Kind.Anchor(new(row, inside));
        }
        var dot = remove.LastIndexOf('.');
        if (dot < 0 || !int.TryParse(remove.AsSpan(dot + 1), out var number) || !shape.ByName.TryGetValue(remove[..dot], out group)
            || group.Kind is not GroupKind) return null;
        RemoveRow(remove[..dot], number);
        return RowAnchor(group, number);
    }

    /// <summary>The first input of that row, or of the last one.</summary>
    string RowAnchor(Question group, int row) => Rows(group.Name) is { Count: > 0 } rows
        && rows[Math.Min(Math.Max(row, 0), rows.Count - 1)] is var form && form.Questions.First() is var first
        ? first.Kind.Anchor(new(form, first)) : group.Kind.Anchor(new(this, group));

    /// <summary>The file question with that full name, and the form that asks it: this one or a row of a group. Null when there is
    /// none.</summary>
    public (Form Form, Question Question)? FileAt(string name) =>
        shape.ByName.TryGetValue(name, out var own) && own.Kind is FileKind ? (this, own) : RowFile(name);

    (Form Form, Question Question)? RowFile(string name)
    {
        if (name.IndexOf('.') is not (> 0 and var dot) || !shape.ByName.TryGetValue(name[..dot], out var group)
            || group.Kind is not GroupKind { Questions: var questions, Most: var most }) return null;
        var (row, child) = GroupKind.Split(name[dot..]);
        return row >= 0 && row < Math.Min(CountRows(group.Name), most)
            && questions.FirstOrDefault(q => q.Name == child) is { Kind: FileKind } question ? (Rows(group.Name)[row], question) : null;
    }

    void RemoveRow(string name, int removed)
    {
        var start = $"{Prefix}{name}.";
        var rows = answers.Where(a => a.Key.StartsWith(start, StringComparison.Ordinal)).ToList();
        foreach (var (key, _) in rows) answers.Remove(key);
        foreach (var (key, text) in rows)
        {
            var (row, child) = GroupKind.Split(key[(start.Length - 1)..]);
            if (row == removed || row < 0) continue;
            answers[$"{start}{(row > removed ? row - 1 : row)}{(child.Length == 0 ? "" : "." + child)}"] = text;
        }
        Forget();
    }
}
