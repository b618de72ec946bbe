using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class RabbitMqRefusalTests(RabbitMqWorld world) : RefusalScenarios<RabbitMqWorld>(world);
