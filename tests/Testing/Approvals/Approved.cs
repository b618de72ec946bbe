using System.Runtime.CompilerServices;
using System.Text;
using Sagas.Testing.Tidy;

namespace Sagas.Testing.Approvals;

/// <summary>
/// Compares a text with the one that was approved and committed: <c>{TestClass}.{Method}.verified.txt</c> beside
/// the test. A difference leaves <c>.received.txt</c> there: rename it to approve the change.
/// </summary>
public static class Approved
{
    /// <exception cref="ApprovalException">The text differs from the approved one, or none is approved.</exception>
    public static void Matches(
        string actual, [CallerFilePath] string testFile = "", [CallerMemberName] string method = "")
    {
        ArgumentNullException.ThrowIfNull(actual);
        var stem = Path.ChangeExtension(RepositoryRoot.Resolve(testFile), null) + "." + method;
        var (verified, received) = (stem + ".verified.txt", stem + ".received.txt");
        var text = actual.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        if (text == expected)
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        throw new ApprovalException($"""
            {Path.GetFileName(verified)} differs. If the change is meant, rename the received file to it:
            {received}

            {LineDiff.Of(expected, text)}
            """);
    }
}
