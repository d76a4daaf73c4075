namespace Keyaki.Tests.Architecture;

static partial class AccessTable
{
    const string OfResidents = """
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
        GET  /sign-in/card                                      | /sign-in/card                                  | -        | 404
        GET  /sign-in/card/return                               | /sign-in/card/return                           | -        | 404
        GET  /sign-in/card/new                                  | /sign-in/card/new                              | *        | sign-in
        GET  /sign-in/card/need                                 | /sign-in/card/need                             | *        | 200
        GET  /my/account/card                                   | /my/account/card                               | *        | 303
        POST /my/account/card                                   | /my/account/card                               | *        | 422
        POST /my/account/card/remove                            | /my/account/card/remove                        | *        | 422
        GET  /office/cards                                      | /office/cards                                  | *        | 200
        GET  /office/cards/{id:guid}                            | /office/cards/{none}                           | -        | 404
        POST /office/cards/{id:guid}                            | /office/cards/{none}                           | -        | 404
        GET  /office/cards/{id:guid}/{person:guid}              | /office/cards/{none}/{person}                  | -        | 404
        POST /office/cards/{id:guid}/{person:guid}              | /office/cards/{none}/{person}                  | -        | 404
        GET  /sign-in/passkey                                   | /sign-in/passkey                               | *        | 200
        POST /sign-in/passkey                                   | /sign-in/passkey                               | *        | 422
        POST /sign-out                                          | /sign-out                                      | *        | 422
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
        """;
}
