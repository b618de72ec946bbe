using Microsoft.Extensions.Logging;
using Sagas.Contracts;
using Sagas.Intake;

namespace Sagas.Operations;

/// <summary>Takes <c>index-directory</c> commands.</summary>
public sealed class IndexDirectoryIntake(IOperation<IndexDirectory> operation, ILogger<IndexDirectoryIntake> logger)
    : CommandConsumer<IndexDirectory>(operation, logger);
