using System.Text.Json;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.FileTree.Native;
using Sagas.Consumers.Sessions;
using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers.CreateSession;

/// <summary>folder → session, prepared whole before anybody sees it. Undo takes it back unless somebody has said
/// something in it.</summary>
sealed class PlaceSessionStep(
    TreePaths paths, SessionGates gates, TimeProvider time, IFaultPoints faults, RunningSteps running)
    : FileStep<PlaceSession, PlacedSession>(paths, faults, running)
{
    const string Staged = "staged";
    const string Session = "staged/session";

    // Never there: nothing is replaced.
    const string Replaced = "replaced";

    protected override async Task<PlacedSession> Prepare(
        PlaceSession command, StepFolder folder, StepContext step, CancellationToken cancellationToken)
    {
        if (!SessionUri.IsSession(command.Session))
            throw RefusedException.InvalidArgument("session", $"is {command.Session}, which can be no session");
        Parents.Check(Paths, command.Account, command.Session);
        if (Paths.Look(command.Account, command.Session).Kind != PathKind.Missing)
            throw Exists(command.Session);
        await folder.Prepare(Staged, (attempt, _) => Stage(command, attempt), cancellationToken);
        // Died here: a whole session that nobody sees; the next attempt takes it.
        await step.Boundary("execute.after-staged", cancellationToken);
        return new PlacedSession([]);
    }

    protected override async Task Apply(
        PlaceSession command, PlacedSession record, StepFolder folder, StepContext step,
        CancellationToken cancellationToken) =>
        await Of(command, folder).In(replaces: false, step, cancellationToken);

    protected override async Task Revert(
        PlaceSession command, PlacedSession record, StepFolder folder, StepContext step,
        CancellationToken cancellationToken)
    {
        folder.Touch(Paths.Of(command.Account, command.Session));
        folder.Touch(folder.At(Session));
        if (!folder.Has(Session) && !await TakeBack(command, folder, cancellationToken))
            return;
        // Died here: the session is in the folder again; directories made for it may be left.
        await step.Boundary("undo.after-take", cancellationToken);
        Parents.Of(folder, Paths, command.Account, command.Session).Remove();
    }

    protected override object? ResultOf(PlaceSession command, PlacedSession record, StepFolder folder) => record with
    {
        CreatedParents = Of(command, folder).CreatedParents,
    };

    Placement Of(PlaceSession command, StepFolder folder) =>
        new(new Exchange(folder, Session, Replaced, Paths, command.Account, command.Session));

    /// <summary>False when it has messages: they were acknowledged, and stay where they are.</summary>
    async Task<bool> TakeBack(PlaceSession command, StepFolder folder, CancellationToken cancellationToken)
    {
        using var turn = await gates.Enter(command.Account, command.Session, cancellationToken);
        var place = Paths.Of(command.Account, command.Session);
        if (PathFacts.Of(Path.Combine(place, SessionUri.MessagesName)).Size > 0)
            return false;
        folder.TakeIn(place, Session);
        return true;
    }

    Task Stage(PlaceSession command, string attempt)
    {
        var session = Path.Combine(attempt, Path.GetFileName(Session));
        Disk.MakeDirectory(session);
        Disk.WriteNew(Path.Combine(session, SessionUri.MessagesName), []);
        var info = new SessionInfo(time.GetUtcNow(), command.Account, command.User, command.Settings);
        Disk.WriteNew(
            Path.Combine(session, SessionUri.MetaName),
            JsonSerializer.SerializeToUtf8Bytes(info, SessionJson.Options));
        Disk.SyncFolder(session);
        return Task.CompletedTask;
    }

    static RefusedException Exists(VikingUri session) => new(new Reason(
        ErrorCode.AlreadyExists, $"{session} already exists.",
        new Dictionary<string, string> { ["resource"] = session.Name, ["type"] = "session" }));
}
