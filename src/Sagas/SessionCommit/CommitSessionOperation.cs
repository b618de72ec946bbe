using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Lifecycle;

namespace Sagas.Operations;

/// <summary>
/// The first transaction of a session commit: archives what was said. What follows is up to the machine that it is
/// handed to.
/// </summary>
public sealed class CommitSessionOperation : IOperation<CommitSession>
{
    /// <inheritdoc />
    public string Name => "session_commit";

    /// <inheritdoc />
    public string Queue => QueueName.SessionCommits;

    /// <inheritdoc />
    public IReadOnlyList<string> Uris(CommitSession command)
    {
        ArgumentNullException.ThrowIfNull(command);
        try
        {
            return [SessionUri.Of(Caller.Of(command.Account, command.User).User, command.SessionId).Value];
        }
        catch (RefusedException)
        {
            return [command.SessionId ?? ""];
        }
    }

    /// <inheritdoc />
    public Plan Plan(CommitSession command, Caller caller, TransactionId id)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.KeepRecentCount is < 0 or > Limits.KeepRecentMax)
            throw RefusedException.InvalidArgument("keepRecentCount", $"must be between 0 and {Limits.KeepRecentMax}");
        var session = SessionUri.Of(caller.User, command.SessionId);
        return new Plan(
            [Targets.Tree(caller, session)],
            [PlannedStep.Of(new ArchiveMessages(
                caller.Account, session, id, command.KeepRecentCount, caller.User))],
            [Targets.Purge(id)]);
    }
}
