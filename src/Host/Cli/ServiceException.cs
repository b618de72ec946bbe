namespace Sagas.Host.Cli;

/// <summary>The service answered with an error.</summary>
internal sealed class ServiceException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
