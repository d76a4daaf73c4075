using System.Collections.Frozen;

namespace Keyaki.Kernel;

/// <summary>The posts as they count now: those of the city's files as far as they were taken in, and those made on a page. The module
/// of the officers fills it; before that the files speak.</summary>
public sealed class PostBook
{
    volatile FrozenDictionary<string, Post>? posts;

    /// <summary>All posts in the order in which they were made; null while nobody has filled the book.</summary>
    public IReadOnlyList<Post>? Posts { get; private set; }

    public Post? Find(string code) => posts?.GetValueOrDefault(code);

    public void Fill(IReadOnlyList<Post> now)
    {
        Posts = now;
        posts = now.ToFrozenDictionary(p => p.Code);
    }
}
