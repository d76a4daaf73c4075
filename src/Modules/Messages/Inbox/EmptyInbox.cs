using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Messages;

/// <summary>The account is closed: nobody can read its inbox any more.</summary>
sealed class EmptyInbox : IHear<AccountClosing>
{
    public Task Hear(AccountClosing closing, CityDb db, CancellationToken ct) =>
        db.Set<InboxMessage>().Where(m => m.Account == closing.Account).ExecuteDeleteAsync(ct);
}
