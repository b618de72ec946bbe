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
                $"heap {heap.HeapSizeBytes / 1e6:0} MB, committed {heap.TotalCommittedBytes / 1e6:0}, frag {heap.FragmentedBytes/1e6:0}, gen {heap.Generation}, total {GC.GetTotalMemory(false)/1e6:0} g0 {GC.CollectionCount(0)} g1 {GC.CollectionCount(1)} g2 {GC.CollectionCount(2)}");
    }
}
