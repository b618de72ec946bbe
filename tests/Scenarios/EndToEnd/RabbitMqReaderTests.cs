using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

public sealed class RabbitMqReaderTests(RabbitMqWorld world) : ReaderScenarios<RabbitMqWorld>(world);
