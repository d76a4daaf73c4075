namespace Keyaki.Tests.Architecture;

/// <summary>
/// Who gets in where. Which permission a route asks for stands at the route; here stands what follows: which roles hold which power,
/// whose record the address names, and what those get who may. Everybody else: 404 where the record is somebody else's, 403 where an
/// officer lacks the power, the sign-in page where nobody is signed in at that door.
/// </summary>
static class AccessTable
{
    /// <summary>The roles of the story, their door, and their powers. A resident's visit does not count at the office door, nor the
    /// other way round.</summary>
    public const string Roles = """
        nobody    | -        |
        guest     | resident | applicant
        hanako    | resident | applicant resident
        ichiro    | resident | applicant resident
        tanaka    | office   | officer procedures.handle documents.read payments.see payments.refund payments.cash residents.find residents.link residents.reset plan.report
        ito       | office   | officer procedures.handle documents.read payments.see payments.refund payments.cash residents.find residents.link residents.reset residents.protected residents.protect approvals.decide plan.report
        watanabe  | office   | officer procedures.handle documents.read payments.see payments.refund payments.cash residents.find residents.link residents.reset residents.protected residents.protect approvals.decide approvals.reassign plan.report plan.pass
        suzuki    | office   | officer procedures.handle documents.read payments.see payments.refund payments.cash plan.report
        sato      | office   | officer procedures.handle documents.read payments.see payments.refund payments.cash approvals.decide plan.report
        takahashi | office   | officer procedures.handle documents.read payments.see payments.refund payments.cash residents.protected approvals.decide approvals.reassign plan.report plan.pass
        yamamoto  | office   | officer procedures.handle documents.read plan.report
        kobayashi | office   | officer procedures.handle documents.read payments.see payments.see-all payments.refund payments.cash operate.outbox operate.jobs plan.write plan.report
        nakamura  | office   | officer procedures.handle documents.read payments.see payments.see-all payments.refund payments.cash operate.outbox operate.jobs staff.manage plan.write plan.report approvals.decide
        kato      | office   | officer procedures.handle documents.read payments.see payments.see-all payments.refund payments.cash operate.outbox operate.jobs staff.manage staff.confirm plan.write plan.report plan.pass approvals.decide approvals.reassign
        yoshida   | office   | officer documents.read payments.see payments.see-all payments.refund payments.cash operate.outbox operate.jobs staff.confirm plan.write plan.report approvals.decide approvals.reassign
        """;

    /// <summary>Groups that a record belongs to. A * means: whoever holds the route's permission.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Groups = new Dictionary<string, string[]>
    {
        ["kankyo"] = ["suzuki", "sato", "takahashi"], // The department of the case, which also is drafter and route of its approval.
        ["residents"] = ["hanako", "ichiro"],
        // The department of the charge, and who sees all money.
        ["kankyo-money"] = ["suzuki", "sato", "takahashi", "kobayashi", "nakamura", "kato", "yoshida"],
        ["officers"] = ["tanaka", "ito", "watanabe", "suzuki", "sato", "takahashi", "yamamoto", "kobayashi", "nakamura", "kato", "yoshida"],
        // Whose department a change of power is of, and who asks for and confirms them.
        ["changers"] = ["watanabe", "ito", "tanaka", "nakamura", "kato", "yoshida"],
        ["heads"] = ["kato"], // Who sees the reports of the secretariat before everybody does.
        ["dx"] = ["kobayashi", "nakamura", "kato", "yoshida"], // The secretariat of the plan.
    };

