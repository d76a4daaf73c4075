namespace Keyaki.Kernel;

/// <summary>Everything that is one city's and not the program's: read from its folder at start, or refused with every fault at
/// once.</summary>
public sealed record CityProfile
{
    public required CityFace City { get; init; }

    /// <summary>What the files say, several versions of one department side by side; <see cref="DepartmentsOn"/> is what a day
    /// has.</summary>
    public required IReadOnlyList<Department> Departments { get; init; }
    public required IReadOnlyList<Post> Posts { get; init; }
    public required IReadOnlyList<Power> Powers { get; init; }

    /// <summary>What stands at the foot of every page: privacy, terms, accessibility, help.</summary>
    public required IReadOnlyList<CityPage> Pages { get; init; }
    public required BusinessDays Calendar { get; init; }
    public required IReadOnlyList<TownAddress> Addresses { get; init; }

    /// <summary>The dated figures of the country and of the city.</summary>
    public required RuleTables Rules { get; init; }

    /// <summary>What stands in the profile as an example, as officers see it.</summary>
    public required IReadOnlyList<ProfileExample> Examples { get; init; }

    /// <summary>Every file as a dated version.</summary>
    public required IReadOnlyList<ProfileVersion> Versions { get; init; }

    readonly Dictionary<Type, object> kinds = [];

    /// <summary>What a module has made of its files.</summary>
    /// <exception cref="InvalidOperationException">no module declares files that are read into it, or they come later.</exception>
    public T Files<T>() where T : class => (T)(kinds.GetValueOrDefault(typeof(T))
        ?? throw new InvalidOperationException($"no files are read into {typeof(T).Name} yet"));

    readonly List<FileEdition> dated = [];

    /// <summary>Everything in the files that has days, one by one.</summary>
    public IReadOnlyList<FileEdition> Editions => dated;

    internal void Keep(IEnumerable<FileEdition> editions) => dated.AddRange(editions);

    internal void Keep<T>(T files) where T : class => kinds.Add(typeof(T), files);

    /// <summary>How a department is reached; what it does not say itself is the city hall's.</summary>
    public Contact ContactOf(string? department, DateOnly day)
    {
        return department is null ? Hall : Of(Department(department, day));
    }

    /// <summary>How the city hall is reached.</summary>
    public Contact Hall => Of(null);

    Contact Of(Department? found)
    {
        return new Contact(found?.Name ?? City.Name, found?.Phone ?? City.Phone, OwnPhone: found?.Phone is not null
            || found is null, found?.Hours ?? City.Hours, found?.Place ?? $"〒{City.Postal}　{City.Address}", City.Map)
        { Called = found?.Called ?? City.Called, Spoken = found?.Spoken ?? City.Name };
    }

    Editions<Department> Offices => field ??= new(Departments, d => d.Code, d => d.From ?? DateOnly.MinValue, d => d.Until);
    Editions<Power> Granted => field ??= new(Powers, p => p.Code, p => p.From ?? DateOnly.MinValue, p => p.Until);
    Editions<Post> Seats => field ??= new(Posts, p => p.Code, p => p.From ?? DateOnly.MinValue, p => p.Until);

    /// <summary>The departments that there are on a day, in the order of the file.</summary>
    public IReadOnlyList<Department> DepartmentsOn(DateOnly day) => [.. Departments.Where(d => Offices.On(d.Code, day) == d)];

    /// <summary>Those that a day has, and those that were abolished as they were last.</summary>
    public IReadOnlyList<Department> DepartmentsKnown(DateOnly day) => [.. Departments.Where(d => Offices.Known(d.Code, day) == d)];

    /// <summary>These departments with those that ended before a day and whose work they go on with, also over several steps.</summary>
    public IReadOnlyList<string> WithFormer(IReadOnlyCollection<string> departments, DateOnly day)
    {
        var all = departments.ToHashSet();
        while (Departments.Any(d => d.Until < day && d.Successor is { } next && all.Contains(next) && all.Add(d.Code))) { }
        return [.. all];
    }

