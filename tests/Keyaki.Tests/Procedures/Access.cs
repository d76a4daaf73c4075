namespace Keyaki.Tests.Architecture;

static partial class AccessTable
{
    const string OfProcedures = """
        GET  /                                                  | /                                              | *        | 200
        GET  /search                                            | /search?q=ごみ                                 | *        | 200
        GET  /life/{code}                                       | /life/moving                                   | *        | 200
        GET  /guide                                             | /guide                                         | *        | 200
        GET  /guide/{code}                                      | /guide/moving-in                               | *        | 200
        GET  /guide/{code}/start  | /guide/moving-in/start?q10=yes&procedure=bulky-waste | guest hanako ichiro | 200, else sign-in
        POST /guide/{code}/start  | /guide/moving-in/start?q10=yes&procedure=bulky-waste | guest hanako ichiro | 422, else sign-in
        GET  /about/{code}                                      | /about/privacy                                 | *        | 200
        GET  /procedures/{code}                                 | /procedures/compost-subsidy                    | *        | 200
        GET  /procedures/{code}/apply                           | /procedures/cancer-screening/apply             | guest hanako ichiro | 200, else sign-in
        POST /procedures/{code}/apply                           | /procedures/cancer-screening/apply             | *        | 422
        GET  /visit/{code}                                      | /visit/none                                    | -        | 404
        POST /visit/{code}                                      | /visit/none                                    | -        | 404
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
        GET  /office/case-answers/{kind}                        | /office/case-answers/csv?procedure=compost-subsidy | *    | 200
        GET  /office/procedures                                  | /office/procedures                             | *        | 200
        GET  /office/procedures/new                              | /office/procedures/new                         | *        | 200
        POST /office/procedures/new                              | /office/procedures/new                         | *        | 422
        POST /office/procedures/next/{code}                      | /office/procedures/next/bulky-waste            | kankyo   | 422
        GET  /office/procedures/versions/{hash}                  | /office/procedures/versions/none               | -        | 404
        GET  /office/procedures/{id}                             | /office/procedures/{none}                      | -        | 404
        GET  /office/procedures/{id}/file                        | /office/procedures/{none}/file                 | -        | 404
        POST /office/procedures/{id}/discard                     | /office/procedures/{none}/discard              | -        | 404
        POST /office/procedures/{id}/order                       | /office/procedures/{none}/order                | -        | 404
        GET  /office/procedures/{id}/preview                     | /office/procedures/{none}/preview              | -        | 404
        GET  /office/procedures/{id}/preview/{page:int}          | /office/procedures/{none}/preview/1            | -        | 404
        POST /office/procedures/{id}/preview/{page:int}          | /office/procedures/{none}/preview/1            | -        | 404
        GET  /office/procedures/{id}/publish                     | /office/procedures/{none}/publish              | -        | 404
        POST /office/procedures/{id}/publish                     | /office/procedures/{none}/publish              | -        | 404
        GET  /office/procedures/{id}/questions                   | /office/procedures/{none}/questions            | -        | 404
        POST /office/procedures/{id}/questions                   | /office/procedures/{none}/questions            | -        | 404
        GET  /office/procedures/{id}/{part}                      | /office/procedures/{none}/about                | -        | 404
        POST /office/procedures/{id}/{part}                      | /office/procedures/{none}/about                | -        | 404
        GET  /office/procedures/{id}/{part}/{at}                 | /office/procedures/{none}/page/1               | -        | 404
        POST /office/procedures/{id}/{part}/{at}                 | /office/procedures/{none}/page/1               | -        | 404
        GET  /office/cases/enter                                | /office/cases/enter                            | *        | 200
        GET  /office/cases/enter/{procedure}/{channel}          | /office/cases/enter/compost-subsidy/paper      | kankyo   | 200
        POST /office/cases/enter/{procedure}/{channel}          | /office/cases/enter/compost-subsidy/paper      | kankyo   | 422
        GET  /office/cases/{id}/retype                          | /office/cases/{case}/retype                    | -        | 404
        POST /office/cases/{id}/retype                          | /office/cases/{case}/retype                    | -        | 404
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
        ANY  /{*path:nonfile}                                   | /nirgends                                      | -        | 404
        ANY  /office/{*path:nonfile}                            | /office/nirgends                               | -        | 404
        """;
}
