using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class RabbitMqOutageTests(RabbitMqWorld world) : OutageScenarios<RabbitMqWorld>(world);
