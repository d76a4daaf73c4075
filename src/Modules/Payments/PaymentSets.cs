using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

static class PaymentSets
{
    extension(CityDb db)
    {
        public DbSet<Charge> Charges() => db.Set<Charge>();
        public DbSet<Attempt> Attempts() => db.Set<Attempt>();
        public DbSet<Capture> Captures() => db.Set<Capture>();
        public DbSet<Refund> Refunds() => db.Set<Refund>();
        public DbSet<RefundWish> RefundWishes() => db.Set<RefundWish>();
        public DbSet<Debtor> Debtors() => db.Set<Debtor>();
        public DbSet<Claim> Claims() => db.Set<Claim>();
        public DbSet<Posted> Postings() => db.Set<Posted>();
        public DbSet<PostedEntry> Entries() => db.Set<PostedEntry>();
        public DbSet<PayoutLine> PayoutLines() => db.Set<PayoutLine>();
        public DbSet<PayoutMark> PayoutMarks() => db.Set<PayoutMark>();
        public DbSet<PaymentRun> PaymentRuns() => db.Set<PaymentRun>();
        public DbSet<RunLine> RunLines() => db.Set<RunLine>();
        public DbSet<ProviderEvent> ProviderEvents() => db.Set<ProviderEvent>();
    }
}
