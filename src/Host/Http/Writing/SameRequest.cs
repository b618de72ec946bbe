using System.Text.Json;
using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Queries;

namespace Sagas.Host.Http.Writing;

/// <summary>
/// Whether the transaction of an <c>Idempotency-Key</c> is the one of this very request. The coordinator answers for an
/// id, whoever asks and whatever for; here is who knows what was asked.
/// </summary>
internal static class SameRequest
{
    /// <exception cref="ApiException">The key was used for another request, perhaps somebody else's: it says nothing
    /// of that one.</exception>
    public static void Require<TCommand>(
        HttpContext context, TransactionView view, TCommand command, Sameness sameness)
        where TCommand : class, IOperationCommand
    {
        // An id that was made here belongs to nobody else.
        if (IdempotencyKey.Sent(context) is null)
            return;
        var operation = context.RequestServices.GetRequiredService<IOperation<TCommand>>();
        var caller = Caller.Of(command.Account, command.User);
        var same = view.Operation == operation.Name && view.Account == caller.Account && view.User == caller.User
            && sameness switch
            {
                Sameness.Caller => true,
                Sameness.Uris => view.Uris.SequenceEqual(operation.Uris(command)),
                _ => view.Uris.SequenceEqual(operation.Uris(command))
                    && Agree(view.Steps, operation.Plan(command, caller, view.Id).Steps),
            };
        if (!same)
            throw Reused();
    }

    public static ApiException Reused() => ApiException.Invalid(
        IdempotencyKey.Header, "was used for another request; a key stands for one request of one caller");

    static bool Agree(IReadOnlyList<StepView> done, IReadOnlyList<PlannedStep> asked) =>
        done.Count == asked.Count && done.Zip(asked).All(x => x.First.Kind == x.Second.Kind
            && x.First.Arguments is { } arguments && JsonElement.DeepEquals(arguments, x.Second.Arguments));
}
