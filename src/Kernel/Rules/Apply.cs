namespace Keyaki.Kernel;

/// <summary>
/// An operation with its arguments. `and`, `or`, `not` are Kleene's: unknown stays unknown unless the others decide;
/// missing answers have already become false in the comparison that read them.
/// </summary>
internal sealed record Apply(string Word, Expression[] Of, ValueKind Gives) : Expression
{
    public override ValueKind Kind => Gives;

    internal override void Collect(ISet<string> names)
    {
        foreach (var argument in Of) argument.Collect(names);
    }

    internal override Value Evaluate(IFacts facts, IFacts? row) => Word switch
    {
        "and" => Junction(facts, row, decides: false),
        "or" => Junction(facts, row, decides: true),
        "not" => Of[0].Evaluate(facts, row) is { IsUnknown: false } flag ? Value.Of(!flag.IsTrue) : Value.Unknown,
        "=" or "!=" or "<" or "<=" or ">" or ">=" => Compare(Of[0].Evaluate(facts, row), Of[1].Evaluate(facts, row)),
        "+" or "*" or "-" or "floor-to" or "sum" => Amount(facts, row),
        "min" or "max" => Extreme(facts, row),
        "if" => If(facts, row),
        "in" => In(facts, row),
        "empty" => Of[0].Evaluate(facts, row) is { IsUnknown: false } value ? Value.Of(value.IsMissing) : Value.Unknown,
        "count" => Count(Of[0].Evaluate(facts, row)),
        "age-in-law" or "age-by-birthday" => AgeOn(Of[0].Evaluate(facts, row), Of[1].Evaluate(facts, row)),
        "fiscal-year-end" => FiscalYearEnd(Of is [var day] ? day.Evaluate(facts, row) : facts.Context("today")),
        "days-between" => Of[0].Evaluate(facts, row) is var from && Of[1].Evaluate(facts, row) is var to && from.Date is { } a
            && to.Date is { } b
            ? Value.Of((decimal)(b.DayNumber - a.DayNumber)) : Either(from, to),
        "year-of" => Of[0].Evaluate(facts, row) is var date && date.Date is { } d ? Value.Of((decimal)d.Year) : Either(date, date),
        "date" => Day([.. Of.Select(part => part.Evaluate(facts, row))]),
        "same-holder" => SameHolder(Of[0].Evaluate(facts, row), Of[1].Evaluate(facts, row)),
        _ => Value.Missing,
    };

    static Value Day(IReadOnlyList<Value> parts)
    {
        if (parts.Any(part => part.IsUnknown)) return Value.Unknown;
        return parts is [{ Number: >= 1 and <= 9999 and var year }, { Number: >= 1 and <= 12 and var month }, { Number: >= 1 and var day }]
            && day <= DateTime.DaysInMonth((int)year, (int)month)
            ? Value.Of(new DateOnly((int)year, (int)month, (int)day)) : Value.Missing;
    }

    // Unknown where only a person can tell.
    static Value SameHolder(Value holder, Value reading) => holder.Text is { } h && reading.Text is { } r
        ? HolderName.Compare(h, r) switch { Likeness.Same => Value.Of(true), Likeness.Other => Value.Of(false), _ => Value.Unknown }
        : holder.IsUnknown || reading.IsUnknown ? Value.Unknown : Value.Of(false);

    static Value Either(Value a, Value b) => a.IsMissing || b.IsMissing ? Value.Missing : a.IsUnknown || b.IsUnknown ? Value.Unknown
        : Value.Missing;

    Value Junction(IFacts facts, IFacts? row, bool decides)
    {
        var unknown = false;
        foreach (var argument in Of)
        {
            var value = argument.Evaluate(facts, row);
            if (value.IsUnknown) unknown = true;
            else if (value.IsTrue == decides) return Value.Of(decides);
        }
        return unknown ? Value.Unknown : Value.Of(!decides);
    }

    Value Compare(Value left, Value right)
    {
        if (left.IsMissing || right.IsMissing) return Value.Of(false);
        if (left.IsUnknown || right.IsUnknown) return Value.Unknown;
        if (left.CompareTo(right) is not { } order)
            return Value.Of(Word switch { "=" => left == right, "!=" => left != right, _ => false });
        return Value.Of(Word switch
        {
            "=" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0
        });
    }

