using System.ClientModel;
using System.Net;

namespace Sagas.Host.Worlds;

/// <summary>
/// Tells of a model's failure in words that everybody knows: the participants have never heard of this client library.
/// </summary>
internal static class PlainErrors
{
    /// <summary>Makes a call.</summary>
    /// <exception cref="HttpRequestException">The model answered with an error.</exception>
    /// <exception cref="TimeoutException">It did not answer in time; a cancel of the caller stays one.</exception>
    public static async Task<T> Of<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (ClientResultException refused)
        {
            throw new HttpRequestException(
                FirstLine(refused.Message), refused, refused.Status > 0 ? (HttpStatusCode)refused.Status : null);
        }
        catch (OperationCanceledException silent) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The model gave no answer in time.", silent);
        }
    }

    static string FirstLine(string message) => message.ReplaceLineEndings("\n").Split('\n')[0];
}
