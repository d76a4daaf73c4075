using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Messages;

/// <summary>The tables of Messages.</summary>
[Migration("20261122_12_messages")]
public sealed class MessagesBaseline : Migration
{
    protected override void Up(MigrationBuilder m)
    {
        m.CreateTable("messages_inbox", t => new
        {
            Id = t.Column<Guid>(), Key = t.Column<string>(maxLength: 120), Account = t.Column<Guid>(),
            Subject = t.Column<string>(maxLength: 200), Text = t.Column<string>(maxLength: 4000),
            EasySubject = t.Column<string>(maxLength: 200, nullable: true), EasyText = t.Column<string>(maxLength: 4000, nullable: true),
            EnglishSubject = t.Column<string>(maxLength: 200, nullable: true),
            EnglishText = t.Column<string>(maxLength: 4000, nullable: true),
            Url = t.Column<string>(maxLength: 500, nullable: true), Record = t.Column<Guid>(nullable: true),
            At = t.Column<DateTime>(), ReadAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_messages_inbox", x => x.Id));
        m.CreateIndex("IX_messages_inbox_Key", "messages_inbox", "Key", unique: true);
        m.CreateIndex("IX_messages_inbox_Account_At", "messages_inbox", ["Account", "At"]);
        m.CreateIndex("IX_messages_inbox_Record", "messages_inbox", "Record", filter: "\"Record\" IS NOT NULL");

        m.CreateTable("messages_mails", t => new
        {
            Id = t.Column<Guid>(), Key = t.Column<string>(maxLength: 120), SealedTo = t.Column<string>(maxLength: 1000),
            Subject = t.Column<string>(maxLength: 200), SealedText = t.Column<string>(),
            SealedFiles = t.Column<string>(nullable: true),
            QueuedAt = t.Column<DateTime>(), SentAt = t.Column<DateTime>(nullable: true), DelayedAt = t.Column<DateTime>(nullable: true),
            RefusedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_messages_mails", x => x.Id));
        m.CreateIndex("IX_messages_mails_Key", "messages_mails", "Key", unique: true);
        m.CreateIndex("IX_messages_mails_QueuedAt", "messages_mails", "QueuedAt");
    }
}
