using System.Net.Mail;
using System.Net.Sockets;
using System.Text;
using Keyaki.Simulator;
using Xunit;

namespace Keyaki.Tests;

public sealed class メールサーバーのシミュレーター : IAsyncLifetime
{
    const string Subject = "【清瀬市】粗大ごみ収集の申込を受け付けました。受付番号は令和8年度の番号です(とても長い件名でも読めること)";
    const string Text = "清瀬 花子 様\r\n\r\n.で始まる行も\r\n..二つでも\r\nそのまま届きます。\r\n";

    SimulatorHost simulator = null!;

    public async Task InitializeAsync() => simulator = await SimulatorHost.Start(new() { MailLimit = 20_000 });
    public async Task DisposeAsync() => await simulator.DisposeAsync();

    async Task Send(MailMessage mail)
    {
        using var client = new SmtpClient("127.0.0.1", simulator.SmtpPort);
        await client.SendMailAsync(mail);
    }

    static MailMessage Letter(string to = "hanako@example.jp", string text = Text) =>
        new("city@example.jp", to, Subject, text) { SubjectEncoding = Encoding.UTF8, BodyEncoding = Encoding.UTF8 };

    [Fact]
    public async Task 件名と本文が読める形で届く()
    {
        await Send(Letter());
        var mail = Assert.Single(simulator.Mails.Mails);
        Assert.Equal(Subject, mail.Subject);
        Assert.Equal(Text.TrimEnd(), mail.Text.TrimEnd());
        Assert.Equal(["hanako@example.jp"], mail.Recipients);
    }

    [Fact]
    public async Task 添付のあるメールも本文が読める()
    {
        using var mail = Letter();
        mail.Attachments.Add(new System.Net.Mail.Attachment(new MemoryStream([1, 2, 3]), "通知書.pdf", "application/pdf"));
        await Send(mail);
        var got = Assert.Single(simulator.Mails.Mails);
        Assert.Equal(Text.TrimEnd(), got.Text.TrimEnd());
        Assert.Equal(3, Assert.Single(got.Attachments).Size);
    }

    [Fact]
    public async Task 届けられない宛先は断る()
    {
        simulator.Mails.Reject("nobody@example.jp");
        await Assert.ThrowsAsync<SmtpFailedRecipientException>(() => Send(Letter("nobody@example.jp")));
        Assert.Empty(simulator.Mails.Mails);
    }

    [Fact]
    public async Task 止まっているあいだは受け取らない()
    {
        simulator.Mails.Outage = true;
        await Assert.ThrowsAnyAsync<SmtpException>(() => Send(Letter()));
        simulator.Mails.Outage = false;
        await Send(Letter());
        Assert.Single(simulator.Mails.Mails);
    }

    [Fact]
    public async Task 大きすぎるメールは受け取らない()
    {
        await Assert.ThrowsAnyAsync<SmtpException>(() => Send(Letter(text: new string('あ', 20_000))));
        Assert.Empty(simulator.Mails.Mails);
    }

    [Fact]
    public async Task 素の会話_点の二重化と8ビットとやり直し()
    {
        using var client = new TcpClient("127.0.0.1", simulator.SmtpPort);
        using var reader = new StreamReader(client.GetStream());
        async Task<string> Say(string line)
        {
            await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"));
            string? answer;
            do answer = await reader.ReadLineAsync(); while (answer is [_, _, _, '-', ..]);
            return answer?[..3] ?? "";
        }
        Assert.StartsWith("220", await reader.ReadLineAsync());
        Assert.Equal("503", await Say("MAIL FROM:<a@example.jp>"));
        Assert.Equal("250", await Say("EHLO test"));
        Assert.Equal("552", await Say("MAIL FROM:<a@example.jp> SIZE=20001"));
        Assert.Equal("250", await Say("MAIL FROM:<a@example.jp> BODY=8BITMIME SMTPUTF8"));
        Assert.Equal("250", await Say("RSET"));
        Assert.Equal("503", await Say("RCPT TO:<b@example.jp>"));
        Assert.Equal("250", await Say("MAIL FROM:<a@example.jp> BODY=8BITMIME SMTPUTF8"));
        Assert.Equal("503", await Say("DATA"));
        Assert.Equal("250", await Say("RCPT TO:<花子@example.jp>"));
        Assert.Equal("250", await Say("NOOP"));
        Assert.Equal("354", await Say("DATA"));
        Assert.Equal("250", await Say("Subject: 件名\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n..点\r\n."));
        Assert.Equal("502", await Say("HELP"));
        Assert.Equal("221", await Say("QUIT"));
        var mail = Assert.Single(simulator.Mails.Mails);
        Assert.Equal(("件名", ".点", "花子@example.jp"), (mail.Subject, mail.Text.TrimEnd(), mail.Recipients[0]));
    }
}
