using Microsoft.Extensions.Logging;
using Sagas.Contracts;
using Sagas.Intake;

namespace Sagas.Operations;

/// <summary>Takes <c>create-session</c> commands.</summary>
public sealed class CreateSessionIntake(IOperation<CreateSession> operation, ILogger<CreateSessionIntake> logger)
    : CommandConsumer<CreateSession>(operation, logger);
