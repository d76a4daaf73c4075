namespace Keyaki.Tests.Architecture;

static partial class AccessTable
{
    const string OfStaff = """
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
        POST /office/sign-out                                   | /office/sign-out                               | *        | 422
        GET  /office/welcome/{first}/begin                      | /office/welcome/none/begin                     | *        | 200
        POST /office/welcome/{first}/begin                      | /office/welcome/none/begin                     | *        | 422
        GET  /office/welcome/{token}                            | /office/welcome/none                           | *        | 410
        POST /office/welcome/{token}                            | /office/welcome/none                           | *        | 410
        GET  /office/welcome/{token}/app                        | /office/welcome/none/app                       | *        | 410
        POST /office/welcome/{token}/app                        | /office/welcome/none/app                       | *        | 410
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
        GET  /_dev/as                                           | /_dev/as                                       | *        | 200
        POST /_dev/as/{account}                                 | /_dev/as/{account}                             | *        | 422
        GET  /_dev/mail                                         | /_dev/mail                                     | *        | 200
        GET  /_dev/components                                   | /_dev/components                               | *        | 200
        """;
}
