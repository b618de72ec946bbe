using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

/// <summary>A stop does not wait for those who read slowly.</summary>
public abstract class SlowClientScenarios<TWorld>(TWorld world) : ScenarioTests<TWorld>(world)
    where TWorld : World, new()
{
    /// <summary>More than the buffers of a connection hold.</summary>
    const int Bytes = 64 << 20;

    /// <summary>Half of what a stop may take, so that the bus has its share.</summary>
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Terminate_ADownloadThatNobodyReads_IsCutOff()
    {
        World.Stores.Put("viking://resources/big/file.bin", new string('x', Bytes));
        using var http = new HttpClient { BaseAddress = Client.Address };
        using var answer = await http.GetAsync(
            "api/v1/content/download?uri=viking://resources/big/file.bin", HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode);

        Assert.Equal(0, await World.Stop(Soon));

        Assert.Contains("stopped", World.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", World.Log, StringComparison.Ordinal);
    }
}
