using Keyaki.Contracts;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Procedures;

/// <summary>The officer's side of procedures: its powers, its menu, its routes. Which cases an officer sees follows from the posts
/// (<see cref="CaseDesk"/>).</summary>
static class Office
{
    public static readonly Permission Handle = new("procedures.handle", "所属する課の申請を見て審査する");

    public static readonly IReadOnlyList<Permission> Permissions = [Handle, ShowNumbers.Sees, ReplyTemplates.Writing,
        .. Workbench.Permissions];
    public static readonly IReadOnlyList<MenuItem> Menu =
    [
        new("申請の受付箱", WorkList.Path, Handle, MenuGroup.Today),
        new("返信のひな形", ReplyTemplates.Path, ReplyTemplates.Writing, MenuGroup.City),
        new("日ごとの予約", ShowDays.Path, Handle, MenuGroup.Today),
        new("ほかの窓口からの申請", ShowIncoming.Url, Handle, MenuGroup.Today),
        new("件数", Tally.Path, Handle, MenuGroup.City),
        new("見つからなかった言葉", ListUnfound.Path, Handle, MenuGroup.City),
        Workbench.Menu, RunsPage.InMenu(Handle),
    ];

    public static void Services(IServiceCollection services)
    {
        CaseGraphs.Sound(ApplicationGraph.States, ApplicationGraph.All);
        services.AddScoped<Dispatch>();
        services.AddScoped<Ringing>();
        services.AddScoped<IJob, RemindDaily>();
        services.AddScoped<LetterCheck>();
        services.AddScoped<DayDesk>();
        services.AddScoped<DaySheets>();
        services.AddScoped<TakingBack>();
        services.AddScoped<IOutboxWork, LetterWork>();
        services.AddScoped<IOutboxWork, EraseNumbers>();
        services.AddProposed<RouteDecides>();
        services.AddScoped<ISubjectPaper, DecidersPaper>();
        services.AddTasks<CaseTask>();
        services.AddTasks<ProcessingTask>();
        services.AddTasks<IncomingTask>();
        services.AddScoped<IOutboxWork, ReceiveIncoming>();
        services.AddScoped<IJob, SweepIncoming>();
        services.AddSingleton<IncomingSheets>().AddSingleton<IListings>(s => s.GetRequiredService<IncomingSheets>());
        services.AddImports<IncomingFile, IncomingRow>(new(ShowIncoming.Url, Handle, "incoming", "ほかの窓口の申請") { Personal = true });
        services.AddTasks<HandoverTask>();
        services.AddKeptLists<SavedList, FirstList, SavedLists>();
        services.AddTemplates<ReplyTemplate, ReplyTemplates>();
        services.AddFindable<FindCase>();
        services.AddSecond<DayClosing, CheckClosing>();
        services.AddDrafted<DraftedProcedures>();
    }

