using Sagas.Lifecycle;

namespace Sagas.Tests.Lifecycle;

public sealed class LifecycleOptionsTests
{
    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(5, 80)]
    [InlineData(11, 3600)]
    [InlineData(1000, 3600)]
    [InlineData(int.MaxValue, 3600)]
    public void UndoRetryAfter_AnyNumberOfRounds_DoublesUpToTheLongestRest(int rounds, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), new LifecycleOptions().UndoRetryAfter(rounds));
}
