using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class EmbeddedTalkTests(EmbeddedWorld world) : TalkScenarios<EmbeddedWorld>(world);
