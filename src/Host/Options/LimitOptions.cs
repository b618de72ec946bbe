using System.ComponentModel.DataAnnotations;
using ContractLimits = Sagas.Contracts.Limits;

namespace Sagas.Host.Options;

/// <summary>Bounds on what is taken in; fixed ones are in <see cref="ContractLimits"/>.</summary>
internal sealed class LimitOptions
{
    /// <summary>Bytes of one upload.</summary>
    /// <value>1 GiB</value>
    [Range(1L, 1L << 40)]
    public long UploadBytes { get; set; } = 1L << 30;

    /// <summary>Files of one added tree.</summary>
    /// <value>100,000</value>
    [Range(1, 10_000_000)]
    public int FilesPerTree { get; set; } = 100_000;

    /// <summary>Directory levels of one added tree; 62 at the most, whatever this says: a URI has 64 segments, and the
    /// target's scope and name are two of them.</summary>
    /// <value>64</value>
    [Range(1, ContractLimits.UriDepthMax)]
    public int Depth { get; set; } = ContractLimits.UriDepthMax;

    /// <summary>UTF-8 bytes of one file name.</summary>
    /// <value>255</value>
    [Range(1, ContractLimits.SegmentBytesMax)]
    public int NameBytes { get; set; } = ContractLimits.SegmentBytesMax;

    /// <summary>Bytes of one command, as a message or as an HTTP body.</summary>
    /// <value>1 MiB</value>
    [Range(1024, 1 << 28)]
    public int MessageBytes { get; set; } = 1 << 20;

    /// <summary>Transactions that may wait for locks at once.</summary>
    /// <value>10,000</value>
    [Range(0, ContractLimits.WaitersMax)]
    public int Waiters { get; set; } = ContractLimits.WaitersMax;
}
