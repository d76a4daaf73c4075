using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Payments;

/// <summary>消込の一括処理: the rows of a result file meet their claims, a slice in one turn. What a row became is written beside what it
/// posted, so that nothing is half done, and a file goes on where it stood.</summary>
sealed class MatchFile(IncomingReader reader) : IRunWork
{
    public const string Code = "payments.match-file";

    public string Kind => Code;
    public string Label => "結果ファイルを消し込む";
    public Permission Who => PaymentsModule.CanTakeFiles;
    public int Alone => int.MaxValue;
    public RunSubject About(RunOrder order) => new("結果ファイル", IncomingDesk.File(Id(order)));

    static Guid Id(RunOrder order) => Guid.ParseExact(order.Key, "N");

    static async Task<IncomingFile> Found(CityDb db, RunOrder order, CancellationToken ct)
    {
        var id = Id(order);
        return await db.Set<IncomingFile>().AsNoTracking().FirstAsync(f => f.Id == id, ct);
    }

    public async Task<IReadOnlyList<string>> Keys(CityDb db, RunOrder order, CancellationToken ct) =>
        [.. (await reader.Of(db, await Found(db, order, ct), ct)).Lines.Select(line => line.ToString(CultureInfo.InvariantCulture))];

    public async Task<RunStep> Do(CityDb db, RunOrder order, IReadOnlyList<string> keys, CancellationToken ct)
    {
        var file = await Found(db, order, ct);
        var content = await reader.Of(db, file, ct);
        var lines = keys.Select(k => int.Parse(k, CultureInfo.InvariantCulture)).ToList();
        return new([], async (services, turn, stop) =>
            [.. (await new Slice(services, turn, file, order, stop).Take(lines, content)).Select(r => new ItemResult($"{r.Line}",
                r.Outcome is RowOutcome.Refused ? ItemOutcome.Refused : ItemOutcome.Done, r.Reason))]);
    }

    /// <summary>One slice in its turn.</summary>
    sealed class Slice(IServiceProvider services, CityDb turn, IncomingFile file, RunOrder order, CancellationToken stop)
    {
        readonly CityProfile city = services.GetRequiredService<CityProfile>();
        readonly TimeProvider clock = services.GetRequiredService<TimeProvider>();
        readonly Bookkeeper books = services.GetRequiredService<Bookkeeper>();
        readonly List<IncomingRow> rows = [];

        IncomingSource Source => field ??= city.Files<IncomingSources>().Find(file.Source) ?? throw new NotHere();

        public async Task<IReadOnlyList<IncomingRow>> Take(IReadOnlyList<int> lines, IncomingContent content)
        {
            foreach (var line in lines)
                if (content.Rejected.TryGetValue(line, out var wrong)) Refuse(wrong);
            List<IncomingReceipt> receipts = [.. lines.Select(content.Receipts.GetValueOrDefault).OfType<IncomingReceipt>()];
            var claims = await new Finder(turn, city.Files<SlipFormat>(), Source, clock.Today()).Find(receipts, stop);
            await Post(receipts, claims);
            foreach (var cancelled in receipts.Where(r => r.Stage is Stage.Cancelled)) await Undo(cancelled);
            foreach (var failed in receipts.Where(r => r.Stage is Stage.Failed))
                Write(failed, RowOutcome.Failed, claims[failed].Claim, null, failed.Why);
            Keep();
            if (Source.By is FoundBy.Request) await DebitAnswers.Take(services, turn, receipts, stop);
            new Journal().About(IncomingDesk.Kind, file.Id).Fact("rows", rows.Count)
                .With([.. claims.Values.Select(c => c.Claim?.Debtor).Distinct()])
                .Write(turn, clock, new(ActorKind.Officer, order.By), IncomingDesk.Matched);
            return rows;
        }

