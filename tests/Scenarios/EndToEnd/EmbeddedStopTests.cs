using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class EmbeddedStopTests(EmbeddedWorld world) : StopScenarios<EmbeddedWorld>(world);
