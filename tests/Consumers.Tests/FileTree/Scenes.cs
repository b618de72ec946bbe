using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.FileTree;

/// <summary>Named labs of one step kind: the laws hold in each of them.</summary>
sealed class Scenes : Dictionary<string, Func<IStepLab>>
{
    public TheoryData<string, string> Laws
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var scene in Keys)
            {
                foreach (var law in StepLaws.Names)
                    rows.Add(law, scene);
            }
            return rows;
        }
    }
}
