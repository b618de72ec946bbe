using System.ClientModel;
using System.Net;
using Microsoft.Extensions.AI;

namespace Sagas.Host.Worlds;

/// <summary>
/// Tells of a model's refusal in words that everybody knows: the participants have never heard of this client
/// library.
/// </summary>
internal sealed class PlainChatErrors(IChatClient inner) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return await base.GetResponseAsync(messages, options, cancellationToken);
        }
        catch (ClientResultException refused)
        {
            throw new HttpRequestException(
                FirstLine(refused.Message), refused, refused.Status > 0 ? (HttpStatusCode)refused.Status : null);
        }
    }

    static string FirstLine(string message) => message.ReplaceLineEndings("\n").Split('\n')[0];
}
