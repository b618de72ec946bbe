using System.Runtime.InteropServices;

namespace Sagas.Consumers.FileTree.Native;

/// <summary>The kernel's <c>struct statx</c>, whose layout is the same on every architecture; only what is read
/// here has a field.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
struct Statx
{
    [FieldOffset(16)]
    public uint Links;

    [FieldOffset(28)]
    public ushort Mode;

    [FieldOffset(32)]
    public ulong Inode;

    [FieldOffset(40)]
    public ulong Size;

    [FieldOffset(112)]
    public long ModifiedSeconds;

    [FieldOffset(120)]
    public uint ModifiedNanoseconds;
}
