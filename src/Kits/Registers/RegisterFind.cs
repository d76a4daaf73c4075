using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>Records of a register in everybody's search: by their number and the fields that say so.</summary>
sealed class RegisterFind<T>(Search search, Register<T> register) : Findable<T>(search) where T : Recorded, new()
{
    public override string Label => register.Title;
    public override MenuGroup Part => register.Part;
    public override Permission Who => register.Acts.See.Who;
    public override string Kind => register.Kind;
    public override string List(Words words) => Address.Of(register.Home, ("q", words.Said));

    protected override Indexed? Entry(T record) => new(record.Id, register.Words(record, personal: false));

    protected override async Task<List<Hit>> Show(Look look, IQueryable<Guid> hits, Words words) =>
        [.. (await register.Visible(look).AsNoTracking().Where(r => hits.Contains(r.Id)).ToListAsync(look.Stop))
            .Select(r => new Hit(register.Name(r), r.EndedOn is null ? register.Noun : $"{register.Noun}・終わったもの", register.Url(r.Id))
                { Numbers = [r.Code] })];
}

/// <summary>The same records with what is personal: only the register's own list looks here, for whoever has the power.</summary>
sealed class RegisterPersonal<T>(Register<T> register) : IIndexed where T : Recorded, new()
{
    public Type Of => typeof(T);
    public string Kind => register.PersonalKind;
    public Indexed? Entry(object record) =>
        register.FindsPersonal && record is T mine ? new(mine.Id, register.Words(mine, personal: true)) : null;
}
