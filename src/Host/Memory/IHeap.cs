namespace Sagas.Host.Memory;

/// <summary>The managed memory of the process.</summary>
internal interface IHeap
{
    /// <summary>Bytes allocated since the process started, given back or not.</summary>
    long Allocated { get; }

    /// <summary>Gives back what is not in use, to the machine and not only to the collector.</summary>
    void Trim();
}
