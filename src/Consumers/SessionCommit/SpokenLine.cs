namespace Sagas.Consumers.SessionCommit;

/// <summary>One message as a reader of words needs it.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Text">What is said, cut where it is very long.</param>
public sealed record SpokenLine(string Role, string Text);
