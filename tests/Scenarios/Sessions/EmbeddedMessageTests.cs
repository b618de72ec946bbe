using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.Sessions;

public sealed class EmbeddedMessageTests(EmbeddedWorld world) : When_messages_are_added<EmbeddedWorld>(world);
