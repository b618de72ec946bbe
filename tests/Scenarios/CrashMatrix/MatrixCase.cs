namespace Sagas.Scenarios.CrashMatrix;

/// <summary>One prepared tree that one command works on.</summary>
/// <param name="Root">Its URI.</param>
/// <param name="Key">The transaction's id, chosen by the caller.</param>
/// <param name="UploadId">What was uploaded; "" when nothing was needed.</param>
internal sealed record MatrixCase(string Root, string Key, string UploadId)
{
    /// <summary>A URI below the root.</summary>
    public string At(string path) => $"{Root}/{path}";
}