        async Task Post(IReadOnlyList<IncomingReceipt> receipts, IReadOnlyDictionary<IncomingReceipt, FoundClaim> claims)
        {
            List<IncomingReceipt> money = [.. receipts.Where(r => r.Stage is Stage.Paid or Stage.Preliminary or Stage.Confirmed)];
            var before = await Before(money);
            List<IncomingReceipt> fresh = [.. money.Where(r => !before.ContainsKey(r.Payment)).DistinctBy(r => r.Payment)];
            var posted = await books.Collect(turn, [.. fresh.Select(r => (claims[r].Claim,
                new Collection(r.Payment, claims[r].Claim?.Key ?? "", r.Amount, r.Method, r.PaidOn)))], order.By, stop);
            var first = fresh.Zip(posted).ToDictionary(p => p.First, p => p.Second);
            foreach (var receipt in money)
                if (!first.TryGetValue(receipt, out var match)) Again(receipt, claims[receipt].Claim,
                    before.GetValueOrDefault(receipt.Payment)
                    ?? rows.FirstOrDefault(r => r.Payment == receipt.Payment));
                else if (match is { } found) Write(receipt, RowOutcome.Posted, claims[receipt].Claim, found, claims[receipt].Why);
                else Write(receipt, RowOutcome.Same, claims[receipt].Claim, null, "この入金は、もう記帳してあります。");
        }

        /// <summary>What earlier rows said of these payments: the last of each.</summary>
        async Task<Dictionary<string, IncomingRow>> Before(IReadOnlyList<IncomingReceipt> money)
        {
            var names = money.Select(r => r.Payment).Distinct().ToList();
            return (await turn.Set<IncomingRow>().AsNoTracking().Where(r => r.Payment != null && names.Contains(r.Payment)
                && (r.Outcome == RowOutcome.Posted || r.Outcome == RowOutcome.Confirmed || r.Outcome == RowOutcome.Undone))
                .ToListAsync(stop))
                .GroupBy(r => r.Payment ?? "").ToDictionary(g => g.Key, g => g.OrderBy(r => r.Outcome is RowOutcome.Undone ? 2
                    : r.Outcome is RowOutcome.Confirmed ? 1 : 0).Last());
        }

        /// <summary>A payment that was told of before.</summary>
        void Again(IncomingReceipt receipt, Claim? claim, IncomingRow? before)
        {
            if (before is { Outcome: RowOutcome.Undone })
                Write(receipt, RowOutcome.Differs, claim, null, "取り消した速報の入金です。収納の有無を、収納代行会社に確かめてください。");
            else if (before is { Outcome: RowOutcome.Posted, Stage: Stage.Preliminary } && receipt.Stage is Stage.Confirmed)
                Write(receipt, before.Figure == receipt.Amount.Amount ? RowOutcome.Confirmed : RowOutcome.Differs, claim, null,
                    before.Figure == receipt.Amount.Amount ? null : $"速報は{before.Amount}、確報は{receipt.Amount}です。");
            else Write(receipt, RowOutcome.Same, claim, null, "この入金は、もう記帳してあります。");
        }

        // 速報の手数料は、確報で決まる。
        /// <summary>手数料: what the shops keep of this slice is spent, once.</summary>
        void Keep()
        {
            var fee = rows.Where(r => r.Stage is Stage.Paid or Stage.Confirmed && r.Outcome is RowOutcome.Posted or RowOutcome.Confirmed)
                .Sum(r => r.Fee);
            if (fee <= 0) return;
            var book = Book.New(turn, city);
            book.Write(book.Ledger.PayOut($"fee:{file.Id:N}/{rows.Min(r => r.Line)}", new(fee), Source.Method,
                $"{Source.Title}の手数料（{file.Name}）", clock.Today()), order.By, clock);
        }

        async Task Undo(IncomingReceipt receipt)
        {
            var posted = turn.Appending.OfType<Posted>().FirstOrDefault(p => p.Payment == receipt.Payment)
                ?? await turn.Postings().AsNoTracking().Include(p => p.Entries).FirstOrDefaultAsync(p => p.Payment == receipt.Payment,
                stop);
            var claim = posted?.Entries.Select(e => e.Claim).FirstOrDefault(c => c is not null);
            if (posted is null) Write(receipt, RowOutcome.Differs, null, null, "取り消す速報がありません。");
            else if (turn.Appending.OfType<Posted>().Any(p => p.Undoes == posted.Id)
                || await turn.Postings().AnyAsync(p => p.Undoes == posted.Id, stop))
                Write(receipt, RowOutcome.Same, claim, "この速報は、もう取り消してあります。");
            else
                try
                {
                    await books.Reverse(turn, posted, "速報の取消し", order.By ?? throw new NotHere(), stop);
                    Write(receipt, RowOutcome.Undone, claim, null);
                }
                catch (Rule rule) { Write(receipt, RowOutcome.Differs, claim, rule.Sentence); }
        }

