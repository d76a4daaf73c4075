namespace Keyaki.Tests.Architecture;

static partial class AccessTable
{
    const string OfApprovals = """
        GET  /office/decisions                                  | /office/decisions                              | *        | 200
        GET  /office/decisions/{id:guid}                        | /office/decisions/{approval}                   | kankyo   | 200
        GET  /office/decisions/{id:guid}/approve                | /office/decisions/{approval}/approve           | kankyo   | 200
        POST /office/decisions/{id:guid}/approve                | /office/decisions/{approval}/approve           | kankyo   | 422
        GET  /office/decisions/{id:guid}/remand                 | /office/decisions/{approval}/remand            | kankyo   | 200
        POST /office/decisions/{id:guid}/remand                 | /office/decisions/{approval}/remand            | kankyo   | 422
        GET  /office/decisions/{id:guid}/defer                  | /office/decisions/{approval}/defer             | kankyo   | 200
        POST /office/decisions/{id:guid}/defer                  | /office/decisions/{approval}/defer             | kankyo   | 422
        GET  /office/decisions/{id:guid}/opine                 | /office/decisions/{approval}/opine               | kankyo   | 200
        POST /office/decisions/{id:guid}/opine                 | /office/decisions/{approval}/opine               | kankyo   | 422
        GET  /office/decisions/{id:guid}/disagree              | /office/decisions/{approval}/disagree            | kankyo   | 200
        POST /office/decisions/{id:guid}/disagree              | /office/decisions/{approval}/disagree            | kankyo   | 422
        GET  /office/decisions/{id:guid}/return                | /office/decisions/{approval}/return              | kankyo   | 200
        POST /office/decisions/{id:guid}/return                | /office/decisions/{approval}/return              | kankyo   | 422
        GET  /office/decisions/{id:guid}/reject                | /office/decisions/{approval}/reject              | kankyo   | 200
        POST /office/decisions/{id:guid}/reject                | /office/decisions/{approval}/reject              | kankyo   | 422
        GET  /office/decisions/{id:guid}/drop                  | /office/decisions/{approval}/drop                | kankyo   | 200
        POST /office/decisions/{id:guid}/drop                  | /office/decisions/{approval}/drop                | kankyo   | 422
        GET  /office/decisions/{id:guid}/abandon               | /office/decisions/{approval}/abandon             | kankyo   | 200
        POST /office/decisions/{id:guid}/abandon               | /office/decisions/{approval}/abandon             | kankyo   | 422
        GET  /office/decisions/{id:guid}/view                  | /office/decisions/{approval}/view                | kankyo   | 200
        POST /office/decisions/{id:guid}/view                  | /office/decisions/{approval}/view                | kankyo   | 422
        POST /office/decisions/{id:guid}/retrieve               | /office/decisions/{approval}/retrieve          | kankyo   | 422
        GET  /office/decisions/together                         | /office/decisions/together                     | *        | 200
        POST /office/decisions/together                         | /office/decisions/together                     | *        | 422
        GET  /office/decisions/rates                            | /office/decisions/rates                        | *        | 200
        GET  /office/decisions/{id:guid}/sheet                  | /office/decisions/{approval}/sheet             | kankyo   | 200
        GET  /office/decisions/{id:guid}/sheet.pdf              | /office/decisions/{approval}/sheet.pdf         | kankyo   | 200
        GET  /office/reorganisation                             | /office/reorganisation                         | *        | 200
        POST /office/reorganisation/start/{department}          | /office/reorganisation/start/nobody            | -        | 404
        GET  /office/reorganisation/{act:guid}                  | /office/reorganisation/{none}                  | -        | 404
        POST /office/reorganisation/{act:guid}                  | /office/reorganisation/{none}                  | -        | 404
        POST /office/reorganisation/{act:guid}/take-back        | /office/reorganisation/{none}/take-back        | -        | 404
        GET  /office/circulars                                  | /office/circulars                              | *        | 200
        POST /office/circulars/{id:guid}/read                   | /office/circulars/{none}/read                  | -        | 404
        GET  /office/absences                                   | /office/absences                               | *        | 200
        POST /office/absences                                   | /office/absences                               | *        | 422
        POST /office/absences/{id:guid}/end                     | /office/absences/{none}/end                    | -        | 404
        GET  /office/decisions/{id:guid}/reassign               | /office/decisions/{approval}/reassign          | kankyo   | 200
        POST /office/decisions/{id:guid}/reassign               | /office/decisions/{approval}/reassign          | kankyo   | 422
        GET  /office/decisions/paper                            | /office/decisions/paper                        | *        | 200
        POST /office/decisions/paper                            | /office/decisions/paper                        | *        | 422
        POST /office/decisions/paper/{id:guid}/cancel           | /office/decisions/paper/{none}/cancel          | -        | 404
        """;
}
