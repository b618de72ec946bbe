using Microsoft.Extensions.AI;

namespace Sagas.Host.Worlds;

/// <summary>A chat model whose failures are <see cref="PlainErrors"/>.</summary>
internal sealed class PlainChatErrors(IChatClient inner) : DelegatingChatClient(inner)
{
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        => PlainErrors.Of(() => base.GetResponseAsync(messages, options, cancellationToken), cancellationToken);
}
