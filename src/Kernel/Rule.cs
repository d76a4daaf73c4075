namespace Keyaki.Kernel;

/// <summary>A rule of the house that the input broke: said beside the field, answered with 422, nothing typed is lost.</summary>
/// <param name="about">Name of the question; empty for the whole form.</param>
/// <param name="sentence">Plain words that say what to do; in Japanese alone where only officers read them.</param>
public class Rule(string about, Text sentence) : Exception(sentence.Ja)
{
    public Rule(string about, string sentence) : this(about, new Text(sentence)) { }

    public string Field { get; } = about;
    public string Sentence => Message;

    /// <summary>The sentence in `ja`, `easy` or `en`.</summary>
    public string In(string language) => sentence.In(language).Words;
}

/// <summary>What this page held was sent before, and now it holds something else: the page is shown again as a new one, so that the
/// next press sends it.</summary>
public sealed class SentAlready() : Rule("", new Text(
    "この画面の内容は、前に一度送信されています。そのあとに変えた内容は、まだ送られていません。送るときは、確かめてから、もう一度ボタンを押してください。",
    "この画面は まえに いちど おくりました。かえた ものは まだ おくって いません。おくるときは、もういちど ボタンを おして ください。",
    "This page was sent once before. What you changed since has not been sent. To send it, check it and press the button again."));

/// <summary>What was asked for is not there, or not for this person: the answer is 404 either way.</summary>
public sealed class NotHere() : Exception("not here");

/// <summary>Somebody changed the record after it was shown: 409, with what they changed; what was typed stays.</summary>
public sealed class ChangedMeanwhile(Text by) : Exception(by.Ja)
{
    public ChangedMeanwhile(string by) : this(new Text(by)) { }

    /// <summary>The whole sentence for who had the page open; <paramref name="then"/> says what to do now.</summary>
    public string In(string language, Text then) =>
        new Text("この画面を開いている間に、ほかの人が内容を変えました。", "この 画面を 見て いる あいだに、ほかの 人が なかみを かえました。",
            "Somebody changed this while you had the page open. ").In(language).Words
        + by.In(language).Words + (language == "en" ? " " : "　") + then.In(language).Words;
}

/// <summary>The hall cannot keep anything right now (disk, database): 503, what was typed stays.</summary>
public sealed class PleaseWait(Exception? inner = null) : Exception("please wait", inner);
