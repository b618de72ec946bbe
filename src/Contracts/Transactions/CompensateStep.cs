using System.Text.Json;

namespace Sagas.Contracts;

/// <summary>
/// Tells a participant to undo one step, whether it was done, half done or never came. Undoing it closes it: an
/// <see cref="ExecuteStep"/> that arrives later is refused.
/// </summary>
/// <param name="TransactionId">Which transaction.</param>
/// <param name="Step">The step's index in the plan.</param>
/// <param name="Kind">The step command in kebab case.</param>
/// <param name="Attempt">1 for the first sending.</param>
/// <param name="Token">The fence of the transaction.</param>
/// <param name="Arguments">The step command as JSON, as it was sent to be done.</param>
public sealed record CompensateStep(
    TransactionId TransactionId, int Step, string Kind, int Attempt, FencingToken Token, JsonElement Arguments);
