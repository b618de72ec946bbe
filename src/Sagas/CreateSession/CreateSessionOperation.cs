using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Lifecycle;

namespace Sagas.Operations;

/// <summary>
/// Creates a session. It is locked as a tree, like everything that may take it away: a removal that may still be
/// undone never finds a new session in its place.
/// </summary>
public sealed class CreateSessionOperation : IOperation<CreateSession>
{
    /// <inheritdoc />
    public string Name => "session.create";

    /// <inheritdoc />
    public IReadOnlyList<string> Uris(CreateSession command) =>
        [$"{VikingUri.Scheme}user/{command.User ?? Caller.DefaultName}/sessions/{command.SessionId}"];

    /// <inheritdoc />
    public Plan Plan(CreateSession command, Caller caller, TransactionId id)
    {
        var session = SessionUri.Of(caller.User, command.SessionId);
        return new Plan(
            [Targets.Tree(caller, session)],
            [PlannedStep.Of(new PlaceSession(caller.Account, session, caller.User, command.Settings))],
            [Targets.Purge(id)]);
    }
}
