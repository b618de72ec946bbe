using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Lifecycle;

namespace Sagas.Operations;

/// <summary>
/// Writes one file. Its path is locked as a tree: while the old file is set aside nothing is there for a moment, and
/// nobody may make a directory of that name then. The index follows as a post-action.
/// </summary>
public sealed class WriteFileOperation : IOperation<WriteFile>
{
    // What upstream's clients may create; anything else is added as a resource.
    static readonly HashSet<string> Creatable = new(StringComparer.OrdinalIgnoreCase)
    {
        ".md", ".txt", ".json", ".yaml", ".yml", ".toml", ".py", ".js", ".ts",
    };

    /// <inheritdoc />
    public string Name => "write";

    /// <inheritdoc />
    public IReadOnlyList<string> Uris(WriteFile command) => [command.Uri ?? ""];

    /// <inheritdoc />
    public Plan Plan(WriteFile command, Caller caller, TransactionId id)
    {
        var uri = Places.ToMake(command.Uri, "uri", caller);
        var mode = ModeOf(command.Mode);
        if (mode is WriteMode.Create && !Creatable.Contains(Path.GetExtension(uri.Name)))
            throw RefusedException.InvalidArgument(
                "uri", $"has none of the extensions that can be created: {string.Join(", ", Creatable)}");
        var content = command.Content ?? throw RefusedException.InvalidArgument("content", "is missing");
        return new Plan(
            [Targets.Tree(caller, uri)],
            [PlannedStep.Of(new WriteContent(caller.Account, uri, content, mode))],
            [Targets.Purge(id), Targets.Refresh(uri.Parent!, caller, id, "index")]);
    }

    static WriteMode ModeOf(string? mode) => mode switch
    {
        null or "replace" => WriteMode.Replace,
        "append" => WriteMode.Append,
        "create" => WriteMode.Create,
        _ => throw RefusedException.InvalidArgument("mode", $"is '{mode}'; legal are replace, append, create"),
    };
}
