using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class EmbeddedCommitTests(EmbeddedWorld world) : CommitScenarios<EmbeddedWorld>(world);
