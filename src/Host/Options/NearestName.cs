namespace Sagas.Host.Options;

/// <summary>"Did you mean …?"</summary>
internal static class NearestName
{
    const int DistanceMax = 3;

    /// <summary>The candidate that takes the fewest edits to reach; null when none is near.</summary>
    public static string? Of(string name, IEnumerable<string> candidates) => candidates
        .Select(candidate => (candidate, distance: Distance(Fold(name), Fold(candidate))))
        .Where(c => c.distance <= Math.Min(DistanceMax, c.candidate.Length / 2))
        .OrderBy(c => c.distance)
        .Select(c => c.candidate)
        .FirstOrDefault();

    static string Fold(string name) => name.ToUpperInvariant();

    static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}
