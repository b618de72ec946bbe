using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class RabbitMqTroubleTests(RabbitMqWorld world) : TroubleScenarios<RabbitMqWorld>(world);
