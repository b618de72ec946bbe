using Microsoft.Extensions.Logging;
using Sagas.Contracts;
using Sagas.Intake;

namespace Sagas.Operations;

/// <summary>Takes <c>make-directory</c> commands.</summary>
public sealed class MakeDirectoryIntake(IOperation<MakeDirectory> operation, ILogger<MakeDirectoryIntake> logger)
    : CommandConsumer<MakeDirectory>(operation, logger);