    /// <summary>Who does the work of a department on a day: itself, or whoever went on with it.</summary>
    public string Heir(string department, DateOnly day) => Departments.Any(d => d.Code == department && !(d.Until < day)) ? department
        : DepartmentsOn(day).FirstOrDefault(d => WithFormer([d.Code], day).Contains(department))?.Code ?? department;

    /// <summary>As it is called on a day; one that was abolished as it was called last.</summary>
    public Department? Department(string code, DateOnly day) => Offices.Known(code, day);

    /// <summary>The posts as it was agreed that they count; <see cref="Posts"/> is what the files say.</summary>
    public PostBook Book { get; } = new();

    /// <summary>A post as it counts on a day; one that is gone as it was last, one to come as it will be; null for a code that nobody
    /// knows. What gives power (department and rank) was agreed to and stands in the book; the name alone is the file's.</summary>
    public Post? Post(string code, DateOnly day)
    {
        var (agreed, written) = (Book.Posts?.Known(code, day), Seats.Known(code, day));
        return agreed is null || written is null ? agreed ?? written : agreed with { Title = written.Title };
    }

    /// <summary>Every post that there was, is or will be, as it counts on a day.</summary>
    public IReadOnlyList<Post> PostsKnown(DateOnly day) =>
        [.. (Book.Posts?.Codes ?? Seats.Codes).Select(code => Post(code, day)).OfType<Post>()];

    /// <summary>What the files say of a post, first to last.</summary>
    public IEnumerable<Post> PostInFiles(string code) => Seats.Of(code).Reverse();

    /// <summary>What they say of it on a day; of one that is gone or to come as <see cref="Post(string, DateOnly)"/>.</summary>
    public Post? PostInFiles(string code, DateOnly day) => Seats.Known(code, day);

    /// <summary>The powers that the files have on a day.</summary>
    public IReadOnlyList<Power> PowersOn(DateOnly day) => [.. Powers.Where(p => Granted.On(p.Code, day) == p)];

    /// <summary>Reads a city's folder with what these modules keep there, and the country's rules; throws <see cref="BrokenProfile"/> with
    /// all faults.</summary>
    public static CityProfile Load(string folder, string country, IEnumerable<IModule> modules)
    {
        var (profile, faults) = CityProfileReader.Read(folder, country, modules.SelectMany(m => m.CityFiles));
        return profile is not null && faults.Count == 0 ? profile : throw new BrokenProfile(faults);
    }
}

/// <summary>A city's files have faults; the message lists all of them.</summary>
public sealed class BrokenProfile(IReadOnlyList<Fault> faults)
    : Exception($"市の設定に {faults.Count} 個の誤りがあります。{Environment.NewLine}{string.Join(Environment.NewLine, faults)}")
{
    public IReadOnlyList<Fault> Faults => faults;
}

/// <summary>The city itself; the code has 6 digits. Map is the address of a map that shows the city hall.</summary>
public sealed record CityFace(
    string Code,
    string Name,
    string Kana,
    string En,
    string Prefecture,
    string MayorTitle,
    string MayorName,
    string Mark,
    string Accent,
    string Postal,
    string Address,
    string Hours)
{
    public string Phone { get; init; } = "";
    public string? Map { get; init; }

    /// <summary>The name as it is read in each language.</summary>
    public Text Called => new(Name, Name, En);
}

/// <summary>課; the division (部) only where it is known, phone, hours and place only where they are not the city hall's.</summary>
public sealed record Department(string Code, string Name, string? Division)
{
    /// <summary>First and last day of this name, and of the department where no other version follows; null where there is none.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? Until { get; init; }

    /// <summary>Who goes on with its work after its last day; null where nobody is named.</summary>
    public string? Successor { get; init; }
    public string? Phone { get; init; }
    public string? Hours { get; init; }
    public string? Place { get; init; }

    /// <summary>How the name is read, in kana and in Latin letters, and what it means in English.</summary>
    public string? Kana { get; init; }
    public string? Latin { get; init; }
    public string? English { get; init; }

    /// <summary>The name as a resident reads it in each language: who asks at the desk needs the Japanese one, too.</summary>
    public Text Called => new(Name, Kana is null ? null : $"{Name}（{Kana}）", English is null ? null : $"{English} ({Spoken})");

