namespace Keyaki.Tests.Architecture;

static partial class AccessTable
{
    const string OfPayments = """
        GET  /payments/{id}/go                                  | /payments/{charge}/go                          | hanako   | 200
        POST /payments/{id}/go                                  | /payments/{charge}/go                          | hanako   | 422
        GET  /payments/{id}/leave                               | /payments/{charge}/leave                       | hanako   | 302
        GET  /payments/{id}/back                                | /payments/{charge}/back                        | hanako   | 200
        GET  /payments/{id}/receipt                             | /payments/{charge}/receipt                     | -        | 404
        POST /payments/webhook                                  | /payments/webhook                              | *        | 400
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
        """;
}
