using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Website;

public enum MaterialKind { [Label("画像")] Picture, [Label("ファイル")] File }

/// <summary>Waiting: the program beside the hall has not looked at it yet.</summary>
public enum MaterialState { [Label("用意しています")] Waiting, [Label("使えます")] Ready, [Label("使えません")] Failed }

/// <summary>素材: a picture or a file that pages show. What is said of it (alternative text, words of a link) is said where it is
/// used.</summary>
public sealed class Material : IOwned
{
    public const string Subject = "website.material";
    public const int LongestName = 100, LongestCredit = 100;

    /// <summary>The widths in pixels in which a picture is shown; of a smaller one its own.</summary>
    public static readonly IReadOnlyList<int> Widths = [400, 800, 1600];

    /// <summary>Larger ones are not taken: no page shows them, and each costs the memory of many.</summary>
    public const int MostSide = 16_000;
    public const long MostPixels = 64_000_000;

    public required Guid Id { get; init; }
    public required MaterialKind Kind { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>As it was sent: never shown to readers where it is a picture.</summary>
    public required Guid File { get; init; }
    public required string FileName { get; init; }
    public required string Type { get; init; }
    public required long Size { get; init; }

    /// <summary>The department whose it is.</summary>
    public required string Owner { get; init; }

    /// <summary>By which it is found at the desk.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Whose picture it is, as it is said below it.</summary>
    public string? Credit { get; private set; }

    /// <summary>The picture shows text, as a poster does.</summary>
    public bool IsText { get; private set; }

    /// <summary>What must not be cut off, in hundredths of width and height.</summary>
    public int FocusX { get; private set; } = 50;
    public int FocusY { get; private set; } = 50;

    /// <summary>In pixels, the right way up; 0 until it was looked at.</summary>
    public int Width { get; private set; }
    public int Height { get; private set; }

    /// <summary>What only a PDF can lack; true for all others.</summary>
    public bool HasTitle { get; private set; } = true;
    public bool HasLanguage { get; private set; } = true;
    public bool IsTagged { get; private set; } = true;
    public bool HasText { get; private set; } = true;
    public MaterialState State { get; private set; }

    /// <summary>Why it cannot be used.</summary>
    public string? Why { get; private set; }
    public int Version { get; private set; } = 1;

    public bool IsPdf => Type == FileBytes.Pdf;

    /// <summary>In the data of a page.</summary>
    public string Code => Id.ToString("N");

    /// <summary>What may be sent.</summary>
    public static IReadOnlyList<string> Pictures { get; } = [FileBytes.Jpeg, FileBytes.Png, FileBytes.WebP, FileBytes.Gif, FileBytes.Avif];
    public static IReadOnlyList<string> Accepted { get; } = [.. Pictures, FileBytes.Pdf, FileBytes.Xlsx, FileBytes.Docx, FileBytes.Csv];

    public static Material Of(TimeProvider clock, StoredFile file, string owner, Guid by)
    {
        var kind = Pictures.Contains(file.Type) ? MaterialKind.Picture : MaterialKind.File;
        return new()
        {
            Id = clock.NewId(), Kind = kind, By = by, At = clock.GetUtcNow(), File = file.Id, FileName = file.Name, Type = file.Type,
            Size = file.Size, Owner = owner, Name = PlainText.Cut(System.IO.Path.GetFileNameWithoutExtension(file.Name), LongestName),
            // Nothing has to be made or known of a table or a text.
            State = kind is MaterialKind.Picture || file.Type == FileBytes.Pdf ? MaterialState.Waiting : MaterialState.Ready,
        };
    }

    /// <exception cref="Rule">it says of itself that it is larger than any page needs; it was not opened for that.</exception>
    public static void MustFit(PictureSize? size)
    {
        if (size is not { } known) throw new Rule("file", "画像の大きさを読めません。壊れているかもしれません。別の画像を選んでください。");
        if (Math.Max(known.Width, known.Height) > MostSide || known.Pixels > MostPixels)
            throw new Rule("file", $"画像が大きすぎます（{known.Width:#,0}×{known.Height:#,0}）。"
                + $"縦も横も{MostSide:#,0}まで、合わせて{MostPixels / 10_000:#,0}万画素までに小さくしてください。");
    }

    public void Describe(string name, string? credit, bool isText, int focusX, int focusY)
    {
        (Name, Credit, IsText) = (name.Trim(), PlainText.IsBlank(credit) ? null : credit?.Trim(), isText);
        (FocusX, FocusY, Version) = (Math.Clamp(focusX, 0, 100), Math.Clamp(focusY, 0, 100), Version + 1);
    }

    /// <summary>Its widths are there.</summary>
    internal void Drawn(int width, int height) => (Width, Height, State, Version) = (width, height, MaterialState.Ready, Version + 1);

    /// <summary>What the PDF has.</summary>
    internal void Read(bool title, bool language, bool tags, bool text) =>
        (HasTitle, HasLanguage, IsTagged, HasText, State, Version) = (title, language, tags, text, MaterialState.Ready, Version + 1);

    internal void Fail(string why) => (State, Why, Version) = (MaterialState.Failed, PlainText.Cut(why, 300), Version + 1);

    internal sealed class Map : IEntityTypeConfiguration<Material>
    {
        public void Configure(EntityTypeBuilder<Material> b)
        {
            b.ToTable("website_materials");
            b.Property(x => x.FileName).HasMaxLength(200);
            b.Property(x => x.Type).HasMaxLength(80);
            b.Property(x => x.Owner).HasMaxLength(60);
            b.Property(x => x.Name).HasMaxLength(LongestName);
            b.Property(x => x.Credit).HasMaxLength(LongestCredit);
            b.Property(x => x.Why).HasMaxLength(300);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.Ignore(x => x.IsPdf);
            b.Ignore(x => x.Code);
            b.HasIndex(x => new { x.Owner, x.At });
        }
    }
}

/// <summary>What is sent of a material: a picture in one width and kind, or the file itself.</summary>
public sealed class MaterialFile
{
    public required Guid Id { get; init; }
    public required Guid Material { get; init; }

