using System.Text.Json;
using CsCheck;

namespace Sagas.Contracts.Tests.Wire;

public sealed class ValueJsonTests
{
    [Fact]
    public void TransactionId_ThereAndBack_IsTheSame()
    {
        Gen.Guid.Where(value => value != Guid.Empty).Sample(value =>
        {
            var id = new TransactionId(value);
            Assert.Equal(id, WireJson.To<TransactionId>(WireJson.ToElement(id)));
            Assert.Equal(id, TransactionId.Parse(id.ToString(), null));
            Assert.Equal($"\"{value:D}\"", WireJson.ToElement(id).GetRawText());
        });
    }

    [Fact]
    public void FencingToken_ThereAndBack_KeepsItsOrder()
    {
        Gen.Select(Gen.Long, Gen.Long).Sample((a, b) =>
        {
            var (left, right) = (new FencingToken(a), new FencingToken(b));
            Assert.Equal(left, WireJson.To<FencingToken>(WireJson.ToElement(left)));
            Assert.Equal(a < b, left < right);
            Assert.Equal(a > b, left > right);
            Assert.Equal(a <= b, left <= right);
            Assert.Equal(a >= b, left >= right);
            Assert.Equal(Math.Sign(a.CompareTo(b)), Math.Sign(left.CompareTo(right)));
        });
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("00000000-0000-0000-0000-000000000000", false)]
    [InlineData("01981b2c-0000-7000-8000-00000000002a", true)]
    [InlineData("01981B2C-0000-7000-8000-00000000002A", true)]
    [InlineData("01981b2c", false)]
    public void TransactionId_TryParse_TakesUuids(string? text, bool legal)
    {
        Assert.Equal(legal, TransactionId.TryParse(text, null, out _));
    }

    [Theory]
    [InlineData("\"viking://resources/..\"")]
    [InlineData("\"viking://resources/.sagas\"")]
    [InlineData("\"\"")]
    [InlineData("7")]
    public void VikingUri_IllegalJson_IsRefused(string json)
    {
        Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize<VikingUri>(json, WireJson.Options));
    }

    [Theory]
    [InlineData(LockMode.Exact, "\"Exact\"")]
    [InlineData(LockMode.Tree, "\"Tree\"")]
    public void LockMode_IsWrittenByName(LockMode mode, string json)
    {
        Assert.Equal(json, WireJson.ToElement(mode).GetRawText());
        Assert.Equal(mode, JsonSerializer.Deserialize<LockMode>(json, WireJson.Options));
    }

    [Fact]
    public void To_JsonNull_IsRefused()
    {
        using var document = JsonDocument.Parse("null");
        Assert.Throws<JsonException>(() => WireJson.To<MoveTree>(document.RootElement));
    }

    [Fact]
    public void Options_AreReadOnlyAndLeaveNullsOut()
    {
        Assert.True(WireJson.Options.IsReadOnly);
        Assert.Equal("{}", WireJson.ToElement(new MoveResource()).GetRawText());
    }
}
