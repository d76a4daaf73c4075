using Keyaki.Contracts.Staff;

namespace Keyaki.Approvals;

/// <summary>By which power somebody acts: their own post, 代決 (代理 of a step that does not decide), or 引上げ.</summary>
public enum Capacity { Own, Proxy, PullUp }

/// <summary>Who acts, by which power, and the hash over what they were shown.</summary>
/// <param name="Post">The post whose turn it is: of somebody else where they act for them.</param>
/// <param name="ViewBy">Until when who was away or passed over shall have seen it.</param>
public sealed record Hand(OfficerFace Face, string Post, Capacity Power = Capacity.Own, string? Seen = null, DateOnly ViewBy = default)
{
    public static implicit operator Hand(OfficerFace face) => new(face, face.Post);
}
