namespace Sagas.DeadLetters;

/// <summary>Who did what with which dead letter, when and why. Lines are only ever added. Thread-safe.</summary>
public interface IDeadLetterAudit
{
    /// <summary>Adds lines; they are durable when this returns.</summary>
    Task Record(IReadOnlyList<DeadLetterAction> lines);

    /// <summary>Lines, newest first.</summary>
    /// <param name="letterId">Of one letter; null = of all.</param>
    /// <param name="limit">So many at the most.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    Task<IReadOnlyList<DeadLetterAction>> Read(string? letterId, int limit, CancellationToken cancellationToken);
}
