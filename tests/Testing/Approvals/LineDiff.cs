using System.Text;

namespace Sagas.Testing.Approvals;

/// <summary>The difference of two texts by lines: <c>-</c> approved only, <c>+</c> received only.</summary>
static class LineDiff
{
    const int ContextLines = 2;

    public static string Of(string approved, string received)
    {
        var (a, b) = (approved.Split('\n'), received.Split('\n'));
        var common = CommonTails(a, b);
        var diff = new StringBuilder();
        var quiet = 0;
        for (int i = 0, j = 0; i < a.Length || j < b.Length;)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j])
            {
                // Unchanged lines show only near a change: two after the last one, two before the next.
                if (quiet++ < ContextLines && diff.Length > 0 || ChangesSoon(a, b, i, j))
                    diff.Append("  ").AppendLine(a[i]);
                (i, j) = (i + 1, j + 1);
                continue;
            }
            quiet = 0;
            if (j == b.Length || i < a.Length && common[i + 1, j] >= common[i, j + 1])
                diff.Append("- ").AppendLine(a[i++]);
            else
                diff.Append("+ ").AppendLine(b[j++]);
        }
        return diff.ToString();
    }

    static bool ChangesSoon(string[] a, string[] b, int i, int j) =>
        Enumerable.Range(1, ContextLines).Any(n =>
            (i + n < a.Length || j + n < b.Length)
            && (i + n >= a.Length || j + n >= b.Length || a[i + n] != b[j + n]));

    /// <summary>Length of the longest common subsequence of what follows (i, j).</summary>
    static int[,] CommonTails(string[] a, string[] b)
    {
        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
            {
                common[i, j] = a[i] == b[j]
                    ? common[i + 1, j + 1] + 1
                    : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }
        return common;
    }
}
