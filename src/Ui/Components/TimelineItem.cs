namespace Keyaki.Ui;

/// <summary>One event of a case; what is still to come has no time.</summary>
public sealed record TimelineItem(string Words, DateTimeOffset? At = null, TimelineState State = TimelineState.Done, string? Note = null);

/// <summary>Where an event of a timeline stands.</summary>
public enum TimelineState { Done, Now, Ahead, Stopped }

/// <summary>The tone of a tag or banner; never the only carrier of a meaning.</summary>
public enum Tone { Plain, Info, Good, Warning, Bad }
