namespace Sagas.Consumers.Semantics;

/// <summary>One child of a directory, as its summary is made of.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsDirectory">Whether it is a directory.</param>
/// <param name="Abstract">What it is about; "" when that is not known yet.</param>
public sealed record SummaryItem(string Name, bool IsDirectory, string Abstract);
