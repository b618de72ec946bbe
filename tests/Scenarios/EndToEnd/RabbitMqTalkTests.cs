using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class RabbitMqTalkTests(RabbitMqWorld world) : TalkScenarios<RabbitMqWorld>(world);
