using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using Sagas.Consumers.Semantics;
using Sagas.Consumers.VectorIndex;
using Sagas.Contracts;

namespace Sagas.Host.Http.Search;

/// <summary>Embeds the words and asks the index.</summary>
internal sealed class Finder(
    IVectorIndex index, IEmbeddingGenerator<string, Embedding<float>> embedder, TimeProvider time)
{
    const int LimitDefault = 10;
    const int LimitMax = 1000;
    const int QueryCharactersMax = 16 << 10;
    static readonly string[] ContextTypes = ["resource", "memory", "skill"];

    public async Task<IReadOnlyList<IndexHit>> Find(FindBody body, Caller caller, CancellationToken cancellationToken)
    {
        var limit = body.NodeLimit ?? body.Limit ?? LimitDefault;
        var targets = OneOrMany.Texts(body.TargetUri, "target_uri").Where(t => t.Length > 0).ToList();
        var types = OneOrMany.Texts(body.ContextType, "context_type");
        var levels = OneOrMany.Levels(body.Level, "level");
        var between = TimeRange.Of(body, time.GetUtcNow());
        if (types.FirstOrDefault(type => !ContextTypes.Contains(type)) is { } unknown)
            throw ApiException.Invalid("context_type", $"has '{unknown}'; legal are resource, memory, skill");
        var roots = targets.Contains(VikingUri.Scheme)
            ? Everything(caller)
            : targets.Count > 0
                ? [.. targets.Select(text => VikingUriParser.Parse(text, "target_uri", caller))]
                : Everything(caller);
        if (body.Query!.Length > QueryCharactersMax)
            throw ApiException.Invalid("query", $"has more than {QueryCharactersMax} characters");
        if (limit <= 0)
            return [];
        return await index.Search(
            new IndexQuery
            {
                Account = caller.Account,
                Vector = await VectorOf(body.Query, cancellationToken),
                Model = EmbeddingModel.NameOf(embedder),
                Roots = roots,
                ContextTypes = types,
                Levels = levels,
                OwnerSpace = caller.IsRoot ? null : caller.User,
                Time = between.Field,
                Since = between.Since,
                Until = between.Until,
                Limit = Math.Min(limit, LimitMax),
                ScoreMin = body.ScoreThreshold,
            },
            cancellationToken);
    }

    static IReadOnlyList<VikingUri> Everything(Caller caller) => caller.IsRoot
        ? []
        : [
            VikingUriParser.Parse(VikingUri.Scheme + "user/" + caller.User, "target_uri"),
            VikingUriParser.Parse(VikingUri.Scheme + "resources", "target_uri"),
        ];

    async Task<float[]> VectorOf(string text, CancellationToken cancellationToken)
    {
        var vector = (await Embed(text, cancellationToken)).Vector.ToArray();
        var length = TensorPrimitives.Norm<float>(vector);
        if (length > 0)
            TensorPrimitives.Divide<float>(vector, length, vector);
        return vector;
    }

    async Task<Embedding<float>> Embed(string text, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await embedder.GenerateAsync([text], cancellationToken: cancellationToken);
            return answer.FirstOrDefault() ?? throw new InvalidDataException("It answers without a vector.");
        }
        // Whatever comes instead of a vector, such as a page of a proxy: the query is not to blame.
        catch (Exception away) when (!cancellationToken.IsCancellationRequested)
        {
            throw ApiException.Unavailable("embedding", $"The embedding model cannot be asked: {away.Message}");
        }
    }
}
