using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class RabbitMqDeliveryTests(RabbitMqWorld world) : DeliveryScenarios<RabbitMqWorld>(world);
