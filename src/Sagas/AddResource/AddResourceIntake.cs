using Microsoft.Extensions.Logging;
using Sagas.Contracts;
using Sagas.Intake;

namespace Sagas.Operations;

/// <summary>Takes <c>add-resource</c> commands.</summary>
public sealed class AddResourceIntake(IOperation<AddResource> operation, ILogger<AddResourceIntake> logger)
    : CommandConsumer<AddResource>(operation, logger);