    // A number too big to count with is no amount; the question's own limit tells the person, not a crash.
    Value Amount(IFacts facts, IFacts? row)
    {
        try
        {
            return Word switch { "sum" => Sum(facts, row), "+" or "*" => Fold(facts, row), _ => Pair(facts, row) };
        }
        catch (OverflowException)
        {
            return Value.Missing;
        }
    }

    Value Fold(IFacts facts, IFacts? row)
    {
        var (total, unknown) = (Word == "+" ? 0m : 1m, false);
        foreach (var argument in Of)
        {
            var value = argument.Evaluate(facts, row);
            if (value.IsUnknown) unknown = true;
            else if (value.Number is not { } number) return Value.Missing;
            else total = Word == "+" ? total + number : total * number;
        }
        return unknown ? Value.Unknown : Value.Of(total);
    }

    Value Pair(IFacts facts, IFacts? row)
    {
        var (left, right) = (Of[0].Evaluate(facts, row), Of[1].Evaluate(facts, row));
        if (left.Number is not { } a || right.Number is not { } b) return Either(left, right);
        if (Word == "-") return Value.Of(a - b);
        return b <= 0 ? Value.Missing : Value.Of(decimal.Floor(a / b) * b);
    }

    Value Extreme(IFacts facts, IFacts? row)
    {
        var best = Value.Missing;
        foreach (var argument in Of)
        {
            var value = argument.Evaluate(facts, row);
            if (value.IsUnknown) return Value.Unknown;
            if (value.IsMissing) continue;
            if (best.IsMissing || value.CompareTo(best) is { } order && (Word == "min" ? order < 0 : order > 0)) best = value;
        }
        return best;
    }

    Value If(IFacts facts, IFacts? row)
    {
        var condition = Of[0].Evaluate(facts, row);
        if (!condition.IsUnknown) return Of[condition.IsTrue ? 1 : 2].Evaluate(facts, row);
        var (then, otherwise) = (Of[1].Evaluate(facts, row), Of[2].Evaluate(facts, row));
        return then == otherwise ? then : Value.Unknown;
    }

    Value In(IFacts facts, IFacts? row)
    {
        var value = Of[0].Evaluate(facts, row);
        if (value.IsMissing) return Value.Of(false);
        if (value.IsUnknown) return Value.Unknown;
        for (var i = 1; i < Of.Length; i++)
        {
            var candidate = Of[i].Evaluate(facts, row);
            if (candidate.IsUnknown) return Value.Unknown;
            if (value.Kind == ValueKind.Many ? candidate.Text is { } code && value.Many.Contains(code) : candidate == value)
                return Value.Of(true);
        }
        return Value.Of(false);
    }

    static Value Count(Value value) => value.Kind switch
    {
        ValueKind.Unknown => value,
        ValueKind.Many => Value.Of((decimal)value.Many.Count),
        ValueKind.Rows => Value.Of((decimal)value.Rows.Count),
        ValueKind.Missing => Value.Of(0m),
        _ => Value.Of(1m),
    };

    public override (string Question, IReadOnlyList<Value> Amounts)? Rows(IFacts facts) =>
        Word == "sum" && Of[0] is ReadAnswer { Key: null } rows
            ? (rows.Name, [.. rows.Evaluate(facts).Rows.Select(each => Of[1].Evaluate(facts, each))]) : null;

    // A row that is not filled in yet adds nothing, so that a running total can be shown while a person is writing.
    Value Sum(IFacts facts, IFacts? row)
    {
        var rows = Of[0].Evaluate(facts, row);
        if (rows.IsUnknown) return rows;
        var total = 0m;
        foreach (var each in rows.Rows)
        {
            var value = Of[1].Evaluate(facts, each);
            if (value.IsUnknown) return value;
            total += value.Number ?? 0;
        }
        return Value.Of(total);
    }

    // A rule says which age it means: in law (年齢計算ニ関する法律, 民法143条) a year is completed at the end of the day before the birthday; where
    // a rule names the birthday itself, on it. Before birth there is no age: less than any.
    Value AgeOn(Value birth, Value day)
    {
        if (birth.Date is not { } born || day.Date is not { } on) return Either(birth, day);
        if (on < born) return Value.Of(-1m);
        return Value.Of((decimal)(Word == "age-in-law" && on < DateOnly.MaxValue ? Age.InLaw(born, on) : Age.On(born, on)));
    }

    static Value FiscalYearEnd(Value day) => day.Date is { } date
        ? Value.Of(FiscalYear.Of(date) is { Year: < 9999 } year ? year.Last : DateOnly.MaxValue) : Either(day, day);
}
