using Microsoft.Extensions.Logging;
using Sagas.Intake;
using Command = Sagas.Contracts.MakeDirectory;

namespace Sagas.MakeDirectory;

/// <summary>Takes <c>make-directory</c> commands.</summary>
public sealed class MakeDirectoryIntake(IOperation<Command> operation, ILogger<MakeDirectoryIntake> logger)
    : CommandConsumer<Command>(operation, logger);
