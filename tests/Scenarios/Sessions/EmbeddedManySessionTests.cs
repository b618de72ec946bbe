using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.Sessions;

public sealed class EmbeddedManySessionTests(EmbeddedWorld world)
    : When_many_sessions_are_committed<EmbeddedWorld>(world);
