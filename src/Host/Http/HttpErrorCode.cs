namespace Sagas.Host.Http;

/// <summary>Codes that only the HTTP front uses; the others are <see cref="Contracts.ErrorCode"/>.</summary>
internal static class HttpErrorCode
{
    public const string Unauthenticated = "UNAUTHENTICATED";

    public const string Unimplemented = "UNIMPLEMENTED";

    public const string ProcessingError = "PROCESSING_ERROR";

    /// <summary>What clients expect beside a 405.</summary>
    public const string Unknown = "UNKNOWN";
}
