using Sagas.Testing.Tidy;

namespace Sagas.Contracts.Tests.Wire;

public sealed class StepPairTests
{
    public static TheoryData<Type, Type> Steps
    {
        get
        {
            var data = new TheoryData<Type, Type>();
            foreach (var (command, undo) in ContractTypes.Steps)
                data.Add(command, undo);
            return data;
        }
    }

    [Theory, MemberData(nameof(Steps))]
    public void StepCommand_UndoRecord_StandsInItsFile(Type command, Type undo)
    {
        var file = Directory.GetFiles(
            Path.Combine(RepositoryRoot.Path, "src", "Contracts"), command.Name + ".cs", SearchOption.AllDirectories);
        var text = File.ReadAllText(Assert.Single(file));
        Assert.Matches($@"record {command.Name}\b", text);
        Assert.Matches($@"record {undo.Name}\b", text);
    }

    [Theory, MemberData(nameof(Steps))]
    public void StepCommand_UndoRecord_IsItsOwnAlone(Type command, Type undo)
    {
        Assert.Equal(command, Assert.Single(ContractTypes.Steps, s => s.Undo == undo).Command);
        Assert.True(undo.IsSealed);
        Assert.DoesNotContain(undo, ContractTypes.Steps.Select(s => s.Command));
    }

    [Fact]
    public void Steps_ByReflection_AreFound()
    {
        Assert.Contains((typeof(MoveTree), typeof(MovedTree)), ContractTypes.Steps);
        Assert.True(ContractTypes.Steps.Count >= 9);
    }
}
