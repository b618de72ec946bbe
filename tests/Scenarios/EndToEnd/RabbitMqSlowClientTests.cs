using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class RabbitMqSlowClientTests(RabbitMqWorld world) : SlowClientScenarios<RabbitMqWorld>(world);
