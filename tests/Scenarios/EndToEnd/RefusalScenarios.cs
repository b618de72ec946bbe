using Sagas.Contracts;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.EndToEnd;

/// <summary>What is refused leaves no trace.</summary>
public abstract class RefusalScenarios<TWorld>(TWorld world) : ScenarioTests<TWorld>(world)
    where TWorld : World, new()
{
    [Fact]
    public Task Move_SourceMissing_IsNotFound() => Refused(
        404, ErrorCode.NotFound, root => Client.Move($"{root}/none.md", $"{root}/new.md"));

    [Fact]
    public Task Move_DirectoryOntoDirectory_AlreadyExists() => Refused(
        409, ErrorCode.AlreadyExists, async root =>
        {
            Assert.Equal(200, (await Client.MakeDirectory($"{root}/taken")).Status);
            return await Client.Move($"{root}/docs", $"{root}/taken");
        });

    [Fact]
    public Task Move_FileOntoDirectory_IsInvalid() => Refused(
        400, ErrorCode.InvalidArgument, root => Client.Move($"{root}/readme.md", $"{root}/docs"));

    [Fact]
    public Task Move_IntoItself_IsInvalid() => Refused(
        400, ErrorCode.InvalidArgument, root => Client.Move($"{root}/docs", $"{root}/docs/deep/docs"));

    [Fact]
    public Task Remove_NotEmptyAndNotRecursive_IsRefused() => Refused(
        412, ErrorCode.FailedPrecondition, root => Client.Remove($"{root}/docs"));

    [Fact]
    public Task MakeDirectory_Exists_IsAConflict() => Refused(
        409, ErrorCode.Conflict, root => Client.MakeDirectory($"{root}/docs"));

    [Fact]
    public async Task Remove_Missing_Succeeds()
    {
        var root = await Tree();
        var before = StateOf(root);
        Assert.Equal(200, (await Client.Remove($"{root}/none")).Status);
        await Invariant.Holds(World);
        StateOf(root).MustBe(before);
    }

    [Fact]
    public async Task Remove_MissingButIndexed_ClearsWhatTheIndexHoldsBelowIt()
    {
        var root = await Tree();
        var before = StateOf(root).Entries;
        World.Stores.Lose($"{root}/docs");
        Assert.Contains("/docs/deep/notes.md#2", before.Keys);
        Assert.False((await Client.Get("api/v1/verify")).Result.GetProperty("ok").GetBoolean());

        var answer = await Client.Remove($"{root}/docs");

        Assert.Equal(200, answer.Status);
        await Invariant.Holds(World);
        var after = StateOf(root).Entries;
        Assert.DoesNotContain(after.Keys, key => key.StartsWith("/docs", StringComparison.Ordinal));
        Assert.Equal(before["/readme.md#2"], after["/readme.md#2"]);
    }

    async Task Refused(int status, string code, Func<string, Task<ServiceAnswer>> call)
    {
        var root = await Tree();
        var before = StateOf(root).Tree.Where(x => !x.Key.StartsWith("taken", StringComparison.Ordinal));

        var answer = await call(root);

        Assert.Equal((status, code), (answer.Status, answer.Code));
        await Invariant.Holds(World);
        Assert.Equal(before, StateOf(root).Tree.Where(x => !x.Key.StartsWith("taken", StringComparison.Ordinal)));
    }
}
