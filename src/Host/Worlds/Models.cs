using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;
using Sagas.Host.Options;

namespace Sagas.Host.Worlds;

/// <summary>
/// Models of an OpenAI-compatible service, where the configuration names one; else the built-in ones, which need no
/// network, are registered later.
/// </summary>
internal static class Models
{
    public static IServiceCollection AddModels(this IServiceCollection services, ModelsOptions options)
    {
        if (IsConfigured(options.Chat))
        {
            services.AddSingleton<IChatClient>(
                _ => new PlainChatErrors(
                    ClientOf(options.Chat).GetChatClient(options.Chat.Model).AsIChatClient()));
        }
        if (IsConfigured(options.Embedding))
        {
            services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(
                _ => new PlainEmbeddingErrors(
                    ClientOf(options.Embedding).GetEmbeddingClient(options.Embedding.Model).AsIEmbeddingGenerator()));
        }
        return services;
    }

    static bool IsConfigured(ModelOptions model) => !string.IsNullOrEmpty(model.Endpoint);

    static OpenAIClient ClientOf(ModelOptions model) => new(
        // A local service often wants no key, but the client insists on one.
        new ApiKeyCredential(string.IsNullOrEmpty(model.ApiKey) ? "none" : model.ApiKey),
        new OpenAIClientOptions
        {
            Endpoint = new Uri(model.Endpoint),
            NetworkTimeout = model.Timeout,
            // An answer without an end would be an end without an answer: it is all kept in memory.
            Transport = new HttpClientPipelineTransport(new HttpClient(
                new AnswerLimit { InnerHandler = new SocketsHttpHandler() })
            {
                Timeout = Timeout.InfiniteTimeSpan,
            }),
            // The consumer retries: two who retry the same call would wait for each other's pauses.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
        });
}
