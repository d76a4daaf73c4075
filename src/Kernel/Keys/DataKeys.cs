using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kernel;

/// <summary>A Data Protection key, wrapped by the master key, so that every node reads the same ring from the database.</summary>
public sealed class DataKey
{
    public required Guid Id { get; init; }
    public required string Xml { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<DataKey>
    {
        public void Configure(EntityTypeBuilder<DataKey> b)
        {
            b.ToTable("kernel_data_keys");
            b.Property(x => x.Xml).IsSealed(DataKeys.Purpose, element: "sealed");
        }
    }
}

sealed class DataKeys(IDatabase database, TimeProvider clock) : IXmlRepository
{
    internal const string Purpose = "data-keys";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = database.OpenReader();
        return [.. db.Set<DataKey>().Select(k => k.Xml).ToList().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName) => database.Turn((db, _) =>
    {
        db.Add(new DataKey { Id = clock.NewId(), Xml = element.ToString(SaveOptions.DisableFormatting) });
        return Task.FromResult(true);
    }).GetAwaiter().GetResult();
}

sealed class MasterKeyEncryptor(MasterKey key) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plain) =>
        new(new XElement("sealed", key.Seal(plain.ToString(SaveOptions.DisableFormatting), DataKeys.Purpose)), typeof(MasterKeyDecryptor));
}

/// <summary>Opens what <see cref="MasterKeyEncryptor"/> sealed; made by the framework by name, hence public.</summary>
public sealed class MasterKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement sealedElement) =>
        XElement.Parse(((MasterKey)(services.GetService(typeof(MasterKey)) ?? throw new InvalidOperationException("no master key"))).Open(sealedElement.Value, DataKeys.Purpose));
}