    /// <summary>The beginning of the hash of its bytes, by which it is asked for: another content has another address.</summary>
    public required string Key { get; init; }

    /// <summary>The last part of its address: 800.webp, or the name under which it is saved.</summary>
    public required string Name { get; init; }
    public required string Type { get; init; }

    /// <summary>In pixels; 0 of a file.</summary>
    public required int Width { get; init; }
    public required int Height { get; init; }
    public required Guid File { get; init; }

    public string Path => $"/{Key}/{Uri.EscapeDataString(Name)}";

    public static MaterialFile Of(TimeProvider clock, Guid material, StoredFile file, string name, int width = 0, int height = 0) => new()
    {
        Id = clock.NewId(), Material = material, Key = file.Hash[..32], Name = name, Type = file.Type, Width = width, Height = height,
        File = file.Id,
    };

    internal sealed class Map : IEntityTypeConfiguration<MaterialFile>
    {
        public void Configure(EntityTypeBuilder<MaterialFile> b)
        {
            b.ToTable("website_material_files");
            b.Property(x => x.Key).HasMaxLength(32);
            b.Property(x => x.Name).HasMaxLength(200);
            b.Property(x => x.Type).HasMaxLength(80);
            b.Ignore(x => x.Path);
            b.HasIndex(x => x.Material);
            b.HasIndex(x => x.Key);
        }
    }
}

/// <summary>That the live edition of a page shows a material: only then readers may have it.</summary>
public sealed class MaterialUse
{
    public required Guid Page { get; init; }
    public required Guid Material { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<MaterialUse>
    {
        public void Configure(EntityTypeBuilder<MaterialUse> b)
        {
            b.ToTable("website_material_uses");
            b.HasKey(x => new { x.Page, x.Material });
            b.HasIndex(x => x.Material);
        }
    }
}
