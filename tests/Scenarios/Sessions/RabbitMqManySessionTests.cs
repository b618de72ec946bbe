using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.Sessions;

public sealed class RabbitMqManySessionTests(RabbitMqWorld world)
    : When_many_sessions_are_committed<RabbitMqWorld>(world);
