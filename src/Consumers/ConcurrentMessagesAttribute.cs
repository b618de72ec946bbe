namespace Sagas.Consumers;

/// <summary>
/// How many messages a consumer holds at once, when it is not the usual number; for one whose messages mostly wait.
/// </summary>
/// <param name="max">At most so many; the others stay in the queue.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ConcurrentMessagesAttribute(int max) : Attribute
{
    /// <summary>At most so many.</summary>
    public int Max => max;
}
