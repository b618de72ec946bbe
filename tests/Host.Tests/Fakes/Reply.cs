using System.Text.Json;

namespace Sagas.Host.Tests.Fakes;

/// <summary>One HTTP answer.</summary>
internal sealed record Reply(int Status, JsonElement Json, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Result => Json.GetProperty("result");

    public string? Code => Json.GetProperty("error").GetProperty("code").GetString();

    public string Message => Json.GetProperty("error").GetProperty("message").GetString()!;

    public JsonElement Details => Json.GetProperty("error").GetProperty("details");

    /// <summary>Asserts success and answers the result.</summary>
    public JsonElement Ok()
    {
        Assert.True(Status == 200, $"{Status}: {Text}");
        Assert.Equal("ok", Json.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, Json.GetProperty("error").ValueKind);
        return Result;
    }

    /// <summary>Asserts an error in its envelope.</summary>
    public Reply Refused(int status, string code)
    {
        Assert.True(Status == status && Code == code, $"Expected {status} {code}, got {Status}: {Text}");
        Assert.Equal("error", Json.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, Result.ValueKind);
        return this;
    }
}
