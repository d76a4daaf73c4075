using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>引落口座: as the file to the bank has it, found by name in the list of banks.</summary>
/// <param name="Type">預金種目: 1 普通, 2 当座.</param>
public sealed record DebitAccount(string Bank, string BankName, string BankKana, string Branch, string BranchName, string BranchKana,
    string Type, string Number, string Holder)
{
    /// <exception cref="Rule">there is no such bank or branch, banks do not collect from such an account, or a bank cannot write its
    /// holder's name.</exception>
    public static DebitAccount Of(BankAnswer typed)
    {
        var bank = Banks.Known.Find(typed.Bank) ?? throw new Rule("account", new Text(
            "金融機関が見つかりません。通帳を見て、名前か金融機関コードを入力してください。",
                "銀行が わかりません。通帳を 見て 書いて ください。",
            "The bank was not found. Type its name or code as in your bank book."));
        var branch = bank.Find(typed.Branch) ?? throw new Rule("account", new Text(
            $"「{bank.Name}」に、この支店が見つかりません。名前か支店コードを入力してください。",
                $"「{bank.Name}」の 店が わかりません。通帳を 見て 書いて ください。",
            $"“{bank.Name}” has no such branch. Type its name or code as in your bank book."));
        if (typed.Type is not ("1" or "2")) throw new Rule("account",
            new Text("貯蓄預金からは引き落とせません。普通預金か当座預金にしてください。",
            "貯蓄の 口座は つかえません。普通か 当座に して ください。",
                "A savings (貯蓄) account cannot be used. Choose ordinary or current."));
        try { BankText.Of(typed.Holder, "account", "口座名義"); }
        catch (Rule)
        {
            throw new Rule("account",
                new Text("口座名義に、銀行のファイルで使えない字があります。通帳のとおりに、カタカナ、英字、数字で入力してください。",
                "口座の 名前に つかえない 字が あります。通帳の とおりに 書いて ください。",
                "The holder has a character that banks cannot take. Type it as in your bank book."));
        }
        return new(bank.Code, bank.Name, bank.Kana, branch.Code, branch.Name, branch.Kana, typed.Type, typed.Number, typed.Holder);
    }

    public string Masked => $"{BankName} {BranchName} …{Number[^3..]}";
}

/// <summary>口座振替の申し込み: from which account a debtor lets the city collect some items, from a day on, until it is ended.</summary>
public sealed class DebitMandate
{
    public const string Purpose = "payments.debit-account";

    public required Guid Id { get; init; }
    public required Guid Debtor { get; init; }

    /// <summary>Codes of the items, with a space between them.</summary>
    public required string Items { get; init; }

    /// <summary>The <see cref="DebitAccount"/> as JSON, sealed.</summary>
    public required string SealedAccount { get; init; }

    /// <summary>Terms that are due from this day on.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The account of who asked for it online; null where it came on paper.</summary>
    public Guid? Account { get; init; }

    /// <summary>The officer or account that wrote it down.</summary>
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }
    public Guid? AcceptedBy { get; private set; }
    public DateTimeOffset? AcceptedAt { get; private set; }
    public Guid? EndedBy { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    public IReadOnlyList<string> All => Items.Split(' ');
    public bool IsInForce => AcceptedAt is not null && EndedAt is null;
    public bool Waits => AcceptedAt is null && EndedAt is null;

    public DebitAccount Read(MasterKey key) =>
        JsonSerializer.Deserialize<DebitAccount>(key.Open(SealedAccount, Purpose)) ?? throw new NotHere();

    public static string Seal(DebitAccount account, MasterKey key) => key.Seal(JsonSerializer.Serialize(account), Purpose);

    public void Accept(Guid by, DateTimeOffset now)
    {
        if (!Waits) throw new Rule("", "この申し込みは、もう受け付けたか、終わっています。");
        (AcceptedBy, AcceptedAt) = (by, now);
    }

    public void End(Guid by, DateTimeOffset now)
    {
        if (EndedAt is not null) throw new Rule("", "この口座振替は、もう終わっています。");
        (EndedBy, EndedAt) = (by, now);
    }

    internal (Tone, string) Standing => EndedAt is not null ? AcceptedAt is null ? (Tone.Plain, "受け付けなかった") : (Tone.Plain,
        "終わった")
        : AcceptedAt is null ? (Tone.Info, "確認待ち") : (Tone.Good, "有効");

    internal sealed class Map : IEntityTypeConfiguration<DebitMandate>
    {
        public void Configure(EntityTypeBuilder<DebitMandate> b)
        {
            b.ToTable("payments_mandates");
            b.Property(x => x.Items).HasMaxLength(500);
            b.Property(x => x.SealedAccount).HasMaxLength(2000).IsSealed(Purpose);
            b.Ignore(x => x.All);
            b.HasIndex(x => x.Debtor);
            b.HasIndex(x => x.Account).HasFilter("\"Account\" IS NOT NULL");
            b.HasIndex(x => x.At).HasFilter("\"AcceptedAt\" IS NULL AND \"EndedAt\" IS NULL");
        }
    }
}
