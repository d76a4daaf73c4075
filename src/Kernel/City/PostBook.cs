namespace Keyaki.Kernel;

/// <summary>The posts as they count: those of the city's files as far as they were taken in, and those made on a page, each as it is from
/// one day to the next change. The module of the officers fills it; before that the files speak.</summary>
public sealed class PostBook
{
    volatile Editions<Post>? posts;

    /// <summary>Null while nobody has filled the book.</summary>
    public Editions<Post>? Posts => posts;

    /// <param name="all">Each post once for every day from which it is different.</param>
    public void Fill(IEnumerable<Post> all) => posts = new(all, p => p.Code, p => p.Since, _ => null);
}
