using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class EmbeddedTroubleTests(EmbeddedWorld world) : TroubleScenarios<EmbeddedWorld>(world);
