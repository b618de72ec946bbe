namespace Sagas.Scenarios.CrashMatrix;

/// <summary>The cases of an operation on a broker.</summary>
public abstract class RabbitMqCrashMatrixTests(RabbitMqCrashChain chain)
    : MatrixTests(chain), IClassFixture<RabbitMqCrashChain>;
