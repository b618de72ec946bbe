using System.Text.Json.Serialization;
using Sagas.Contracts;
using Sagas.Queries;

namespace Sagas.Host.Http.Resources;

/// <summary>The answer to an added resource; its task is its transaction.</summary>
internal sealed record AddResult(string Status, string RootUri, TransactionId TaskId, TransactionId TransactionId)
{
    public string? SourcePath { get; init; }

    public IReadOnlyDictionary<string, string> Meta { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Errors { get; init; } = [];

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, object>? QueueStatus { get; init; }

    public static AddResult Of(TransactionView view, ResourceSource source, ResourceTarget target, bool waited)
    {
        var root = view.Uris[0];
        var wanted = $"{target.Parent}/{target.Name}";
        return new AddResult("success", root, view.Id, view.Id)
        {
            SourcePath = source.Path ?? source.Name,
            Warnings = root == wanted ? null : [$"{wanted} is taken; added as {root}"],
            QueueStatus = waited ? new Dictionary<string, object>() : null,
        };
    }
}
