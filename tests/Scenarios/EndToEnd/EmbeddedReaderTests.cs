using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class EmbeddedReaderTests(EmbeddedWorld world) : ReaderScenarios<EmbeddedWorld>(world);
