using Sagas.Contracts;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Models;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.Sessions;

/// <summary>Sessions do not wait for each other, and the model is not asked by all of them at once.</summary>
public sealed class When_many_sessions_are_committed : IAsyncLifetime
{
    const int Sessions = 12;
    const int Calls = 3;

    readonly EmbeddedWorld _world = new();
    ModelServer _model = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await ModelServer.Start();
        _world.Settings["Models:Chat:Endpoint"] = _model.Endpoint;
        _world.Settings["Models:Chat:Model"] = "tiny";
        _world.Settings["Sessions:ModelCalls"] = $"{Calls}";
        await _world.Start();
    }

    [Fact]
    public async Task Should_archive_all_at_once_and_ask_the_model_for_a_few()
    {
        var answered = new TaskCompletionSource();
        _model.Usually = _ => new ModelReply.Waits(answered.Task, new ModelReply.Says("""{"memories":[]}"""));
        foreach (var number in Enumerable.Range(1, Sessions))
            SessionSeed.Put(_world.Stores, "default", $"s{number}", SessionSeed.Talk);

        var commits = await Task.WhenAll(
            Enumerable.Range(1, Sessions).Select(number => _world.Client.Commit($"s{number}")));

        Assert.All(commits, commit => Assert.Equal(200, commit.Status));
        await Eventually.Holds("the model is asked", () => Task.FromResult(_model.Asked.Count == Calls));
        answered.SetResult();
        await Invariant.Holds(_world);
        Assert.Equal(Calls, _model.RunningMax);
        foreach (var commit in commits)
        {
            var task = await _world.Client.Get($"api/v1/tasks/{commit.Result.GetProperty("task_id").GetString()}");
            Assert.Equal(
                SessionCommitPhase.Completed, task.Result.GetProperty("meta").GetProperty("phase").GetString());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _model.DisposeAsync();
    }
}
