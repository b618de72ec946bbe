using System.Runtime.CompilerServices;

namespace Sagas.Testing.Approvals;

/// <summary>Compares a surface with the committed text of it.</summary>
public static class Approved
{
    /// <summary>
    /// Fails unless <paramref name="actual"/> is what <c>{name}.verified.txt</c> beside the calling file holds, and
    /// leaves <c>{name}.received.txt</c> there to be looked at and renamed.
    /// </summary>
    /// <exception cref="NotApprovedException">It is something else, or nothing is committed yet.</exception>
    public static void Text(string name, string actual, [CallerFilePath] string caller = "")
    {
        ArgumentNullException.ThrowIfNull(actual);
        var stem = Path.Combine(Path.GetDirectoryName(caller)!, name);
        var received = $"{stem}.received.txt";
        var normal = actual.ReplaceLineEndings("\n").TrimEnd() + "\n";
        var verified = File.Exists($"{stem}.verified.txt") ? File.ReadAllText($"{stem}.verified.txt") : null;
        if (verified == normal)
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, normal);
        throw new NotApprovedException($"{name} is not what is committed: compare {received}.\n{normal}");
    }
}
