namespace Sagas.Testing.Processes;

/// <summary>The fault rules of a running service, changed from outside.</summary>
public sealed class FaultsFile(string path)
{
    /// <summary>The value of <c>Sagas:Faults:0</c> that makes a service look at it.</summary>
    public string Setting => $"@{path}";

    /// <summary>From now on these rules are in force, each hit counted from here. None = nothing happens.</summary>
    public void Arm(params string[] rules)
    {
        // Replaced by one rename: the service never reads half a file.
        File.WriteAllLines($"{path}.new", rules);
        File.Move($"{path}.new", path, overwrite: true);
    }
}
