using Sagas.Contracts;
using Sagas.Lifecycle;

namespace Sagas.Intake;

/// <summary>
/// One operation, declared: its name, and the pure function from a command to its plan. No I/O, no clock: the same
/// command always makes the same plan.
/// </summary>
/// <typeparam name="TCommand">The command that starts it.</typeparam>
public interface IOperation<in TCommand>
    where TCommand : class, IOperationCommand
{
    /// <summary>What it is called in rows, events and listings: "rm", "mv", …</summary>
    string Name { get; }

    /// <summary>Who is told to begin: the transaction machine, or a machine that composes transactions.</summary>
    string Queue => QueueName.Transactions;

    /// <summary>What the command is about, as the producer wrote it, legal or not; for the record.</summary>
    IReadOnlyList<string> Uris(TCommand command);

    /// <summary>What it locks, does and sends.</summary>
    /// <param name="command">What the producer sent.</param>
    /// <param name="caller">On whose behalf, checked.</param>
    /// <param name="id">The transaction's id, for its post-actions.</param>
    /// <exception cref="RefusedException">The command can never succeed as it is written.</exception>
    Plan Plan(TCommand command, Caller caller, TransactionId id);
}
