using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.DeadLetters;

public sealed class RabbitMqFaultLetterTests(RabbitMqWorld world) : FaultLetterScenarios<RabbitMqWorld>(world);
