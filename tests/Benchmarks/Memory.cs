using System.Diagnostics;

namespace Sagas.Benchmarks;

/// <summary>The working set of this process.</summary>
internal static class Memory
{
    /// <summary>As it is, without a collection that the service would not have had.</summary>
    public static string Describe()
    {
        using var process = Process.GetCurrentProcess();
        var heap = GC.GetGCMemoryInfo(GCKind.Any);
        return FormattableString.Invariant(
            $"{process.WorkingSet64 / 1e6:0} MB at rest   {process.PeakWorkingSet64 / 1e6:0} MB peak   ")
            + FormattableString.Invariant(
                $"managed heap {heap.HeapSizeBytes / 1e6:0}, committed {heap.TotalCommittedBytes / 1e6:0}");
    }
}
