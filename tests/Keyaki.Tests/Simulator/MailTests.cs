using System.Net.Sockets;
using System.Text;
using Keyaki.Simulator;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Keyaki.Tests.InSimulator;

public sealed class メールサーバーのシミュレーター : IAsyncLifetime
{
    const string Subject = "【清瀬市】粗大ごみ収集の申込を受け付けました。受付番号は令和8年度の番号です(とても長い件名でも読めること)";
    const string Text = "清瀬 花子 様\r\n\r\n.で始まる行も\r\n..二つでも\r\nそのまま届きます。\r\n";

    SimulatorHost simulator = null!;

    public async Task InitializeAsync() => simulator = await SimulatorHost.Start(new() { MailLimit = 20_000 });
    public async Task DisposeAsync() => await simulator.DisposeAsync();

    async Task Send(MimeMessage mail)
    {
        using var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", simulator.SmtpPort, SecureSocketOptions.None);
        await client.SendAsync(mail);
    }

    static MimeMessage Letter(string to = "hanako@example.jp", string text = Text, Action<BodyBuilder>? more = null)
    {
        var body = new BodyBuilder { TextBody = text };
        more?.Invoke(body);
        return new MimeMessage([new MailboxAddress("", "city@example.jp")], [new MailboxAddress("", to)], Subject, body.ToMessageBody());
    }

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
        await Send(Letter(more: body => body.Attachments.Add("通知書.pdf", [1, 2, 3], new ContentType("application", "pdf"))));
        var got = Assert.Single(simulator.Mails.Mails);
        Assert.Equal(Text.TrimEnd(), got.Text.TrimEnd());
        Assert.Equal(3, Assert.Single(got.Attachments).Size);
    }

    [Fact]
    public async Task 届けられない宛先は断る()
    {
        simulator.Mails.Reject("nobody@example.jp");
        await Assert.ThrowsAsync<SmtpCommandException>(() => Send(Letter("nobody@example.jp")));
        Assert.Empty(simulator.Mails.Mails);
    }

    [Fact]
    public async Task 止まっているあいだは受け取らない()
    {
        simulator.Mails.Outage = true;
        await Assert.ThrowsAnyAsync<Exception>(() => Send(Letter()));
        simulator.Mails.Outage = false;
        await Send(Letter());
        Assert.Single(simulator.Mails.Mails);
    }

    [Fact]
    public async Task 大きすぎるメールは受け取らない()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Send(Letter(text: new string('あ', 20_000))));
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
        Assert.Equal("501", await Say("RCPT TO:<a..b@docomo.ne.jp>"));
        Assert.Equal("250", await Say("RCPT TO:<花子@example.jp>"));
        Assert.Equal("250", await Say("RCPT TO:<\"a..b\"@docomo.ne.jp>"));
        Assert.Equal("250", await Say("NOOP"));
        Assert.Equal("354", await Say("DATA"));
        Assert.Equal("250", await Say("Subject: 件名\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n..点\r\n."));
        Assert.Equal("502", await Say("HELP"));
        Assert.Equal("221", await Say("QUIT"));
        var mail = Assert.Single(simulator.Mails.Mails);
        Assert.Equal(("件名", ".点"), (mail.Subject, mail.Text.TrimEnd()));
        Assert.Equal(["花子@example.jp", "a..b@docomo.ne.jp"], mail.Recipients);
    }
}
