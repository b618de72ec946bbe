using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class EmbeddedRefusalTests(EmbeddedWorld world) : RefusalScenarios<EmbeddedWorld>(world);
