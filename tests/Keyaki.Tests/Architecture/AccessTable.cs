namespace Keyaki.Tests.Architecture;

/// <summary>
/// Who gets in where. Which permission a route asks for stands at the route; here stands what follows: which roles hold which power,
/// whose record the address names, and what those get who may. Everybody else: 404 where the record is somebody else's, 403 where an
/// officer lacks the power, the sign-in page where nobody is signed in at that door.
/// </summary>
static partial class AccessTable
{
    /// <summary>The roles of the story, their door, and their powers. A resident's visit does not count at the office door, nor the
    /// other way round.</summary>
    public const string Roles = """
        nobody    | -        |
        guest     | resident | applicant
        hanako    | resident | applicant resident
        ichiro    | resident | applicant resident
        tanaka    | office   | officer procedures.handle procedures.templates procedures.build documents.read documents.keep documents.disclose drafting.write payments.see payments.refund payments.cash payments.counter residents.find residents.link residents.reset plan.report approvals.decide assets.read assets.keep website.write
        ito       | office   | officer procedures.handle procedures.templates procedures.build procedures.publish documents.read documents.keep documents.disclose drafting.write payments.see payments.refund payments.cash payments.counter residents.find residents.link residents.reset residents.protected residents.protect approvals.decide plan.report assets.read assets.keep website.write website.publish
        watanabe  | office   | officer procedures.handle procedures.templates procedures.build procedures.publish documents.read documents.keep documents.disclose drafting.write payments.see payments.refund payments.cash payments.counter residents.find residents.link residents.reset residents.protected residents.protect approvals.decide approvals.reassign plan.report plan.pass assets.read assets.keep website.write website.publish
        suzuki    | office   | officer procedures.handle procedures.templates procedures.build documents.read documents.keep documents.disclose drafting.write payments.see payments.refund payments.cash payments.pay-out plan.report approvals.decide assets.read assets.keep website.write
        sato      | office   | officer procedures.handle procedures.templates procedures.build procedures.publish documents.read documents.keep documents.disclose drafting.write payments.see payments.refund payments.cash payments.pay-out approvals.decide plan.report assets.read assets.keep website.write website.publish
        takahashi | office   | officer procedures.handle procedures.templates procedures.build procedures.publish documents.read documents.keep documents.disclose drafting.write payments.see payments.refund payments.cash payments.pay-out residents.protected approvals.decide approvals.reassign plan.report plan.pass assets.read assets.keep website.write website.publish
        yamamoto  | office   | officer procedures.handle procedures.templates procedures.build documents.read documents.keep documents.disclose drafting.write plan.report approvals.decide assets.read assets.keep website.write
        kobayashi | office   | officer procedures.handle procedures.templates procedures.build documents.read documents.keep documents.disclose drafting.write payments.see payments.see-all payments.refund payments.cash payments.ledger payments.determine payments.collect payments.close-days payments.recover payments.write-off payments.slips payments.incoming payments.transfer payments.counter payments.pay-out operate.outbox operate.jobs operate.files plan.write plan.report approvals.decide assets.read assets.keep assets.all assets.systems website.write
        nakamura  | office   | officer procedures.handle procedures.templates procedures.build procedures.publish documents.read documents.keep documents.disclose drafting.write payments.see payments.see-all payments.refund payments.cash payments.ledger payments.determine payments.collect payments.close-days payments.recover payments.write-off payments.slips payments.incoming payments.transfer payments.counter payments.pay-out operate.outbox operate.jobs operate.files systems.link staff.manage plan.write plan.report approvals.decide assets.read assets.keep assets.all assets.systems website.write website.publish
        kato      | office   | officer procedures.handle procedures.templates procedures.build procedures.publish documents.read documents.keep documents.disclose drafting.write payments.see payments.see-all payments.refund payments.cash payments.ledger payments.determine payments.collect payments.close-days payments.recover payments.write-off payments.slips payments.incoming payments.transfer payments.counter payments.pay-out operate.outbox operate.jobs operate.files systems.link staff.manage staff.confirm plan.write plan.report plan.pass approvals.decide approvals.reassign assets.read assets.keep assets.all assets.systems website.write website.publish
        yoshida   | office   | officer documents.read drafting.write payments.see payments.see-all payments.refund payments.cash payments.ledger payments.determine payments.collect payments.close-days payments.recover payments.write-off payments.slips payments.incoming payments.transfer payments.counter payments.pay-out operate.outbox operate.jobs operate.files systems.link staff.confirm plan.write plan.report approvals.decide approvals.reassign assets.read assets.all assets.systems
        """;

    /// <summary>Groups that a record belongs to. A * means: whoever holds the route's permission.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Groups = new Dictionary<string, string[]>
    {
        ["kankyo"] = ["suzuki", "sato", "takahashi"], // The department of the case, which also is drafter and route of its approval.
        ["shimin"] = ["tanaka", "ito", "watanabe"], // The citizens' counter.
        ["residents"] = ["hanako", "ichiro"],
        // The department of the charge, and who sees all money.
        ["kankyo-payouts"] = ["suzuki", "sato", "takahashi", "kobayashi", "nakamura", "kato", "yoshida"],
        ["kankyo-money"] = ["suzuki", "sato", "takahashi", "kobayashi", "nakamura", "kato", "yoshida"],
        ["officers"] = ["tanaka", "ito", "watanabe", "suzuki", "sato", "takahashi", "yamamoto", "kobayashi", "nakamura", "kato", "yoshida"],
        // Whose department a change of power is of, and who asks for and confirms them.
        ["changers"] = ["watanabe", "ito", "tanaka", "nakamura", "kato", "yoshida"],
        ["heads"] = ["kato"], // Who sees the reports of the secretariat before everybody does.
        ["dx"] = ["kobayashi", "nakamura", "kato", "yoshida"], // The secretariat of the plan.
    };

    /// <summary>
    /// Each mapped route, in Access.cs beside the tests of its module: the address that is tried, whose record it names, and the answer
    /// to those (and, where it is not 404, to others with the permission). A post is sent without the form's token to those who may
    /// (422: nothing is to change), and with it to those who must be told that there is nothing here.
    /// </summary>
    public static string Routes => string.Join('\n', OfApprovals, OfDocuments, OfDrafting, OfHouse, OfKits, OfMessages, OfPayments,
        OfPlan, OfProcedures, OfResidents, OfStaff, OfAssets, OfWebsite);

    public sealed record Role(string Name, string Door, IReadOnlySet<string> Powers);
    public sealed record Route(string Method, string Pattern, string Address, IReadOnlySet<string>? Whose, string Answer, string Else);

    public static IReadOnlyList<Role> AllRoles { get; } =
        [.. Lines(Roles).Select(c => new Role(c[0], c[1], c[2].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet()))];

    public static IReadOnlyList<Route> AllRoutes { get; } = [.. Lines(Routes).Select(Read)];

    static Route Read(string[] c)
    {
        var whose = c[2] is "*" ? null : c[2].Split(' ').SelectMany(w => w is "-" ? [] : Groups.GetValueOrDefault(w, [w])).ToHashSet();
        var answer = c[3].Split(", else ");
        return new(c[0].Split(' ', 2)[0], c[0].Split(' ', 2)[1].Trim(), c[1], whose, answer[0], answer.Length > 1 ? answer[1] : "404");
    }

    static IEnumerable<string[]> Lines(string table) =>
        table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|', StringSplitOptions.TrimEntries));
}
