using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class EmbeddedDeliveryTests(EmbeddedWorld world) : DeliveryScenarios<EmbeddedWorld>(world);
