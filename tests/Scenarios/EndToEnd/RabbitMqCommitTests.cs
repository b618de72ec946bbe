using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class RabbitMqCommitTests(RabbitMqWorld world) : CommitScenarios<RabbitMqWorld>(world);
