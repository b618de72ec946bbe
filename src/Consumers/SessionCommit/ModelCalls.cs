using Sagas.Contracts;

namespace Sagas.Consumers.SessionCommit;

/// <summary>The calls of one extraction, whatever comes of it. Not thread-safe: they come one after another.</summary>
/// <param name="begins">Called before each that may take long: from here on its silence counts.</param>
public sealed class ModelCalls(Func<Task> begins)
{
    /// <summary>What all of them have used so far.</summary>
    public TokenUsage Usage { get; private set; } = TokenUsage.None;

    /// <summary>A call begins.</summary>
    public Task Begin() => begins();

    /// <summary>A call was answered, whether or not the answer is of use; null = nothing was counted.</summary>
    public void Add(TokenUsage? used) => Usage = Usage.Plus(used);
}
