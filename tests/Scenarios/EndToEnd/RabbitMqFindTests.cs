using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class RabbitMqFindTests(RabbitMqWorld world) : FindScenarios<RabbitMqWorld>(world);
