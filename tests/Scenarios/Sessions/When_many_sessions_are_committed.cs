using Sagas.Contracts;
using Sagas.Scenarios.EndToEnd;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Models;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.Sessions;

/// <summary>Sessions do not wait for each other, and the model is not asked by all of them at once.</summary>
public abstract class When_many_sessions_are_committed<TWorld>(TWorld world) : ScenarioTests<TWorld>(world)
    where TWorld : World, new()
{
    const int Sessions = 12;
    const int Calls = 3;

    static readonly Lazy<Task<ModelServer>> Shared = new(() => ModelServer.Start());

    static ModelServer Model => Shared.Value.GetAwaiter().GetResult();

    /// <inheritdoc />
    protected override void Configure(Dictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings["Models:Chat:Endpoint"] = Model.Endpoint;
        settings["Models:Chat:Model"] = "tiny";
        settings["Sessions:ModelCalls"] = $"{Calls}";
    }

    [Fact]
    public async Task Should_archive_all_at_once_and_ask_the_model_for_a_few()
    {
        var answered = new TaskCompletionSource();
        Model.Usually = _ => new ModelReply.Waits(answered.Task, new ModelReply.Says("""{"memories":[]}"""));
        foreach (var number in Enumerable.Range(1, Sessions))
            SessionSeed.Put(World.Stores, "default", $"s{number}", SessionSeed.Talk);

        var commits = await Task.WhenAll(
            Enumerable.Range(1, Sessions).Select(number => Client.Commit($"s{number}")));

        Assert.All(commits, commit => Assert.Equal(200, commit.Status));
        await Eventually.Holds("the model is asked", () => Task.FromResult(Model.Asked.Count == Calls));
        answered.SetResult();
        await Invariant.Holds(World);
        Assert.Equal(Calls, Model.RunningMax);
        foreach (var commit in commits)
        {
            var task = await Client.Get($"api/v1/tasks/{commit.Result.GetProperty("task_id").GetString()}");
            Assert.Equal(
                SessionCommitPhase.Completed, task.Result.GetProperty("meta").GetProperty("phase").GetString());
        }
    }
}
