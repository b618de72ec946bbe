using Microsoft.Extensions.Logging;
using Sagas.Contracts;
using Sagas.Intake;

namespace Sagas.Operations;

/// <summary>Takes <c>remove-resource</c> commands.</summary>
public sealed class RemoveResourceIntake(IOperation<RemoveResource> operation, ILogger<RemoveResourceIntake> logger)
    : CommandConsumer<RemoveResource>(operation, logger);
