using System.Reflection;

namespace Sagas.Consumers.Tests.FileTree;

/// <summary>The scenes of every step of the file tree, for what holds for all of them. They are those of the classes
/// that try the laws in theirs.</summary>
static class AllScenes
{
    static readonly Dictionary<string, Scenes> ByClass = typeof(AllScenes).Assembly.GetTypes()
        .Where(type => type.GetMethod("Law_InScene_Holds") is not null)
        .ToDictionary(type => type.Name, type => (Scenes)type.GetField(
            nameof(Scenes), BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!);

    public static TheoryData<string, string> Names =>
        [.. ByClass.SelectMany(of => of.Value.Keys.Select(scene => (of.Key, scene)))];

    /// <summary>The step commands that the laws are tried with.</summary>
    public static IEnumerable<Type> Commands => ByClass.Values.SelectMany(scenes => scenes.Values).Select(make =>
    {
        using var lab = make();
        return lab.Command.GetType();
    });

    public static TreeLab Lab(string @class, string scene) => (TreeLab)ByClass[@class][scene]();
}
