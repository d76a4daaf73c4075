using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Website;

/// <summary>What of the room is about emergencies: alerts, shelters, and the light page on top.</summary>
static class WebsiteAlerts
{
    public static IReadOnlyList<MenuItem> Menu { get; } = [
        new("緊急情報", ListAlerts.Url, WebsiteModule.SeeAlerts, MenuGroup.City),
        new("避難所の状況", KeepShelters.Url, WebsiteModule.Shelter, MenuGroup.City)];

    public static void AddAlerts(this IServiceCollection services)
    {
        services.AddSingleton<IShelters, KeptShelters>();
        services.AddSingleton<ISiteList, ShelterList>();
        services.AddSingleton<AlertBoard>();
        services.AddHostedService(s => s.GetRequiredService<AlertBoard>());
        services.AddSingleton<IEmergency>(s => s.GetRequiredService<AlertBoard>());
        services.AddSingleton<LightTop>();
        services.AddScoped<Alerting>();
        services.AddTasks<AlertTasks>();
    }

    public static void MapAlerts(this IEndpointRouteBuilder app)
    {
        ListAlerts.Map(app);
        ChooseAlert.Map(app);
        SendAlert.Map(app);
        ShowAlert.Map(app);
        KeepShelters.Map(app);
    }

    public static void CreateAlerts(this MigrationBuilder m)
    {
        m.CreateTable("website_alerts", t => new
        {
            Id = t.Column<Guid>(),
            Page = t.Column<Guid>(),
            Kind = t.Column<string>(maxLength: 60),
            Drill = t.Column<bool>(),
            At = t.Column<DateTime>(),
            Outside = t.Column<string>(maxLength: 200, nullable: true),
            Level = t.Column<string>(maxLength: 60, nullable: true),
            Towns = t.Column<string>(maxLength: 2000),
            Shelters = t.Column<string>(maxLength: 4000),
            State = t.Column<string>(maxLength: 40),
            ChangedAt = t.Column<DateTime>(),
            Acts = t.Column<int>(),
            Read = t.Column<int>(),
            SaidBy = t.Column<Guid>(nullable: true),
            ReadBy = t.Column<Guid>(nullable: true),
            ReadAt = t.Column<DateTime>(nullable: true),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_website_alerts", x => x.Id));
        m.CreateIndex("IX_website_alerts_State_At_Id", "website_alerts", ["State", "At", "Id"]);
        m.CreateIndex("IX_website_alerts_Page", "website_alerts", "Page", unique: true);
        m.CreateIndex("IX_website_alerts_Outside", "website_alerts", "Outside", unique: true);
        m.CreateTable("website_shelters", t => new
        {
            Id = t.Column<Guid>(),
            Shelter = t.Column<string>(maxLength: 60),
            State = t.Column<string>(maxLength: 40),
            People = t.Column<int>(nullable: true),
            By = t.Column<Guid>(),
            At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_website_shelters", x => x.Id));
        m.CreateIndex("IX_website_shelters_Shelter_At_Id", "website_shelters", ["Shelter", "At", "Id"]);
    }
}
