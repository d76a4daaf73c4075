using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Procedures;

/// <summary>What a text is written for.</summary>
public enum ReplyUse { Correction, Refusal, Note, Mail }

/// <summary>返信のひな形: a department's own text. It holds blanks for what a case says (<see cref="Blanks"/>), and nobody's
/// data.</summary>
public sealed class ReplyTemplate : DepartmentTemplate
{
    public const int Longest = 1000;

    public ReplyUse Use { get; private set; }
    public string Text { get; private set; } = "";

    /// <exception cref="Rule">it names a place that there is not.</exception>
    public void Write(string title, ReplyUse use, string text, Guid by, DateTimeOffset at)
    {
        Blanks.Check("text", text);
        Written(title, by, at);
        (Use, Text) = (use, text.Trim());
    }

    internal static string Words(ReplyUse use) => use switch
    {
        ReplyUse.Correction => "補正のお願いの理由",
        ReplyUse.Refusal => "認めない理由",
        ReplyUse.Note => "職員のメモ",
        _ => "申請した方への連絡",
    };

    internal sealed class Map : IEntityTypeConfiguration<ReplyTemplate>
    {
        public void Configure(EntityTypeBuilder<ReplyTemplate> b)
        {
            KeepAs(b, "procedures_templates");
            b.Property(x => x.Text).HasMaxLength(Longest);
        }
    }
}
