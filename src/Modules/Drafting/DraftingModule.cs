using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Drafting;

/// <summary>収受・起案・施行: the work on a record until it is complete. Who decides is asked in Approvals; what is decided lies in
/// Documents.</summary>
public sealed class DraftingModule : IModule
{
    public static readonly Permission Write = new("drafting.write", "起案し、自分の課の文書を収受して施行する"),
        Receive = new("drafting.receive", "届いたものを収受して、すべての課に配る"), Keep = new("drafting.seal", "公印を管理し、使用を確かめる");

    public string Name => "drafting";
    public IReadOnlyList<Permission> Permissions => [Write, Receive, Keep];
    public IReadOnlyList<MenuItem> Menu =>
    [
        new("収受", ReceivedDesk.Url, Write, MenuGroup.Documents), new("起案", MyDrafts.Url, Write, MenuGroup.Documents),
        new("掲示", NoticeBoard.Url, Write, MenuGroup.Documents), new("公印使用簿", SealBook.Url, Write, MenuGroup.Documents),
    ];
    public IReadOnlyList<CityFiles> CityFiles => [DraftingFiles.Files];
    public IReadOnlyList<Setting> Settings =>
    [
        new(WatchFolders.Mails, "", "届いたメール（.eml）を置くフォルダー。空なら受け取らない。読んだものはその中のdoneへ、開けないものはheldへ移る"),
        new(WatchFolders.Scans, "", "読み取った紙（PDF、JPEG、PNG）を置くフォルダー。空なら受け取らない。tesseractがあれば文字を読み取る"),
        new(WatchFolders.Settling, "5", "置かれたファイルを受け取るまでに待つ秒数。書き終わる前に読まないため"),
    ];

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.AddTemplates<OwnTemplate, OwnTemplates>();
        services.AddFindable<FindDraft>();
        services.AddFindable<FindReceived>();
        services.AddTasks<DraftTask>();
        services.AddTasks<ReceivedTask>();
        services.AddTasks<ArrivalTask>();
        services.AddScoped<ISubjectPaper, DraftPaper>();
        services.AddScoped<ISubjectName, DraftName>();
        services.AddScoped<ISubjectName, ReceivedName>();
        services.AddScoped<IHear<Decided>, Outcome>();
        services.AddScoped<IHear<Remanded>, Outcome>();
        services.AddScoped<IHear<Ended>, Outcome>();
        services.AddScoped<IHear<RecordDestroyed>, Erasure>();
        services.AddScoped<IHear<MailEnded>, MailFate>();
        services.AddScoped<ISuccession, DraftsSucceed>();
        services.AddSecond<SealUse, CheckSeal>();
        services.AddScoped<IOutboxWork, LetterWork>();
        services.AddSingleton<WatchFolders>();
        services.AddSingleton<IRound>(sp => sp.GetRequiredService<WatchFolders>());
    }

    public Task Scenes(Telling telling) => StoryDrafts.Scenes(telling);

    public void Map(IEndpointRouteBuilder app)
    {
        app.Declare(Outcome.Fixed);
        app.Declare(Outcome.Returned);
        app.Declare(Outcome.Over);
        app.Declare(WatchFolders.Came);
        app.Declare(LetterWork.Made);

        ReceivedDesk.Map(app);
        ReceiveByHand.Map(app);
        TakeArrival.Map(app);
        ShowReceived.Map(app);
        AssignReceived.Map(app);
        FinishReceived.Map(app);
        CirculateReceived.Map(app);

        MyDrafts.Map(app);
        StartDraft.Map(app);
        OwnTemplates.Map(app);
        ShowDraft.Map(app);
        WriteDraft.Map(app);
        ProposeDraft.Map(app);
        CompareBodies.Map(app);

        IssueDraft.Map(app);
        SendOne.Map(app);
        AskSeal.Map(app);
        SealBook.Map(app);
        NoticeBoard.Map(app);
        PutUp.Map(app);
    }
}
