using System.Text;
using RabbitMQ.Client;

namespace Sagas.Scenarios.DeadLetters;

/// <summary>Messages that no consumer can deal with, each for a reason of its own.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Body">The body.</param>
/// <param name="Reason">A part of what the operator is told.</param>
internal sealed record PoisonMessages(string Name, byte[] Body, string Reason)
{
    const string Envelope = "application/vnd.masstransit+json";

    public string ContentType { get; private init; } = "application/json";

    public Action<BasicProperties> Properties { get; private init; } = _ => { };

    public static IReadOnlyList<PoisonMessages> All { get; } =
    [
        Of("cut off", """{"source":"viking://resources/a", """, "not valid JSON"),
        Of("no JSON", "not json at all", "not valid JSON"),
        Of("empty", "", "empty"),
        Of("an array", "[1,2]", "should be a JSON object"),
        Of("null", "null", "should be a JSON object"),
        Of("too deep", $$"""{"source":{{new string('[', 100)}}{{new string(']', 100)}}}""", "depth"),
        Of("wrong type", """{"source":{}}""", "source:"),
        Of("wrong number", """{"waitSeconds":"soon"}""", "waitSeconds:"),
        Of("no id", """{"transactionId":"zzz"}""", "transactionId:"),
        Of("empty id", """{"transactionId":"00000000-0000-0000-0000-000000000000"}""", "empty UUID"),
        Of("unknown field", """{"sauce":"viking://resources/a"}""", "sauce is an unknown field"),
        Of("no text", [.. "{\"source\":\""u8, 0xFF, 0xFE, .. "\"}"u8], "source:"),
        Of("envelope cut off", """{"messageType":["urn""", "not valid JSON") with { ContentType = Envelope },
        Of("envelope of a stranger", """{"messageType":["urn:message:Other:Thing"],"message":{"a":1}}""",
            "Nobody takes Thing") with
        { ContentType = Envelope },
        Of("envelope with an unknown field",
            """{"messageType":["urn:message:Sagas.Contracts:MoveResource"],"message":{"sauce":1}}""",
            "sauce is an unknown field") with
        { ContentType = Envelope },
        Of("strange headers", """{"odd":1}""", "odd is an unknown field") with
        {
            Properties = properties =>
            {
                properties.MessageId = "no uuid";
                properties.CorrelationId = "nor this";
                properties.ReplyTo = "nowhere";
                properties.Type = "x";
                properties.Headers = new Dictionary<string, object?>
                {
                    ["bytes"] = new byte[] { 0, 0xFF },
                    ["nothing"] = null,
                    ["table"] = new Dictionary<string, object?> { ["a"] = new List<object?> { 1, "b" } },
                    ["CC"] = new List<object?> { "nowhere" },
                    ["MT-Fault-Address"] = "not an address",
                    ["RequestId"] = "not an id",
                };
            },
        },
        Of("a death made up", """{"dead":1}""", "dead is an unknown field") with
        {
            Properties = properties => properties.Headers = new Dictionary<string, object?>
            {
                ["x-death"] = new List<object?>
                {
                    new Dictionary<string, object?> { ["queue"] = "remove-tree", ["reason"] = "expired" },
                },
            },
        },
        Of("somebody's name", """{"named":1}""", "named is an unknown field") with
        {
            Properties = properties => properties.UserId = Somebody,
        },
    ];

    /// <summary>A user of the broker who is not the service.</summary>
    public const string Somebody = "somebody";

    static PoisonMessages Of(string name, string body, string reason) =>
        new(name, Encoding.UTF8.GetBytes(body), reason);

    static PoisonMessages Of(string name, byte[] body, string reason) => new(name, body, reason);
}
