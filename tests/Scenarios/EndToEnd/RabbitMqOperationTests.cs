using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class RabbitMqOperationTests(RabbitMqWorld world) : OperationScenarios<RabbitMqWorld>(world);
