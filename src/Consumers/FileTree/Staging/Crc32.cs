namespace Sagas.Consumers.FileTree.Staging;

/// <summary>The checksum of zip entries (IEEE 802.3, reflected): the runtime reads it and does not compare it.
/// </summary>
struct Crc32
{
    static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(i => Entry((uint)i))];
    uint _register;

    public readonly uint Value => _register;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var register = ~_register;
        foreach (var b in bytes)
            register = Table[(byte)(register ^ b)] ^ (register >> 8);
        _register = ~register;
    }

    static uint Entry(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        return value;
    }
}