    /// <summary>
    /// Each mapped route: the address that is tried, whose record it names, and the answer to those (and, where it is not 404, to
    /// others with the permission). A post is sent without the form's token to those who may (422: nothing is to change), and with it
    /// to those who must be told that there is nothing here.
    /// </summary>
    public const string Routes = """
        GET  /                                                  | /                                              | *        | 200
        GET  /search                                            | /search?q=ごみ                                 | *        | 200
        GET  /life/{code}                                       | /life/moving                                   | *        | 200
        GET  /about/{code}                                      | /about/privacy                                 | *        | 200
        GET  /procedures/{code}                                 | /procedures/compost-subsidy                    | *        | 200
        GET  /procedures/{code}/apply                           | /procedures/cancer-screening/apply             | guest hanako ichiro | 200, else sign-in
        POST /procedures/{code}/apply                           | /procedures/cancer-screening/apply             | *        | 422
        GET  /visit/{code}                                      | /visit/none                                    | -        | 404
        POST /visit/{code}                                      | /visit/none                                    | -        | 404
        GET  /plan                                              | /plan                                          | *        | 200
        GET  /plan/schedule                                     | /plan/schedule                                 | *        | 200
        GET  /plan/systems                                      | /plan/systems                                  | *        | 200
        GET  /plan/background                                   | /plan/background                               | *        | 200
        GET  /plan/words                                        | /plan/words                                    | *        | 200
        GET  /plan/initiatives/{code}                           | /plan/initiatives/6.2.1                        | *        | 200
        GET  /plan/targets/{code}                               | /plan/targets/paper                            | *        | 200
        GET  /plan/plan.pdf                                     | /plan/plan.pdf                                 | *        | 200
        GET  /plan/data.json                                    | /plan/data.json                                | *        | 200
        GET  /plan/data/{name}.csv                              | /plan/data/targets.csv                         | *        | 200
        GET  /office/plan                                       | /office/plan                                   | *        | 200
        GET  /office/plan/plan.pdf                              | /office/plan/plan.pdf                          | *        | 200
        GET  /office/plan/targets/{code}/enter                  | /office/plan/targets/paper/enter               | *        | 200
        POST /office/plan/targets/{code}/enter                  | /office/plan/targets/paper/enter               | *        | 422
        GET  /office/plan/entries/{act}/check                   | /office/plan/entries/{none}/check              | -        | 404
        POST /office/plan/entries/{act}/check                   | /office/plan/entries/{none}/check              | -        | 404
        POST /office/plan/entries/{act}/take-back               | /office/plan/entries/{none}/take-back          | *        | 422
        GET  /plan/versions                                     | /plan/versions                                 | *        | 200
        GET  /plan/versions/{number:int}                        | /plan/versions/1                               | *        | 200
        GET  /plan/versions/{number:int}/differences.csv        | /plan/versions/1/differences.csv               | *        | 200
        GET  /plan/versions/{number:int}/differences.json       | /plan/versions/1/differences.json              | *        | 200
        GET  /office/plan/versions                              | /office/plan/versions                          | *        | 200
        GET  /office/plan/versions/open                         | /office/plan/versions/open                     | *        | 200
        POST /office/plan/versions/open                         | /office/plan/versions/open                     | *        | 422
        GET  /office/plan/versions/{number:int}                 | /office/plan/versions/1                        | *        | 200
        GET  /office/plan/versions/{number:int}/differences     | /office/plan/versions/1/differences            | *        | 200
        GET  /office/plan/versions/{number:int}/edit/{kind}/{*code} | /office/plan/versions/1/edit/term/RPA          | *        | 303
        POST /office/plan/versions/{number:int}/edit/{kind}/{*code} | /office/plan/versions/1/edit/term/RPA          | *        | 422
        GET  /office/plan/versions/{number:int}/add/{kind}      | /office/plan/versions/1/add/term               | *        | 303
        POST /office/plan/versions/{number:int}/add/{kind}      | /office/plan/versions/1/add/term               | *        | 422
        GET  /office/plan/versions/{number:int}/remove/{kind}/{*code} | /office/plan/versions/1/remove/term/RPA        | *        | 303
        POST /office/plan/versions/{number:int}/remove/{kind}/{*code} | /office/plan/versions/1/remove/term/RPA        | *        | 422
        GET  /office/plan/versions/{number:int}/changes/{change:guid}/undo | /office/plan/versions/1/changes/{none}/undo    | -        | 404
        POST /office/plan/versions/{number:int}/changes/{change:guid}/undo | /office/plan/versions/1/changes/{none}/undo    | -        | 404
        GET  /office/plan/versions/{number:int}/adopt           | /office/plan/versions/1/adopt                  | *        | 303
        POST /office/plan/versions/{number:int}/adopt           | /office/plan/versions/1/adopt                  | *        | 422
        GET  /office/plan/versions/{number:int}/discard         | /office/plan/versions/1/discard                | *        | 303
        POST /office/plan/versions/{number:int}/discard         | /office/plan/versions/1/discard                | *        | 422
        GET  /office/plan/progress                              | /office/plan/progress                          | *        | 200
        GET  /office/plan/progress/{code}                       | /office/plan/progress/6.1.4                    | dx       | 200
        POST /office/plan/progress/{code}                       | /office/plan/progress/6.1.4                    | dx       | 422
        GET  /office/plan/progress/{code}/pass                  | /office/plan/progress/6.1.4/pass               | heads    | 303
        POST /office/plan/progress/{code}/pass                  | /office/plan/progress/6.1.4/pass               | heads    | 303
        GET  /plan/committee                                    | /plan/committee                                | *        | 200
        GET  /office/plan/committee                             | /office/plan/committee                         | *        | 200
        GET  /office/plan/committee/groups/new                  | /office/plan/committee/groups/new              | *        | 200
        POST /office/plan/committee/groups/new                  | /office/plan/committee/groups/new              | *        | 422
        POST /office/plan/committee/groups/{id:guid}/close      | /office/plan/committee/groups/{none}/close     | -        | 404
        GET  /office/plan/committee/meetings/new                | /office/plan/committee/meetings/new            | *        | 200
        POST /office/plan/committee/meetings/new                | /office/plan/committee/meetings/new            | *        | 422
        GET  /office/plan/committee/meetings/{id:guid}          | /office/plan/committee/meetings/{meeting}      | *        | 200
        GET  /office/plan/committee/meetings/{id:guid}/papers/{file:guid} | /office/plan/committee/meetings/{meeting}/papers/{none} | - | 404
        GET  /office/plan/committee/meetings/{id:guid}/edit     | /office/plan/committee/meetings/{meeting}/edit | *        | 200
        POST /office/plan/committee/meetings/{id:guid}/edit     | /office/plan/committee/meetings/{meeting}/edit | *        | 422
        GET  /office/plan/committee/meetings/{id:guid}/propose  | /office/plan/committee/meetings/{meeting}/propose | *     | 200
        POST /office/plan/committee/meetings/{id:guid}/propose  | /office/plan/committee/meetings/{meeting}/propose | *     | 422
        GET  /office/plan/committee/resolutions/{id:guid}/done  | /office/plan/committee/resolutions/{resolution}/done | kankyo dx | 200
        POST /office/plan/committee/resolutions/{id:guid}/done  | /office/plan/committee/resolutions/{resolution}/done | kankyo dx | 422
        GET  /office/plan/costs                                 | /office/plan/costs                             | *        | 200
        GET  /office/plan/costs/{code}                          | /office/plan/costs/6.1.4                       | dx       | 200
        GET  /office/plan/costs/{code}/amount                   | /office/plan/costs/6.1.4/amount                | dx       | 200
        POST /office/plan/costs/{code}/amount                   | /office/plan/costs/6.1.4/amount                | dx       | 422
        GET  /office/plan/costs/{code}/risks/new                | /office/plan/costs/6.1.4/risks/new             | dx       | 200
        POST /office/plan/costs/{code}/risks/new                | /office/plan/costs/6.1.4/risks/new             | dx       | 422
        GET  /office/plan/costs/{code}/risks/{id:guid}          | /office/plan/costs/6.1.4/risks/{risk}          | dx       | 200
        POST /office/plan/costs/{code}/risks/{id:guid}          | /office/plan/costs/6.1.4/risks/{risk}          | dx       | 422
        GET  /office/messages                                   | /office/messages                               | *        | 200
        GET  /office/messages/{id:guid}                         | /office/messages/{message}                     | -        | 404
        GET  /office/plan/{sheet}/import                        | /office/plan/procedures/import                 | *        | 200
        POST /office/plan/{sheet}/import                        | /office/plan/procedures/import                 | *        | 422
        GET  /office/plan/{sheet}/export.csv                    | /office/plan/forms/export.csv                  | *        | 200
        GET  /office/plan/{sheet}/new                           | /office/plan/forms/new                         | *        | 200
        POST /office/plan/{sheet}/new                           | /office/plan/forms/new                         | *        | 422
        GET  /office/plan/{sheet}/{id:guid}/edit                | /office/plan/forms/{none}/edit                 | -        | 404
        POST /office/plan/{sheet}/{id:guid}/edit                | /office/plan/forms/{none}/edit                 | -        | 404
        GET  /office/plan/imports/{id:guid}                     | /office/plan/imports/{none}                    | -        | 404
        GET  /office/plan/imports/{id:guid}/rest.csv            | /office/plan/imports/{none}/rest.csv           | -        | 404
        POST /office/plan/imports/{id:guid}/offers              | /office/plan/imports/{none}/offers             | -        | 404
        POST /office/plan/imports/{id:guid}/take                | /office/plan/imports/{none}/take               | -        | 404
        GET  /office/plan/imports/{id:guid}/rows/{number:int}   | /office/plan/imports/{none}/rows/2             | -        | 404
        POST /office/plan/imports/{id:guid}/rows/{number:int}   | /office/plan/imports/{none}/rows/2             | -        | 404
        POST /office/plan/imports/{id:guid}/rows/{number:int}/drop | /office/plan/imports/{none}/rows/2/drop        | -        | 404
        GET  /office/plan/procedures                            | /office/plan/procedures                        | *        | 200
        GET  /office/plan/forms                                 | /office/plan/forms                             | *        | 200
        GET  /office/plan/robots                                | /office/plan/robots                            | *        | 200
        GET  /office/plan/robots/new                            | /office/plan/robots/new                        | *        | 200
        POST /office/plan/robots/new                            | /office/plan/robots/new                        | *        | 422
        GET  /office/plan/robots/import                         | /office/plan/robots/import                     | *        | 200
        POST /office/plan/robots/import                         | /office/plan/robots/import                     | *        | 422
        GET  /office/plan/robots/{id:guid}                      | /office/plan/robots/{none}                     | -        | 404
        POST /office/plan/robots/{id:guid}                      | /office/plan/robots/{none}                     | -        | 404
        GET  /office/plan/robots/{id:guid}/edit                 | /office/plan/robots/{none}/edit                | -        | 404
        POST /office/plan/robots/{id:guid}/edit                 | /office/plan/robots/{none}/edit                | -        | 404
        GET  /office/plan/robots/{id:guid}/scenario.json        | /office/plan/robots/{none}/scenario.json       | -        | 404
        GET  /office/plan/robots/{id:guid}/evidence             | /office/plan/robots/{none}/evidence            | -        | 404
        GET  /office/plan/measures                              | /office/plan/measures                          | *        | 200
        GET  /my                                                | /my                                            | *        | 200
        GET  /my/drafts/{id}/{page:int}                         | /my/drafts/{draft}/1                           | hanako   | 200
        POST /my/drafts/{id}/{page:int}                         | /my/drafts/{draft}/1                           | hanako   | 422
        GET  /my/drafts/{id}/discard                            | /my/drafts/{draft}/discard                     | hanako   | 200
        POST /my/drafts/{id}/discard                            | /my/drafts/{draft}/discard                     | hanako   | 422
        GET  /my/drafts/{id}/check                              | /my/drafts/{draft}/check                       | hanako   | 200
        POST /my/drafts/{id}/check                              | /my/drafts/{draft}/check                       | hanako   | 422
        GET  /my/drafts/{id}/instead                            | /my/drafts/{draft}/instead                     | hanako   | 302
        GET  /my/applications/{id}                              | /my/applications/{case}                        | hanako   | 200
        GET  /my/applications/{id}/done                         | /my/applications/{case}/done                   | hanako   | 200
        GET  /my/applications/{id}/slip                         | /my/applications/{case}/slip                   | hanako   | 302
        GET  /my/applications/{id}/calendar.ics                 | /my/applications/{case}/calendar.ics           | -        | 404
        GET  /my/applications/{id}/correct                      | /my/applications/{case}/correct                | hanako   | 302
        POST /my/applications/{id}/correct                      | /my/applications/{case}/correct                | hanako   | 303
        GET  /my/applications/{id}/withdraw                     | /my/applications/{case}/withdraw               | hanako   | 200
        POST /my/applications/{id}/withdraw                     | /my/applications/{case}/withdraw               | hanako   | 422
        GET  /my/applications/{id}/result/{file}                | /my/applications/{granted}/result/{letter}     | hanako   | 200
        GET  /files/{id}                                        | /files/{receipt}                               | hanako   | 200
        GET  /my/messages                                       | /my/messages                                   | *        | 200
        GET  /my/messages/{id:guid}                             | /my/messages/{message}                         | hanako   | 200
        GET  /my/journal                                        | /my/journal                                    | *        | 200
        GET  /my/account                                        | /my/account                                    | *        | 200
        GET  /my/account/edit                                   | /my/account/edit                               | *        | 200
        POST /my/account/edit                                   | /my/account/edit                               | *        | 422
        GET  /my/account/password                               | /my/account/password                           | *        | 200
        POST /my/account/password                               | /my/account/password                           | *        | 422
        GET  /my/account/mail                                   | /my/account/mail                               | *        | 200
        POST /my/account/mail                                   | /my/account/mail                               | *        | 422
        GET  /my/account/mail/code                              | /my/account/mail/code                          | *        | 303
        POST /my/account/mail/code                              | /my/account/mail/code                          | *        | 303
        GET  /my/account/close                                  | /my/account/close                              | *        | 200
        POST /my/account/close                                  | /my/account/close                              | *        | 422
        GET  /account/closed                                    | /account/closed                                | *        | 200
        GET  /my/account/confirm                                | /my/account/confirm                            | *        | 200
        POST /my/account/confirm                                | /my/account/confirm                            | *        | 422
        GET  /my/account/confirm/passkey                        | /my/account/confirm/passkey                    | *        | 200
        POST /my/account/confirm/passkey                        | /my/account/confirm/passkey                    | *        | 422
        GET  /my/account/passkeys                               | /my/account/passkeys                           | *        | 303
        POST /my/account/passkeys                               | /my/account/passkeys                           | *        | 422
        POST /my/account/passkeys/{id}/remove                   | /my/account/passkeys/{none}/remove             | hanako   | 422
        POST /my/account/sessions/end                           | /my/account/sessions/end                       | *        | 422
        POST /my/account/sessions/{id}/end                      | /my/account/sessions/{visit-of-hanako}/end     | hanako   | 422
        GET  /account/app                                       | /account/app                                   | *        | 303
        POST /account/app                                       | /account/app                                   | *        | 303
        GET  /account/new                                       | /account/new                                   | *        | 200
        POST /account/new                                       | /account/new                                   | *        | 422
        GET  /account/new/profile                               | /account/new/profile                           | guest    | 200, else 303
        POST /account/new/profile                               | /account/new/profile                           | guest    | 422, else 303
        GET  /account/forgot                                    | /account/forgot                                | *        | 200
        POST /account/forgot                                    | /account/forgot                                | *        | 422
        GET  /account/forgot/{id}                               | /account/forgot/{none}                         | -        | 404
        POST /account/forgot/{id}                               | /account/forgot/{none}                         | -        | 404
        GET  /guest                                             | /guest                                         | *        | 200
        POST /guest                                             | /guest                                         | *        | 422
        GET  /guest/code/{id}                                   | /guest/code/{none}                             | -        | 404
        POST /guest/code/{id}                                   | /guest/code/{none}                             | -        | 404
        GET  /sign-in                                           | /sign-in                                       | nobody guest officers | 200, else 303
        POST /sign-in                                           | /sign-in                                       | nobody guest officers | 422, else 303
        GET  /sign-in/code                                      | /sign-in/code                                  | *        | sign-in
        POST /sign-in/code                                      | /sign-in/code                                  | *        | sign-in
        GET  /sign-in/wait                                      | /sign-in/wait                                  | *        | 200
        POST /sign-in/wait                                      | /sign-in/wait                                  | *        | 422
        GET  /sign-in/wait/{id}                                 | /sign-in/wait/{none}                           | -        | 404
        POST /sign-in/wait/{id}                                 | /sign-in/wait/{none}                           | -        | 404
        GET  /sign-in/passkey                                   | /sign-in/passkey                               | *        | 200
        POST /sign-in/passkey                                   | /sign-in/passkey                               | *        | 422
        POST /sign-out                                          | /sign-out                                      | *        | 422
        GET  /payments/{id}/go                                  | /payments/{charge}/go                          | hanako   | 200
        POST /payments/{id}/go                                  | /payments/{charge}/go                          | hanako   | 422
        GET  /payments/{id}/leave                               | /payments/{charge}/leave                       | hanako   | 302
        GET  /payments/{id}/back                                | /payments/{charge}/back                        | hanako   | 200
        GET  /payments/{id}/receipt                             | /payments/{charge}/receipt                     | -        | 404
        POST /payments/webhook                                  | /payments/webhook                              | *        | 400
        GET  /office                                            | /office                                        | *        | 200
        GET  /office/me                                         | /office/me                                     | *        | 200
        GET  /office/me/password                                | /office/me/password                            | *        | 200
        POST /office/me/password                                | /office/me/password                            | *        | 422
        GET  /office/me/confirm                                 | /office/me/confirm                             | *        | 200
        POST /office/me/confirm                                 | /office/me/confirm                             | *        | 422
        GET  /office/me/confirm/passkey                         | /office/me/confirm/passkey                     | *        | 200
        POST /office/me/confirm/passkey                         | /office/me/confirm/passkey                     | *        | 422
        GET  /office/me/passkeys                                | /office/me/passkeys                            | *        | 303
        POST /office/me/passkeys                                | /office/me/passkeys                            | *        | 422
        POST /office/me/passkeys/{id}/remove                    | /office/me/passkeys/{none}/remove              | tanaka   | 422
        POST /office/me/sessions/end                            | /office/me/sessions/end                        | *        | 422
        POST /office/me/sessions/{id}/end                       | /office/me/sessions/{visit-of-tanaka}/end      | tanaka   | 422
        GET  /office/sign-in                                    | /office/sign-in                                | nobody guest residents | 200, else 303
        POST /office/sign-in                                    | /office/sign-in                                | nobody guest residents | 422, else 303
        GET  /office/sign-in/code                               | /office/sign-in/code                           | *        | sign-in
        POST /office/sign-in/code                               | /office/sign-in/code                           | *        | sign-in
        GET  /office/sign-in/passkey                            | /office/sign-in/passkey                        | *        | 200
        POST /office/sign-in/passkey                            | /office/sign-in/passkey                        | *        | 422
        GET  /office/sign-in/wait                               | /office/sign-in/wait                           | *        | 200
        POST /office/sign-in/wait                               | /office/sign-in/wait                           | *        | 422
        GET  /office/sign-in/wait/{id}                          | /office/sign-in/wait/{none}                    | -        | 404
        POST /office/sign-in/wait/{id}                          | /office/sign-in/wait/{none}                    | -        | 404
        POST /office/menu/{part}                                | /office/menu/Money                             | *        | 422
        POST /office/sign-out                                   | /office/sign-out                               | *        | 422
        GET  /office/welcome/{first}/begin                      | /office/welcome/none/begin                     | *        | 200
        POST /office/welcome/{first}/begin                      | /office/welcome/none/begin                     | *        | 422
        GET  /office/welcome/{token}                            | /office/welcome/none                           | *        | 410
        POST /office/welcome/{token}                            | /office/welcome/none                           | *        | 410
        GET  /office/welcome/{token}/app                        | /office/welcome/none/app                       | *        | 410
        POST /office/welcome/{token}/app                        | /office/welcome/none/app                       | *        | 410
        GET  /office/days                                       | /office/days                                   | *        | 200
        GET  /office/days/{procedure}/add                       | /office/days/bulky-waste/add                   | kankyo   | 200
        POST /office/days/{procedure}/add                       | /office/days/bulky-waste/add                   | kankyo   | 422
        GET  /office/days/{procedure}/closings/{act}            | /office/days/bulky-waste/closings/{none}       | -        | 404
        POST /office/days/{procedure}/closings/{act}            | /office/days/bulky-waste/closings/{none}       | -        | 404
        POST /office/days/{procedure}/closings/{act}/take-back  | /office/days/bulky-waste/closings/{none}/take-back | kankyo | 422
        GET  /office/days/{procedure}/{day}                     | /office/days/bulky-waste/2026-12-01            | kankyo   | 200
        GET  /office/days/{procedure}/{day}/csv                 | /office/days/bulky-waste/2026-12-01/csv        | kankyo   | 200
        GET  /office/days/{procedure}/{day}/places/{pool}       | /office/days/bulky-waste/2026-12-01/places/area-b | kankyo | 200
        POST /office/days/{procedure}/{day}/places/{pool}       | /office/days/bulky-waste/2026-12-01/places/area-b | kankyo | 422
        GET  /office/cases/{id}/day                             | /office/cases/{none}/day                       | -        | 404
        POST /office/cases/{id}/day                             | /office/cases/{none}/day                       | -        | 404
        GET  /office/cases/{id}/cancel                          | /office/cases/{case}/cancel                    | kankyo   | 200
        POST /office/cases/{id}/cancel                          | /office/cases/{case}/cancel                    | kankyo   | 422
        GET  /my/applications/{id}/day                          | /my/applications/{none}/day                    | -        | 404
        POST /my/applications/{id}/day                          | /my/applications/{none}/day                    | -        | 404
        GET  /office/cases                                      | /office/cases                                  | *        | 200
        GET  /office/cases.csv                                  | /office/cases.csv                              | *        | 200
        POST /office/cases/together/examine                     | /office/cases/together/examine                 | *        | 422
        POST /office/cases/together/assign                      | /office/cases/together/assign                  | *        | 422
        GET  /office/numbers                                    | /office/numbers                                | *        | 200
        GET  /office/searches                                   | /office/searches                               | *        | 200
        GET  /office/cases/{id}                                 | /office/cases/{case}                           | kankyo   | 200
        GET  /office/cases/{id}/files/{file}                    | /office/cases/{case}/files/{receipt}           | kankyo   | 200
        GET  /office/cases/{id}/letter                          | /office/cases/{granted}/letter                 | kankyo   | 200
        GET  /office/cases/{id}/preview/{outcome}               | /office/cases/{none}/preview/Granted           | -        | 404
        POST /office/cases/{id}/letter/again                    | /office/cases/{granted}/letter/again           | kankyo   | 422
        POST /office/cases/{id}/examine                         | /office/cases/{case}/examine                   | kankyo   | 422
        GET  /office/cases/{id}/assign                          | /office/cases/{case}/assign                    | kankyo   | 200
        POST /office/cases/{id}/assign                          | /office/cases/{case}/assign                    | kankyo   | 422
        GET  /office/cases/{id}/note                            | /office/cases/{case}/note                      | kankyo   | 200
        POST /office/cases/{id}/note                            | /office/cases/{case}/note                      | kankyo   | 422
        GET  /office/cases/{id}/correct                         | /office/cases/{case}/correct                   | kankyo   | 200
        POST /office/cases/{id}/correct                         | /office/cases/{case}/correct                   | kankyo   | 422
        GET  /office/cases/{id}/propose                         | /office/cases/{case}/propose                   | kankyo   | 200
        POST /office/cases/{id}/propose                         | /office/cases/{case}/propose                   | kankyo   | 422
        GET  /office/cases/{id}/decide                          | /office/cases/{case}/decide                    | kankyo   | 200
        POST /office/cases/{id}/decide                          | /office/cases/{case}/decide                    | kankyo   | 422
        GET  /office/cases/{id}/deliver                         | /office/cases/{case}/deliver                   | kankyo   | 200
        POST /office/cases/{id}/deliver                         | /office/cases/{case}/deliver                   | kankyo   | 422
        GET  /office/decisions                                  | /office/decisions                              | *        | 200
        GET  /office/decisions/{id:guid}                        | /office/decisions/{approval}                   | kankyo   | 200
        GET  /office/decisions/{id:guid}/approve                | /office/decisions/{approval}/approve           | kankyo   | 200
        POST /office/decisions/{id:guid}/approve                | /office/decisions/{approval}/approve           | kankyo   | 422
        GET  /office/decisions/{id:guid}/remand                 | /office/decisions/{approval}/remand            | kankyo   | 200
        POST /office/decisions/{id:guid}/remand                 | /office/decisions/{approval}/remand            | kankyo   | 422
        GET  /office/decisions/{id:guid}/defer                  | /office/decisions/{approval}/defer             | kankyo   | 200
        POST /office/decisions/{id:guid}/defer                  | /office/decisions/{approval}/defer             | kankyo   | 422
        GET  /office/decisions/{id:guid}/reassign               | /office/decisions/{approval}/reassign          | kankyo   | 200
        POST /office/decisions/{id:guid}/reassign               | /office/decisions/{approval}/reassign          | kankyo   | 422
        GET  /office/decisions/paper                            | /office/decisions/paper                        | *        | 200
        POST /office/decisions/paper                            | /office/decisions/paper                        | *        | 422
        POST /office/decisions/paper/{id:guid}/cancel           | /office/decisions/paper/{none}/cancel          | -        | 404
        GET  /office/documents                                  | /office/documents                              | *        | 200
        GET  /office/documents/{id:guid}                        | /office/documents/{document}                   | kankyo   | 200
        GET  /office/documents/{id:guid}/file                   | /office/documents/{document}/file              | kankyo   | 200
        GET  /office/payments                                   | /office/payments                               | *        | 200
        GET  /office/payments/{id}                              | /office/payments/{charge}                      | kankyo-money | 200
        GET  /office/payments/{id}/refund                       | /office/payments/{charge}/refund               | kankyo-money | 200
        POST /office/payments/{id}/refund                       | /office/payments/{charge}/refund               | kankyo-money | 422
        GET  /office/payments/{id}/refunds/{act}/check          | /office/payments/{charge}/refunds/{none}/check | -        | 404
        POST /office/payments/{id}/refunds/{act}/check          | /office/payments/{charge}/refunds/{none}/check | -        | 404
        POST /office/payments/{id}/refunds/{act}/take-back      | /office/payments/{charge}/refunds/{none}/take-back | kankyo-money | 422
        POST /office/payments/{id}/retry/{refund}               | /office/payments/{charge}/retry/{none}         | kankyo-money | 422
        GET  /office/payments/cash                              | /office/payments/cash                          | *        | 200
        POST /office/payments/cash                              | /office/payments/cash                          | *        | 422
        POST /office/payments/cash/{id:guid}/cancel             | /office/payments/cash/{none}/cancel            | -        | 404
        GET  /office/residents                                  | /office/residents?q=花子                       | *        | 200
        GET  /office/residents/{id}                             | /office/residents/{person}                     | *        | 200
        GET  /office/residents/{id}/link                        | /office/residents/{person}/link                | *        | 200
        POST /office/residents/{id}/link                        | /office/residents/{person}/link                | *        | 422
        GET  /office/residents/{id}/link/{account}              | /office/residents/{person}/link/{account}      | *        | 200
        POST /office/residents/{id}/link/{account}              | /office/residents/{person}/link/{account}      | *        | 422
        GET  /office/residents/{id}/reset/{account}             | /office/residents/{person}/reset/{account}     | *        | 200
        POST /office/residents/{id}/reset/{account}             | /office/residents/{person}/reset/{account}     | *        | 422
        POST /office/residents/{id}/links/{link}/end            | /office/residents/{person}/links/{link}/end    | *        | 422
        GET  /office/residents/{id}/protect                     | /office/residents/{person}/protect             | *        | 200
        POST /office/residents/{id}/protect                     | /office/residents/{person}/protect             | *        | 422
        GET  /office/residents/{id}/protection/{order}/extend   | /office/residents/{shielded}/protection/{order}/extend | * | 200
        POST /office/residents/{id}/protection/{order}/extend   | /office/residents/{shielded}/protection/{order}/extend | * | 422
        GET  /office/residents/{id}/protection/{order}/end      | /office/residents/{shielded}/protection/{order}/end | *   | 200
        POST /office/residents/{id}/protection/{order}/end      | /office/residents/{shielded}/protection/{order}/end | *   | 422
        GET  /office/protection                                 | /office/protection                             | *        | 200
        GET  /office/residents/{person}/cases                   | /office/residents/{shielded}/cases             | *        | 200
        POST /office/residents/{person}/cases                   | /office/residents/{shielded}/cases             | *        | 422
        POST /office/residents/{person}/cases/{tie}/end         | /office/residents/{shielded}/cases/{none}/end  | *        | 422
        GET  /office/officers                                   | /office/officers                               | *        | 200
        GET  /office/officers/new                               | /office/officers/new                           | *        | 200
        POST /office/officers/new                               | /office/officers/new                           | *        | 422
        GET  /office/officers/{id}                              | /office/officers/{officer}                     | *        | 200
        POST /office/officers/{id}/link                         | /office/officers/{officer}/link                | *        | 422
        GET  /office/officers/{id}/leave                        | /office/officers/{officer}/leave               | *        | 200
        POST /office/officers/{id}/leave                        | /office/officers/{officer}/leave               | *        | 422
        GET  /office/officers/{id}/return                       | /office/officers/{officer}/return              | -        | 404
        POST /office/officers/{id}/return                       | /office/officers/{officer}/return              | -        | 404
        GET  /office/officers/{id}/mail                         | /office/officers/{officer}/mail                | *        | 200
        POST /office/officers/{id}/mail                         | /office/officers/{officer}/mail                | *        | 422
        GET  /office/runs                                       | /office/runs                                   | *        | 200
        GET  /office/runs/{id:guid}                             | /office/runs/{none}                            | -        | 404
        POST /office/runs/{id:guid}/stop                        | /office/runs/{none}/stop                       | -        | 404
        POST /office/runs/{id:guid}/go-on                       | /office/runs/{none}/go-on                      | -        | 404
        POST /office/runs/{id:guid}/again                       | /office/runs/{none}/again                      | -        | 404
        GET  /office/runs/{act:guid}/release                    | /office/runs/{none}/release                    | -        | 404
        POST /office/runs/{act:guid}/release                    | /office/runs/{none}/release                    | -        | 404
        POST /office/runs/{act:guid}/take-back                  | /office/runs/{none}/take-back                  | -        | 404
        GET  /office/jobs                                       | /office/jobs                                   | *        | 200
        POST /office/jobs/{id:guid}/again                       | /office/jobs/{none}/again                      | -        | 404
        GET  /office/officers/changes                           | /office/officers/changes                       | *        | 200
        GET  /office/officers/changes/{act:guid}                | /office/officers/changes/{change}              | changers | 200
        POST /office/officers/changes/{act:guid}                | /office/officers/changes/{change}              | changers | 422
        POST /office/officers/changes/{act:guid}/withdraw       | /office/officers/changes/{change}/withdraw     | *        | 422
        GET  /office/posts                                      | /office/posts                                  | *        | 200
        GET  /office/posts/new                                  | /office/posts/new                              | *        | 200
        POST /office/posts/new                                  | /office/posts/new                              | *        | 422
        GET  /office/posts/{code}/end                           | /office/posts/kankyo-shuji/end                 | *        | 200
        POST /office/posts/{code}/end                           | /office/posts/kankyo-shuji/end                 | *        | 422
        GET  /office/officers/{id}/posts/new                    | /office/officers/{officer}/posts/new           | *        | 200
        POST /office/officers/{id}/posts/new                    | /office/officers/{officer}/posts/new           | *        | 422
        GET  /office/officers/{id}/posts/{holding}/end          | /office/officers/{officer}/posts/{holding}/end | *        | 200
        POST /office/officers/{id}/posts/{holding}/end          | /office/officers/{officer}/posts/{holding}/end | *        | 422
        GET  /office/outbox                                     | /office/outbox                                 | *        | 200
        POST /office/outbox/{id:guid}/replay                    | /office/outbox/{none}/replay                   | *        | 422
        POST /office/outbox/{id:guid}/abandon                   | /office/outbox/{none}/abandon                  | *        | 422
        GET  /health/live                                       | /health/live                                   | *        | 200
        GET  /health/ready                                      | /health/ready                                  | *        | 200
        GET  /plaintext                                         | /plaintext                                     | *        | 200
        GET  /assets/{hash}/{name}                              | /assets/x/none.css                             | -        | 404
        GET  /source                                            | /source                                        | *        | 200
        GET  /office/source                                     | /office/source                                 | *        | 200
        ANY  /{*path:nonfile}                                   | /nirgends                                      | -        | 404
        ANY  /office/{*path:nonfile}                            | /office/nirgends                               | -        | 404
        GET  /_dev/as                                           | /_dev/as                                       | *        | 200
        POST /_dev/as/{account}                                 | /_dev/as/{account}                             | *        | 422
        GET  /_dev/mail                                         | /_dev/mail                                     | *        | 200
        GET  /_dev/components                                   | /_dev/components                               | *        | 200
        """;

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