    public static void Map(IEndpointRouteBuilder app)
    {
        const string Case = WorkList.Path + "/{id}";
        foreach (var deed in new[] { OfficeDeeds.CarryOut, OfficeDeeds.SendBack, OfficeDeeds.MakeLetter }) app.Declare(deed);
        app.MapPage(WorkList.Path, Handle, OfficeDeeds.LookAtList, Browse.Ask);
        app.MapPage(Export.Path, Handle, OfficeDeeds.Export, Export.Ask);
        Enter.Map(app);
        ShowNumbers.Map(app);
        EnterFor.Map(app);
        app.MapForm(Case + "/retype", Handle, OfficeDeeds.Retype, Retype.Build, Retype.Ask, Retype.Accept, OfficeDeeds.LookAtCase)
            .Taking(Takes.Attachments, PostRoom.OfCase);
        app.MapPage(ExportAnswers.Path + "/{kind}", Handle, OfficeDeeds.ExportAnswers, ExportAnswers.Ask);
        app.MapPage(Tally.Path, Handle, Deed.None, Tally.Ask);
        app.MapPage(ListUnfound.Path, Handle, Deed.None, ListUnfound.Ask);
        app.MapAct(TakeMany.Path + "/examine", Handle, OfficeDeeds.ExamineMany, TakeMany.Examine);
        app.MapAct(TakeMany.Path + "/assign", Handle, OfficeDeeds.AssignMany, TakeMany.Assign);
        // Deciders of other departments read the case as well; whose case it is decides, not the power.
        app.MapPage(Case, Permission.Officer, OfficeDeeds.LookAtCase, Examine.Ask);
        app.MapPage(Case + "/files/{file}", Permission.Officer, OfficeDeeds.OpenFile, Opened.File);
        app.MapPage(Case + "/letter", Handle, OfficeDeeds.OpenLetter, Opened.Letter);
        app.MapPage(Case + "/preview/{outcome}", Permission.Officer, OfficeDeeds.Preview, Opened.Preview);
        app.MapAct(Case + "/letter/again", Handle, OfficeDeeds.MakeAgain, Issuing.Again);
        app.MapAct(Case + "/" + HandBackFee.Route, Handle, OfficeDeeds.HandBack, HandBackFee.Accept);
        app.MapAct(Case + "/examine", Handle, OfficeDeeds.Examine, Examine.Start);
        app.MapForm(Case + "/assign", Handle, OfficeDeeds.Assign, Assign.Build, Assign.Ask, Assign.Accept, OfficeDeeds.LookAtCase);
        ReplyTemplates.Map(app);
        SavedLists.Map(app);
        app.MapForm<Tell.Input>(Case + "/tell", Handle, OfficeDeeds.Tell, Tell.Ask, Tell.Accept, OfficeDeeds.LookAtCase);
        app.MapPage(ListSent.Url, Handle, Deed.None, ListSent.Ask);
        app.MapForm(Case + "/transfer", Handle, OfficeDeeds.Offer, HandOver.Build, HandOver.Ask, HandOver.Accept, OfficeDeeds.LookAtCase);
        app.MapAct(Case + "/transfer/back", Handle, OfficeDeeds.TakeBackOffer, HandOver.TakeBack);
        app.MapForm(Case + "/take", Handle, OfficeDeeds.TakeOver, TakeOver.Build, TakeOver.Ask, TakeOver.Accept, OfficeDeeds.LookAtCase);
        app.MapForm<Write.Input>(Case + "/note", Handle, OfficeDeeds.Note, Write.Ask, Write.Accept, OfficeDeeds.LookAtCase);
        app.MapForm(Case + "/correct", Handle, OfficeDeeds.Correct, Mend.Build, Mend.Ask, Mend.Accept, OfficeDeeds.LookAtCase);
        app.MapForm(Case + "/propose", Handle, OfficeDeeds.Propose, DecisionForm.Build, Propose.Ask, Propose.Accept,
            OfficeDeeds.LookAtCase);
        app.MapForm(Case + "/decide", Handle, OfficeDeeds.Decide, DecisionForm.Build, Decide.Ask, Decide.Accept, OfficeDeeds.LookAtCase);
        app.MapForm(Links.TiedCases("{person}"), ProtectedAddress.Ordering, OfficeDeeds.Tie, TieCase.Build, TieCase.Ask, TieCase.Accept,
            OfficeDeeds.LookAtTies);
        app.MapAct(Links.TiedCases("{person}") + "/{tie}/end", ProtectedAddress.Ordering, OfficeDeeds.Untie, TieCase.End);
        ShowDays.Map(app);
        PullCases.Map(app);
        app.Declare(ReceiveIncoming.Deed);
        ShowIncoming.Map(app);
        Workbench.Map(app);
        app.MapForm<Deliver.Input>(Case + "/deliver", Handle, OfficeDeeds.Deliver, Deliver.Ask, Deliver.Accept, OfficeDeeds.LookAtCase);
    }
}
