using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class EmbeddedSlowClientTests(EmbeddedWorld world) : SlowClientScenarios<EmbeddedWorld>(world);
