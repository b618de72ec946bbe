using Microsoft.Extensions.Logging;
using Sagas.Intake;
using Command = Sagas.Contracts.AddResource;

namespace Sagas.AddResource;

/// <summary>Takes <c>add-resource</c> commands.</summary>
public sealed class AddResourceIntake(IOperation<Command> operation, ILogger<AddResourceIntake> logger)
    : CommandConsumer<Command>(operation, logger);
