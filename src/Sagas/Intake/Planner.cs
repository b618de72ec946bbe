using Sagas.Contracts;

namespace Sagas.Intake;

/// <summary>Turns a command into the message that starts its transaction. Pure, thread-safe.</summary>
internal sealed class Planner<TCommand>(IOperation<TCommand> operation)
    where TCommand : class, IOperationCommand
{
    /// <summary>The transaction of a legal command.</summary>
    /// <exception cref="RefusedException">It can never succeed as it is written.</exception>
    public BeginTransaction Begin(TCommand command, TransactionId id)
    {
        var caller = Caller.Of(command.Account, command.User);
        if (command.WaitSeconds is { } wait && wait is not (>= 0 and <= Limits.WaitSecondsMax))
        {
            throw RefusedException.InvalidArgument(
                "waitSeconds", $"must be between 0 and {Limits.WaitSecondsMax}");
        }
        var plan = operation.Plan(command, caller, id);
        if (plan.Steps.Count is 0 or > Limits.StepsMax || plan.Locks.Count is 0 or > Limits.LocksMax)
            throw new InvalidOperationException($"The plan of {operation.Name} has no steps, no locks, or too many.");
        return Named(command, id, caller.Account, caller.User) with
        {
            Locks = plan.Locks,
            Steps = plan.Steps,
            PostActions = plan.PostActions,
            WaitSeconds = command.WaitSeconds,
        };
    }

    /// <summary>The transaction of a command that was refused: it is recorded and does nothing.</summary>
    public BeginTransaction Refused(TCommand command, TransactionId id, Reason reason) =>
        Named(command, id, command.Account ?? Caller.DefaultName, command.User ?? Caller.DefaultName) with
        {
            Refusal = reason,
        };

    BeginTransaction Named(TCommand command, TransactionId id, string account, string user) => new()
    {
        TransactionId = id,
        Operation = operation.Name,
        Account = account,
        User = user,
        Uris = operation.Uris(command),
    };
}
