using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class RabbitMqLockTests(RabbitMqWorld world) : LockScenarios<RabbitMqWorld>(world);
