using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Keyaki.Simulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Keyaki.Tests.InSimulator;

public sealed class 決済会社のシミュレーター : IAsyncLifetime
{
    SimulatorHost simulator = null!;
    Receiver receiver = null!;
    HttpClient api = null!;

    public async Task InitializeAsync()
    {
        receiver = await Receiver.Start();
        await Restart(new()
        {
            WebhookDelay = TimeSpan.Zero, RefundTakes = TimeSpan.Zero,
            RetryDelays = [TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20)]
        });
    }

    public async Task DisposeAsync()
    {
        await simulator.DisposeAsync();
        await receiver.DisposeAsync();
    }

    async Task Restart(SimulatorOptions options)
    {
        if (simulator is not null) await simulator.DisposeAsync();
        simulator = await SimulatorHost.Start(options);
        api = receiver.Client(simulator.Http);
        api.DefaultRequestHeaders.Authorization = new("Bearer", simulator.ApiKey);
    }

    async Task<HttpResponseMessage> Ask(string key, long amount = 800)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "v1/checkouts")
        {
            Content = JsonContent.Create(new
            {
                amount, currency = "JPY", reference = "R-1", description = "粗大ごみ", return_url = receiver.Url + "back",
                cancel_url = receiver.Url + "cancel",
                webhook_url = receiver.Url + "hook", expires_at = simulator.Options.Clock.GetUtcNow().AddMinutes(30),
            }, options: SimulatorHost.Json),
        };
        request.Headers.Add("Idempotency-Key", key);
        return await api.SendAsync(request);
    }

    async Task<string> Open() => (await Read(await Ask(Code.Id("key")))).GetProperty("id").GetString() ?? "";

    async Task<HttpResponseMessage> Pay(string id, Behaviour behaviour, string seconds = "0") => await api.PostAsync($"checkout/{id}",
        new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["method"] = "card", ["behaviour"] = behaviour.Word(),
            ["seconds"] = seconds
        }));

    static async Task<JsonElement> Read(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>());

    [Fact]
    public async Task 鍵のない依頼は断る()
    {
        api.DefaultRequestHeaders.Authorization = new("Bearer", "wrong");
        Assert.Equal(HttpStatusCode.Unauthorized, (await Ask("k")).StatusCode);
    }

    [Fact]
    public async Task 同じ鍵と本文には同じ答え_違う本文には409()
    {
        var clock = simulator.Options.Clock;
        await Restart(simulator.Options with { Clock = new Stopped(clock.GetUtcNow()) });
        var first = await Ask("k");
        var again = await Ask("k");
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Conflict, (await Ask("k", amount: 801)).StatusCode);
    }

    [Fact]
    public async Task 支払うと戻り_署名のある通知が届く()
    {
        var id = await Open();
        var answer = await Pay(id, Behaviour.Success);
        Assert.Equal(receiver.Url + "back", answer.Headers.Location?.ToString());
        var hook = Assert.Single(await receiver.Hooks(1));
        Assert.Equal("checkout.succeeded", hook.Type);
        var seconds = long.Parse(hook.Signature.Split(',')[0][2..]);
        Assert.Equal(Code.Sign(simulator.WebhookSecret, seconds, hook.Body), hook.Signature);
        Assert.Equal("succeeded", (await Read(await api.GetAsync($"v1/checkouts/{id}"))).GetProperty("status").GetString());
    }

    [Fact]
    public async Task 断られたあと遅れて成功する()
    {
        var id = await Open();
        await Pay(id, Behaviour.LateSuccess, seconds: "1");
        Assert.Equal(["checkout.failed", "checkout.succeeded"], (await receiver.Hooks(2)).Select(h => h.Type));
    }

    [Fact]
    public async Task 通知は同じ番号で2回届く()
    {
        await Pay(await Open(), Behaviour.DuplicateWebhook);
        var hooks = await receiver.Hooks(2);
        Assert.Single(hooks.Select(h => h.Id).Distinct());
    }

    [Fact]
    public async Task 画面が戻る前に通知が届く()
    {
        await Pay(await Open(), Behaviour.WebhookBeforeRedirect);
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task 二重の引き落としは一つずつ返せて_三つめは返せない()
    {
        var id = await Open();
        await Pay(id, Behaviour.DoubleSuccess);
        var payments = (await Read(await api.GetAsync($"v1/checkouts/{id}"))).GetProperty("payments").EnumerateArray()
            .Select(p => p.GetProperty("id").GetString()).ToList();
        Assert.Equal(2, payments.Count);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await GiveBack("a", payments[0], 300)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await GiveBack("b", payments[0], 800)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await GiveBack("b", payments[0], 800)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await GiveBack("c", payments[0], 800)).StatusCode);
        Assert.Contains(await receiver.Hooks(3), h => h.Type is "refund.succeeded");
    }

    async Task<HttpResponseMessage> GiveBack(string key, string? payment, long amount)
    {
        var request = new HttpRequestMessage(HttpMethod.Post,
            "v1/refunds")
        { Content = JsonContent.Create(new { payment, amount, reason = "test" }) };
        request.Headers.Add("Idempotency-Key", key);
        return await api.SendAsync(request);
    }

    [Fact]
    public async Task 受け取れなかった通知はもう一度送り_あきらめたら頼まれて送る()
    {
        receiver.Answers = 500;
        await Pay(await Open(), Behaviour.Success);
        await receiver.Hooks(3);
        await Until.True(() => simulator.Payments.Events.Single().State is EventState.GivenUp);
        receiver.Answers = 200;
        var told = simulator.Payments.Events.Single();
        await api.PostAsync($"control/events/{told.Id}/resend", null);
        await Until.True(() => simulator.Payments.Events.Single().State is EventState.Delivered);
    }

    [Fact]
    public async Task 止まっているあいだは503で_画面も待ってもらう()
    {
        var id = await Open();
        await api.PutAsJsonAsync("control/payments", new { outage = true });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await api.GetAsync($"v1/checkouts/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await api.GetAsync($"checkout/{id}")).StatusCode);
    }

    [Fact]
    public async Task 再起動しても忘れない()
    {
        var file = Path.GetTempFileName();
        File.Delete(file);
        await Restart(simulator.Options with { StateFile = file });
        var id = await Open();
        await Pay(id, Behaviour.WebhookNever);
        await Restart(simulator.Options);
        Assert.Equal("succeeded", (await Read(await api.GetAsync($"v1/checkouts/{id}"))).GetProperty("status").GetString());
        // A refund for which the merchant gave no reason is remembered too.
        using var refund = new HttpRequestMessage(HttpMethod.Post,
            "v1/refunds")
        {
            Content = JsonContent.Create(new
            {
                payment = simulator.Payments.Checkout(id)?.Payments.Single().Id,
                amount = 800
            }), Headers = { { "Idempotency-Key", "restart" } }
        };
        Assert.True((await api.SendAsync(refund)).IsSuccessStatusCode);
        await Restart(simulator.Options);
        Assert.Single(simulator.Payments.Refunds);
        File.Delete(file);
    }

    [Fact]
    public async Task 支払いの画面は選択肢にすべて名前がある()
    {
        var id = await Open();
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await api.GetStringAsync($"checkout/{id}"));
        Assert.Contains("粗大ごみ", page.Body?.TextContent);
        foreach (var input in page.QuerySelectorAll("input"))
            Assert.False(string.IsNullOrWhiteSpace(page.QuerySelector($"label[for='{input.Id}']")?.TextContent));
        Assert.Equal(3, page.QuerySelectorAll("input[name=method]").Length);
        Assert.Equal(8, page.QuerySelectorAll("input[name=behaviour]").Length);
    }

    sealed class Stopped(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
