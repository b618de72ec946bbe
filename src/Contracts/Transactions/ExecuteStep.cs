using System.Text.Json;

namespace Sagas.Contracts;

/// <summary>
/// Tells a participant to do one step. The queue is the kind. Sent again, unchanged but for the attempt, when the
/// answer does not come in time: doing it twice must be doing it once.
/// </summary>
/// <param name="TransactionId">Which transaction.</param>
/// <param name="Step">Its index in the plan: with the transaction, the identity of the step for ever.</param>
/// <param name="Kind">The step command in kebab case.</param>
/// <param name="Attempt">1 for the first sending.</param>
/// <param name="Token">The fence: a store that saw a higher one for the path refuses this step.</param>
/// <param name="Arguments">The step command as JSON.</param>
public sealed record ExecuteStep(
    TransactionId TransactionId, int Step, string Kind, int Attempt, FencingToken Token, JsonElement Arguments);
