using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Lifecycle;

namespace Sagas.Operations;

/// <summary>Creates a directory with its missing parents, and says in it what it is for.</summary>
public sealed class MakeDirectoryOperation : IOperation<MakeDirectory>
{
    /// <inheritdoc />
    public string Name => "mkdir";

    /// <inheritdoc />
    public IReadOnlyList<string> Uris(MakeDirectory command) => [command.Uri ?? ""];

    /// <inheritdoc />
    public Plan Plan(MakeDirectory command, Caller caller, TransactionId id)
    {
        var uri = Places.ToMakeDirectory(command.Uri, "uri", caller);
        var create = PlannedStep.Of(new CreateDirectory(caller.Account, uri));
        return DescriptionOf(command) is { } description
            ? new Plan(
                [Targets.Tree(caller, uri)],
                [create, PlannedStep.Of(new WriteContent(
                    caller.Account, uri.Child(Sidecars.Abstract), description, WriteMode.Create))],
                [
                    Targets.Purge(id), Targets.Refresh(uri, caller, id, "index"),
                    .. Targets.RefreshParents(caller, id, uri),
                ])
            : new Plan([Targets.Tree(caller, uri)], [create], [Targets.Purge(id)]);
    }

    static string? DescriptionOf(MakeDirectory command)
    {
        var description = command.Description?.Trim();
        if (description?.Length > MakeDirectory.DescriptionCharsMax)
            throw RefusedException.InvalidArgument(
                "description",
                $"has {description.Length} characters, {MakeDirectory.DescriptionCharsMax} at most");
        return description is null or "" ? null : description;
    }
}
