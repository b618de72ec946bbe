using System.Globalization;
using Sagas.Consumers.VectorIndex;
using Sagas.Host.Http.Search;

namespace Sagas.Host.Tests.Http;

public sealed class TimeRangeTests
{
    static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("7d", "2025-12-26T03:04:05Z")]
    [InlineData("2w", "2025-12-19T03:04:05Z")]
    [InlineData("36h", "2025-12-31T15:04:05Z")]
    [InlineData("90m", "2026-01-02T01:34:05Z")]
    [InlineData("30s", "2026-01-02T03:03:35Z")]
    [InlineData("0d", "2026-01-02T03:04:05Z")]
    [InlineData("999999999w", "1970-01-01T00:00:00Z")]
    [InlineData("2025-08-22", "2025-08-22T00:00:00Z")]
    [InlineData("2025-08-22T09:37", "2025-08-22T09:37:00Z")]
    [InlineData("2025-08-22 09:37:44", "2025-08-22T09:37:44Z")]
    [InlineData("2025-08-22T09:37:44Z", "2025-08-22T09:37:44Z")]
    [InlineData("2025-08-22T09:37:44.123+02:00", "2025-08-22T07:37:44.123Z")]
    public void Of_AgesAndDates_AreMoments(string text, string moment)
    {
        var expected = DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
        Assert.Equal(
            new TimeRange(IndexTime.Created, expected, null),
            TimeRange.Of(new FindBody { Since = text, TimeField = "created_at" }, Now));
        Assert.Equal(
            new TimeRange(IndexTime.Updated, null, expected), TimeRange.Of(new FindBody { Until = text }, Now));
    }

    [Fact]
    public void Of_Nothing_IsAlways() => Assert.Equal(
        new TimeRange(IndexTime.Updated, null, null),
        TimeRange.Of(new FindBody { Since = "", TimeField = "updated_at" }, Now));
}
