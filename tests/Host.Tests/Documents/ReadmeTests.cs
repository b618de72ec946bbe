using Sagas.Contracts;
using Sagas.Testing.Documents;

namespace Sagas.Host.Tests.Documents;

/// <summary>What README.md shows of the code is what the code says. SAGAS_UPDATE=1 writes it.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void SagaDiagram_IsDrawnFromTheMachine() => Readme.Holds("saga-diagram", SagaDiagram.Draw());

    [Fact]
    public void Operations_AreTakenFromThePlans() => Readme.Holds("operations", OperationTable.Draw());

    [Fact]
    public void Operations_EveryPlanThereIs_HasItsRow() => Assert.Equal(
        SamplePlans.OperationsThereAre().Order(), SamplePlans.All.Select(plan => plan.Operation).Order());

    [Fact]
    public void Operations_EveryStep_IsInAPlan() => Assert.Equal(
        SamplePlans.StepCommands.Select(QueueName.Of).Order(),
        SamplePlans.All.SelectMany(plan => plan.Steps).Select(step => step.Kind).Distinct().Order());

    [Fact]
    public void SagaDiagram_KeepsCancelsApart()
    {
        var diagram = SagaDiagram.Draw().Split('\n');
        Assert.Contains(diagram, l => l.Contains("ACQUIRE --> RELEASED", StringComparison.Ordinal)
            && l.Contains("cancel", StringComparison.Ordinal));
        Assert.Contains(diagram, l => l.Contains("EXEC --> ROLLING_BACK", StringComparison.Ordinal)
            && l.Contains("cancel", StringComparison.Ordinal));
        Assert.DoesNotContain(diagram, l => l.Contains("ACQUIRE --> ROLLING_BACK", StringComparison.Ordinal));
    }
}
