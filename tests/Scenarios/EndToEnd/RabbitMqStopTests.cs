using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class RabbitMqStopTests(RabbitMqWorld world) : StopScenarios<RabbitMqWorld>(world);
