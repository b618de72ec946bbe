using Sagas.Contracts;

namespace Sagas.Consumers.Steps;

/// <summary>How much of one kind a process does at once.</summary>
public sealed class ParticipantLimits
{
    /// <summary>Messages of a queue that is not named in <see cref="ByQueue"/>.</summary>
    /// <value>32.</value>
    public int Default { get; set; } = 32;

    /// <summary>
    /// Messages of one queue, where it is not the usual number: less for calls of a model, more for summaries, whose
    /// messages mostly wait for a run that they share.
    /// </summary>
    /// <value>512 for <see cref="EnqueueSemantic"/>.</value>
    public IDictionary<string, int> ByQueue { get; } = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        [QueueName.Of<EnqueueSemantic>()] = 512,
    };

    /// <summary>The limit of <paramref name="queue"/>.</summary>
    public int Of(string queue) => ByQueue.TryGetValue(queue, out var limit) ? limit : Default;
}
