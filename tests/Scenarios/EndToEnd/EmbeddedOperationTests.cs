using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class EmbeddedOperationTests(EmbeddedWorld world) : OperationScenarios<EmbeddedWorld>(world);
