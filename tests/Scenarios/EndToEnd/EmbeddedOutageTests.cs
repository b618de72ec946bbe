using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class EmbeddedOutageTests(EmbeddedWorld world) : OutageScenarios<EmbeddedWorld>(world);
