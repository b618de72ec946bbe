using Microsoft.Extensions.Logging;
using Sagas.Contracts;
using Sagas.Intake;

namespace Sagas.Operations;

/// <summary>Takes <c>commit-session</c> commands.</summary>
public sealed class CommitSessionIntake(IOperation<CommitSession> operation, ILogger<CommitSessionIntake> logger)
    : CommandConsumer<CommitSession>(operation, logger);
