using CsCheck;
using Sagas.Lifecycle;

namespace Sagas.Tests.Lifecycle;

public sealed class MessageIdsTests
{
    [Fact]
    public void Of_TheSameParts_IsTheSame() => Gen.Select(Gen.Guid, Gen.String, Gen.String).Sample(
        (id, a, b) => Assert.Equal(MessageIds.Of(id, a, b), MessageIds.Of(id, a, b)));

    [Fact]
    public void Of_OtherParts_IsAnother()
    {
        var ids = from id in Enumerable.Range(0, 20)
                  from kind in new[] { "execute", "undo" }
                  from step in Enumerable.Range(0, 16)
                  from attempt in Enumerable.Range(1, 12)
                  select MessageIds.Of(Sample.Id(id).Value, kind, $"{step}", $"{attempt}");
        var all = ids.ToList();

        Assert.Equal(all.Count, all.Distinct().Count());
    }

    [Fact]
    public void Of_IsAVersion8UuidThatNeverChanges()
    {
        var id = MessageIds.Of(new Guid("0193e3f0-0000-7000-8000-000000000001"), "execute", "0", "1");

        Assert.Equal(8, id.Version);
        Assert.InRange(id.Variant, 8, 11);
        // Changing it makes a step in flight, sent again by a newer build, another message.
        Assert.Equal(new Guid("f06800dc-b616-8723-b41a-ac935bbbdf8b"), id);
    }
}
