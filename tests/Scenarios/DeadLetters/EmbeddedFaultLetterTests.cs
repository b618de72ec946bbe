using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.DeadLetters;

public sealed class EmbeddedFaultLetterTests(EmbeddedWorld world) : FaultLetterScenarios<EmbeddedWorld>(world);
