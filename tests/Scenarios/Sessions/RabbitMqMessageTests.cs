using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.Sessions;

public sealed class RabbitMqMessageTests(RabbitMqWorld world) : When_messages_are_added<RabbitMqWorld>(world);
