using Microsoft.Extensions.Logging;
using Sagas.Contracts;
using Sagas.Intake;

namespace Sagas.Operations;

/// <summary>Takes <c>write-file</c> commands.</summary>
public sealed class WriteFileIntake(IOperation<WriteFile> operation, ILogger<WriteFileIntake> logger)
    : CommandConsumer<WriteFile>(operation, logger);
