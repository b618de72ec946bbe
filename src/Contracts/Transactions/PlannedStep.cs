using System.Text.Json;

namespace Sagas.Contracts;

/// <summary>One step of a plan, with its arguments as they will be sent.</summary>
/// <param name="Kind">The step command in kebab case, which is also the participant's queue.</param>
/// <param name="Arguments">The step command as JSON.</param>
public sealed record PlannedStep(string Kind, JsonElement Arguments)
{
    /// <summary>The step that does <paramref name="command"/>.</summary>
    public static PlannedStep Of<TUndo>(IStepCommand<TUndo> command)
        where TUndo : class
    {
        ArgumentNullException.ThrowIfNull(command);
        var arguments = JsonSerializer.SerializeToElement(command, command.GetType(), WireJson.Options);
        return new PlannedStep(QueueName.Of(command.GetType()), arguments);
    }
}
