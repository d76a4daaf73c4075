using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Residents;

/// <summary>The module's tables.</summary>
[Migration("20261122_11_residents")]
public sealed class ResidentsBaseline : Migration
{
    protected override void Up(MigrationBuilder m)
    {
        m.CreateTable("residents_accounts", t => new
        {
            Id = t.Column<Guid>(), Name = t.Column<string>(maxLength: 100), Kana = t.Column<string>(maxLength: 100),
            SealedMail = t.Column<string>(maxLength: 1000), BlindMail = t.Column<string>(maxLength: 64),
            Phone = t.Column<string>(maxLength: 20, nullable: true), Birth = t.Column<DateOnly>(nullable: true),
            Postal = t.Column<string>(maxLength: 7, nullable: true), Town = t.Column<string>(maxLength: 100, nullable: true),
            Street = t.Column<string>(maxLength: 100, nullable: true), Building = t.Column<string>(maxLength: 100, nullable: true),
            OpenedAt = t.Column<DateTime>(), Reads = t.Column<string>(maxLength: 4), Version = t.Column<long>(),
        }, constraints: t => t.PrimaryKey("PK_residents_accounts", x => x.Id));
        m.CreateIndex("IX_residents_accounts_BlindMail", "residents_accounts", "BlindMail", unique: true);

        m.CreateTable("residents_guests", t => new
        {
            Id = t.Column<Guid>(), SealedMail = t.Column<string>(maxLength: 1000), BlindMail = t.Column<string>(maxLength: 64),
            FirstAt = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_residents_guests", x => x.Id));
        m.CreateIndex("IX_residents_guests_BlindMail", "residents_guests", "BlindMail", unique: true);

        m.CreateTable("residents_account_links", t => new
        {
            Id = t.Column<Guid>(), Account = t.Column<Guid>(), Person = t.Column<Guid>(), Seen = t.Column<string>(maxLength: 40),
            By = t.Column<Guid>(nullable: true), At = t.Column<DateTime>(),
            EndedBy = t.Column<Guid>(nullable: true), EndedAt = t.Column<DateTime>(nullable: true),
            Standing = t.Column<Guid>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_residents_account_links", x => x.Id));
        m.CreateIndex("IX_residents_account_links_Standing", "residents_account_links", "Standing", unique: true);
        m.CreateIndex("IX_residents_account_links_Person", "residents_account_links", "Person");
        m.CreateIndex("IX_residents_account_links_Account", "residents_account_links", "Account");

        m.CreateTable("residents_card_ties", t => new
        {
            Id = t.Column<Guid>(), Account = t.Column<Guid>(), SealedWord = t.Column<string>(maxLength: 1000),
            BlindWord = t.Column<string>(maxLength: 64), At = t.Column<DateTime>(),
            SealedFacts = t.Column<string>(maxLength: 2000, nullable: true), WaitsSince = t.Column<DateTime>(nullable: true),
            Refused = t.Column<string>(maxLength: 64, nullable: true), Why = t.Column<string>(maxLength: 40, nullable: true),
            DecidedBy = t.Column<Guid>(nullable: true), DecidedAt = t.Column<DateTime>(nullable: true), Version = t.Column<long>(),
        }, constraints: t => t.PrimaryKey("PK_residents_card_ties", x => x.Id));
        m.CreateIndex("IX_residents_card_ties_BlindWord", "residents_card_ties", "BlindWord", unique: true);
        m.CreateIndex("IX_residents_card_ties_Account", "residents_card_ties", "Account");
        m.CreateIndex("IX_residents_card_ties_WaitsSince", "residents_card_ties", "WaitsSince", filter: "\"WaitsSince\" IS NOT NULL");

        m.CreateTable("residents_my_numbers", t => new
        {
            Id = t.Column<Guid>(), Sealed = t.Column<string>(maxLength: 200), At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_residents_my_numbers", x => x.Id));

        m.CreateTable("residents_households", t => new
        {
            Id = t.Column<Guid>(), HeadName = t.Column<string>(maxLength: 100), Postal = t.Column<string>(maxLength: 7, nullable: true),
            Town = t.Column<string>(maxLength: 100),
            Street = t.Column<string>(maxLength: 100), Building = t.Column<string>(maxLength: 100, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_residents_households", x => x.Id));

        m.CreateTable("residents_persons", t => new
        {
            Id = t.Column<Guid>(), AddressNumber = t.Column<string>(maxLength: 15), Name = t.Column<string>(maxLength: 100),
            Kana = t.Column<string>(maxLength: 100), Birth = t.Column<DateOnly>(),
            Sex = t.Column<string>(maxLength: 6, nullable: true), Household = t.Column<Guid>(),
            Relationship = t.Column<string>(maxLength: 40), Place = t.Column<int>(),
            Domicile = t.Column<string>(maxLength: 200, nullable: true), HeadOfRegister = t.Column<string>(maxLength: 100, nullable: true),
            ResidentSince = t.Column<DateOnly>(), ClosedOn = t.Column<DateOnly>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_residents_persons", x => x.Id));
        m.CreateIndex("IX_residents_persons_AddressNumber", "residents_persons", "AddressNumber", unique: true);
        m.CreateIndex("IX_residents_persons_Household", "residents_persons", "Household");
        m.CreateIndex("IX_residents_persons_Birth", "residents_persons", "Birth");

        m.CreateTable("residents_foreign_entries", t => new
        {
            Person = t.Column<Guid>(), Nationality = t.Column<string>(maxLength: 60), Kind = t.Column<string>(maxLength: 40),
            Status = t.Column<string>(maxLength: 60, nullable: true),
            Period = t.Column<string>(maxLength: 40, nullable: true), Until = t.Column<DateOnly>(nullable: true),
            CardNumber = t.Column<string>(maxLength: 20, nullable: true), Alias = t.Column<string>(maxLength: 100, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_residents_foreign_entries", x => x.Person));

        m.CreateTable("residents_protection_orders", t => new
        {
            Id = t.Column<Guid>(), Person = t.Column<Guid>(), Reason = t.Column<string>(maxLength: 40), From = t.Column<DateOnly>(),
            Until = t.Column<DateOnly>(), By = t.Column<Guid>(nullable: true), At = t.Column<DateTime>(),
            EndedOn = t.Column<DateOnly>(nullable: true), EndedBy = t.Column<Guid>(nullable: true),
            EndedAt = t.Column<DateTime>(nullable: true), Standing = t.Column<Guid>(nullable: true), Version = t.Column<long>(),
        }, constraints: t => t.PrimaryKey("PK_residents_protection_orders", x => x.Id));
        m.CreateIndex("IX_residents_protection_orders_Standing", "residents_protection_orders", "Standing", unique: true);
        m.CreateIndex("IX_residents_protection_orders_Person", "residents_protection_orders", "Person");

        m.CreateTable("residents_protection_extensions", t => new
        {
            Id = t.Column<Guid>(), Order = t.Column<Guid>(), From = t.Column<DateOnly>(), Until = t.Column<DateOnly>(),
            By = t.Column<Guid>(), At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_residents_protection_extensions", x => x.Id));
        m.CreateIndex("IX_residents_protection_extensions_Order", "residents_protection_extensions", "Order");
    }
}
