using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class EmbeddedLockTests(EmbeddedWorld world) : LockScenarios<EmbeddedWorld>(world);