        void Refuse(Refusal wrong) => Add(new()
        {
            Id = clock.NewId(), File = file.Id, Line = wrong.Line, Outcome = RowOutcome.Refused, Column = wrong.Column,
            Reason = PlainText.Cut(wrong.Reason, IncomingRow.LongestReason),
        });

        void Write(IncomingReceipt receipt, RowOutcome outcome, Claim? claim, Match? found, string? reason) =>
            Write(receipt, outcome, claim?.Id, reason, found);

        void Write(IncomingReceipt receipt, RowOutcome outcome, Guid? claim, string? reason, Match? found = null) => Add(new()
        {
            Id = clock.NewId(), File = file.Id, Line = receipt.Line, Outcome = outcome, Stage = receipt.Stage, Payment = receipt.Payment,
            Number = receipt.Number, Claim = claim, Figure = receipt.Amount.Amount, Fee = receipt.Fee.Amount, PaidOn = receipt.PaidOn,
            TransferOn = receipt.TransferOn, Match = (int?)found, Reason = reason,
        });

        void Add(IncomingRow row)
        {
            rows.Add(row);
            turn.Append(row);
        }
    }
}

/// <summary>The claim that a row means; null with a reason where it means none.</summary>
public sealed record FoundClaim(Claim? Claim, string? Why);

/// <summary>Finds the claims of many rows with one question.</summary>
sealed class Finder(CityDb db, SlipFormat slips, IncomingSource source, DateOnly today)
{
    const string NoSlip = "この番号の納付書は出していません。", NotIt = "確認番号か税目・料金番号が、出した納付書と違います。";

    sealed record Known(string Number, string Item, string Confirmation, Claim Claim);

    public async Task<IReadOnlyDictionary<IncomingReceipt, FoundClaim>> Find(IReadOnlyList<IncomingReceipt> receipts, CancellationToken ct)
    {
        var named = receipts.ToDictionary(r => r, Named);
        var numbers = named.Values.Select(n => n.Number).Distinct().ToList();
        var known = (await Ask(numbers, ct)).DistinctBy(k => k.Number).ToDictionary(k => k.Number, StringComparer.Ordinal);
        return receipts.ToDictionary(r => r, r => known.GetValueOrDefault(named[r].Number) is not { } of ? new FoundClaim(null, NoSlip)
            : (named[r].Item ?? of.Item) == of.Item && (r.Confirmation ?? of.Confirmation) == of.Confirmation ? new(of.Claim, null)
            : new(null, NotIt));
    }

    (string Number, string? Item) Named(IncomingReceipt receipt)
    {
        if (source.By is not FoundBy.Bars) return (receipt.Number, receipt.Item);
        var bars = slips.Store.Read(receipt.Number, today);
        return (bars["key"], bars["item"]);
    }

    Task<List<Known>> Ask(List<string> numbers, CancellationToken ct) => source.By switch
    {
        FoundBy.Bars => (from s in db.Set<IssuedSlip>().AsNoTracking() where numbers.Contains(s.StoreKey)
                         join c in db.Claims().AsNoTracking() on s.Claim equals c.Id
                         select new Known(s.StoreKey, s.Item, s.Confirmation, c)).ToListAsync(ct),
        FoundBy.Request => (from l in db.Set<DebitLine>().AsNoTracking() where numbers.Contains(l.Customer)
                            join c in db.Claims().AsNoTracking() on l.Claim equals c.Id
                            select new Known(l.Customer, "", "", c)).ToListAsync(ct),
        _ => (from s in db.Set<IssuedSlip>().AsNoTracking() where numbers.Contains(s.Key)
              join c in db.Claims().AsNoTracking() on s.Claim equals c.Id
              select new Known(s.Key, s.Item, s.Confirmation, c)).ToListAsync(ct),
    };
}