    /// <summary>What to say on the telephone, for who does not read Japanese.</summary>
    public string Spoken => Latin is null ? Name : $"{Latin}, {Name}";
}

/// <summary>Whom to ask and how.</summary>
/// <param name="OwnPhone">The number rings there; else it is the city hall's, and one says the name of the department.</param>
public sealed record Contact(string Name, string Phone, bool OwnPhone, string Hours, string Place, string? Map)
{
    /// <summary>The name as it is read in each language.</summary>
    public Text Called { get; init; } = new(Name);

    /// <summary>What to say on the telephone, for who does not read Japanese.</summary>
    public string Spoken { get; init; } = Name;
}

/// <summary>職; a lower rank number is higher in the house; without a department it is above all of them.</summary>
public sealed record Post(string Code, string Title, string? Department, int Rank)
{
    /// <summary>First and last day on which it can be held; null where there is none.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? Until { get; init; }

    /// <summary>In the book: from when on its department and rank are these.</summary>
    public DateOnly Since { get; init; } = DateOnly.MinValue;

    /// <summary>Whether somebody can hold it from that day on.</summary>
    public bool CountsOn(DateOnly day) => (From is null || From <= day) && (Until is null || Until >= day);
}

/// <summary>権限: what the holders of posts may do. Posts and permissions are codes, or patterns with a star at one end.</summary>
public sealed record Power(string Code, string Title, IReadOnlyList<string> Posts, IReadOnlyList<string> Permissions)
{
    /// <summary>True when the code is the pattern, or the pattern has a star for the rest (or the beginning).</summary>
    public static bool Fits(string pattern, string code) =>
        pattern.EndsWith('*') ? code.StartsWith(pattern[..^1], StringComparison.Ordinal)
        : pattern.StartsWith('*') ? code.EndsWith(pattern[1..], StringComparison.Ordinal)
        : pattern == code;

    /// <summary>The parts (departments, facilities) to which it is narrowed; none where it is whole.</summary>
    public IReadOnlyList<string> Within { get; init; } = [];

    /// <summary>First and last day of this version; null where there is none, or where the next one ends it.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? Until { get; init; }
}

/// <summary>A page of the city's own words at the foot of every page.</summary>
/// <param name="Unconfirmed">What the city has not said is its word; null where it has.</param>
public sealed record CityPage(string Code, Text Title, IReadOnlyList<CityParagraph> Body, Text? Unconfirmed);

/// <summary>A piece of such a page, with its heading.</summary>
public sealed record CityParagraph(Text Heading, IReadOnlyList<Text> Text);

/// <summary>A 町丁目 with its postal code and its reading in kana and in Latin letters; unconfirmed rows say where they come from.</summary>
public sealed record TownAddress(string Postal, string Town, string Kana, string Latin, string Source, bool Confirmed)
{
    /// <summary>The town that it is a 丁目 of: 中清戸, なかきよと, Nakakiyoto.</summary>
    public TownName WithoutBlock()
    {
        var kana = Numbers.FirstOrDefault(n => Kana.EndsWith(n + "ちょうめ", StringComparison.Ordinal)) is { } number
            ? Kana[..^(number.Length + 4)] : Kana;
        return new(WithoutBlock(Town), kana, Before(Latin, "-chome", " 0123456789"));
    }

    public static string WithoutBlock(string town) => Before(town, "丁目", "一二三四五六七八九十");

    static string Before(string text, string ending, string numbers) =>
        text.EndsWith(ending, StringComparison.Ordinal) ? text[..^ending.Length].TrimEnd([.. numbers]) : text;

    // The longest first: じゅういち ends in いち.
    static readonly string[] Numbers = ["じゅういっ", "いっ", "に", "さん", "よん", "ご", "ろく", "なな", "はっ", "きゅう", "じゅっ"];
}

/// <summary>What a town is called, in kanji, kana and Latin letters.</summary>
public readonly record struct TownName(string Name, string Kana, string Latin);

/// <summary>Something in a file that is an example and not the city's word.</summary>
public sealed record ProfileExample(string File, string About, Text Text);
