using Sagas.Testing.Models;

namespace Sagas.Scenarios.EndToEnd;

/// <summary>What a model may do to one request; none of it is a reason never to ask again.</summary>
public static class ModelFaults
{
    static readonly Dictionary<string, ModelReply> Replies = new()
    {
        ["times out"] = new ModelReply.Hangs(),
        ["429"] = new ModelReply.Fails(429),
        ["500"] = new ModelReply.Fails(500),
        ["503"] = new ModelReply.Fails(503),
        ["no JSON"] = new ModelReply.Says("Sorry."),
        ["truncated memories"] = new ModelReply.Says("""{"memories":[{"category":"preferences","top"""),
        ["truncated envelope"] = new ModelReply.Raw("""{"choices":[{"mess"""),
        ["says nothing"] = new ModelReply.Says(""),
        ["empty body"] = new ModelReply.Raw(""),
        ["enormous answer"] = new ModelReply.Says(new string('x', 1_500_000)),
        ["endless body"] = new ModelReply.Endless(20 << 20),
        ["dies in the middle"] = new ModelReply.Dies(),
    };

    public static TheoryData<string> Names => [.. Replies.Keys];

    internal static ModelReply Of(string name) => Replies[name];
}
