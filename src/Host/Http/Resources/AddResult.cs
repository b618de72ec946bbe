using System.Text.Json.Serialization;
using Sagas.Contracts;
using Sagas.Queries;

namespace Sagas.Host.Http.Resources;

/// <summary>The answer to an added resource.</summary>
internal sealed record AddResult(string Status, string RootUri, TransactionId TransactionId)
{
    /// <summary>For who did not wait for it: its task is its transaction.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TransactionId? TaskId { get; init; }

    public string? SourcePath { get; init; }

    public IReadOnlyDictionary<string, string> Meta { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Errors { get; init; } = [];

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, object>? QueueStatus { get; init; }

    /// <summary>How many index entries it has; for who has waited for them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ContextCount { get; init; }

    public static AddResult Of(TransactionView view, ResourceSource source, ResourceTarget target)
    {
        var root = view.Uris[0];
        var wanted = $"{target.Parent}/{target.Name}";
        return new AddResult("success", root, view.Id)
        {
            SourcePath = source.Path ?? source.Name,
            Warnings = root == wanted ? null : [$"{wanted} is taken; added as {root}"],
        };
    }
}
