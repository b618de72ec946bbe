using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class EmbeddedFindTests(EmbeddedWorld world) : FindScenarios<EmbeddedWorld>(world);
