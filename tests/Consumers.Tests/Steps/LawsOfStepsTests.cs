using Sagas.Consumers.Tests.FileTree;
using Sagas.Consumers.Tests.VectorIndex;
using Sagas.Contracts;

namespace Sagas.Consumers.Tests.Steps;

/// <summary>A step without laws is one whose undo nobody has tried.</summary>
public sealed class LawsOfStepsTests
{
    [Fact]
    public void Laws_EveryStep_HasThem() => Assert.Equal(
        Steps().Select(step => step.Name).Order(),
        AllScenes.Commands.Concat(OfTheIndex()).Select(step => step.Name).Distinct().Order());

    static IEnumerable<Type> Steps() => typeof(ExecuteStep).Assembly.GetExportedTypes()
        .Where(type => type.GetInterfaces().Any(i => IsMadeOf(i, typeof(IStepCommand<>))));

    /// <summary>The class of an adapter, over the laws of a step, over those of all steps.</summary>
    static IEnumerable<Type> OfTheIndex() => typeof(LawsOfStepsTests).Assembly.GetTypes()
        .Where(type => !type.IsAbstract)
        .Select(type => type.BaseType?.BaseType)
        .Where(type => IsMadeOf(type, typeof(IndexStepLaws<>)))
        .Select(type => type!.GetGenericArguments()[0]);

    static bool IsMadeOf(Type? type, Type definition) =>
        type is { IsGenericType: true } && type.GetGenericTypeDefinition() == definition;
}
