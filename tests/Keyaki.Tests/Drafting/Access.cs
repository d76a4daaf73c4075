namespace Keyaki.Tests.Architecture;

static partial class AccessTable
{
    const string OfDrafting = """
        GET  /office/drafts                                     | /office/drafts                                 | *        | 200
        GET  /office/drafts/new                                 | /office/drafts/new                             | *        | 200
        POST /office/drafts/new                                 | /office/drafts/new                             | *        | 422
        GET  /office/drafts/templates                           | /office/drafts/templates                       | *        | 200
        POST /office/drafts/templates/{id:guid}/retire          | /office/drafts/templates/{none}/retire         | -        | 404
        GET  /office/drafts/templates/new                       | /office/drafts/templates/new                   | *        | 200
        POST /office/drafts/templates/new                       | /office/drafts/templates/new                   | *        | 422
        GET  /office/drafts/templates/{id:guid}                 | /office/drafts/templates/{none}                | -        | 404
        POST /office/drafts/templates/{id:guid}                 | /office/drafts/templates/{none}                | -        | 404
        GET  /office/drafts/{id:guid}                           | /office/drafts/{own-draft}                     | kankyo   | 200
        GET  /office/drafts/{id:guid}/files/{file:guid}         | /office/drafts/{own-draft}/files/{none}        | -        | 404
        GET  /office/drafts/{id:guid}/draft.pdf                 | /office/drafts/{own-draft}/draft.pdf           | kankyo   | 200
        GET  /office/drafts/{id:guid}/edit                      | /office/drafts/{own-draft}/edit                | kankyo   | 200
        POST /office/drafts/{id:guid}/edit                      | /office/drafts/{own-draft}/edit                | kankyo   | 422
        POST /office/drafts/{id:guid}/keep                      | /office/drafts/{own-draft}/keep                | kankyo   | 422
        GET  /office/drafts/{id:guid}/propose                   | /office/drafts/{own-draft}/propose             | kankyo   | 200
        POST /office/drafts/{id:guid}/propose                   | /office/drafts/{own-draft}/propose             | kankyo   | 422
        GET  /office/drafts/{id:guid}/versions                  | /office/drafts/{own-draft}/versions            | kankyo   | 200
        GET  /office/drafts/{id:guid}/issue                     | /office/drafts/{own-draft}/issue               | kankyo   | 200
        GET  /office/drafts/{id:guid}/labels.pdf                | /office/drafts/{own-draft}/labels.pdf          | kankyo   | 200
        GET  /office/drafts/{id:guid}/letters/{to:guid}         | /office/drafts/{own-draft}/letters/{none}      | -        | 404
        POST /office/drafts/{id:guid}/complete                  | /office/drafts/{own-draft}/complete            | kankyo   | 422
        GET  /office/drafts/{id:guid}/send/{to:guid}            | /office/drafts/{own-draft}/send/{none}         | -        | 404
        POST /office/drafts/{id:guid}/send/{to:guid}            | /office/drafts/{own-draft}/send/{none}         | -        | 404
        GET  /office/drafts/{id:guid}/seal                      | /office/drafts/{own-draft}/seal                | kankyo   | 200
        POST /office/drafts/{id:guid}/seal                      | /office/drafts/{own-draft}/seal                | kankyo   | 422
        GET  /office/seals                                      | /office/seals                                  | *        | 200
        GET  /office/seals/book.csv                             | /office/seals/book.csv                         | *        | 200
        GET  /office/seals/{act:guid}/letter.pdf                | /office/seals/{none}/letter.pdf                | -        | 404
        GET  /office/seals/{act:guid}                           | /office/seals/{none}                           | -        | 404
        POST /office/seals/{act:guid}                           | /office/seals/{none}                           | -        | 404
        POST /office/seals/{act:guid}/take-back                 | /office/seals/{none}/take-back                 | -        | 404
        GET  /office/notices                                    | /office/notices                                | *        | 200
        GET  /office/notices/{id:guid}                          | /office/notices/{none}                         | -        | 404
        POST /office/notices/{id:guid}                          | /office/notices/{none}                         | -        | 404
        GET  /office/received                                   | /office/received                               | *        | 200
        GET  /office/received/new                               | /office/received/new                           | *        | 200
        POST /office/received/new                               | /office/received/new                           | *        | 422
        GET  /office/received/arrivals/{id:guid}                | /office/received/arrivals/{none}               | -        | 404
        POST /office/received/arrivals/{id:guid}                | /office/received/arrivals/{none}               | -        | 404
        GET  /office/received/arrivals/{id:guid}/refuse         | /office/received/arrivals/{none}/refuse        | -        | 404
        POST /office/received/arrivals/{id:guid}/refuse         | /office/received/arrivals/{none}/refuse        | -        | 404
        GET  /office/received/arrivals/{id:guid}/files/{file:guid} | /office/received/arrivals/{none}/files/{none}  | -        | 404
        GET  /office/received/{id:guid}                         | /office/received/{incoming}                    | kankyo   | 200
        GET  /office/received/{id:guid}/files/{file:guid}       | /office/received/{incoming}/files/{none}       | -        | 404
        GET  /office/received/{id:guid}/assign                  | /office/received/{incoming}/assign             | kankyo   | 200
        POST /office/received/{id:guid}/assign                  | /office/received/{incoming}/assign             | kankyo   | 422
        GET  /office/received/{id:guid}/finish                  | /office/received/{incoming}/finish             | kankyo   | 200
        POST /office/received/{id:guid}/finish                  | /office/received/{incoming}/finish             | kankyo   | 422
        GET  /office/received/{id:guid}/circulate               | /office/received/{incoming}/circulate          | kankyo   | 200
        POST /office/received/{id:guid}/circulate               | /office/received/{incoming}/circulate          | kankyo   | 422
        """;
}
