using static Sagas.Consumers.Tests.Semantics.SemanticWorld;

namespace Sagas.Consumers.Tests.Semantics;

/// <summary>A model that says more than it was asked for.</summary>
public sealed class LongAnswerTests
{
    [Fact]
    public async Task Consume_TheModelSaysTooMuch_KeepsTheLimitsOfBothSummaries()
    {
        await using var world = await Start();
        world.Models.Answer = string.Concat(Enumerable.Repeat("word ", 2000));
        world.Tree.Write("resources/docs/a.md", "Text.");

        var command = Assert.Single(await world.Run(Message("resources/docs")));

        Assert.InRange(command.Overview!.Length, 3000, 4000);
        Assert.InRange(command.Abstract!.Length, 192, 256);
        Assert.Equal(3, command.Entries.Count);
        Assert.All(command.Entries, entry => Assert.InRange(entry.Abstract.Length, 192, 256));
    }
}
