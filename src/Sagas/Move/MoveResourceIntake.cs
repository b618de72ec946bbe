using Microsoft.Extensions.Logging;
using Sagas.Contracts;
using Sagas.Intake;

namespace Sagas.Operations;

/// <summary>Takes <c>move-resource</c> commands.</summary>
public sealed class MoveResourceIntake(IOperation<MoveResource> operation, ILogger<MoveResourceIntake> logger)
    : CommandConsumer<MoveResource>(operation, logger);
