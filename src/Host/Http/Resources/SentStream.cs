using Sagas.Host.Streams;

namespace Sagas.Host.Http.Resources;

/// <summary>
/// A part of a form as it comes in. Whoever copies it to a disk can tell the client's trouble from that of the disk:
/// what was sent broken is <see cref="InvalidDataException"/>, never <see cref="IOException"/>.
/// </summary>
internal sealed class SentStream(Stream part) : ForwardStream
{
    /// <summary>What <paramref name="reading"/> has read; a body that ends too early is broken.</summary>
    public static async Task<T> OfTheClient<T>(Task<T> reading)
    {
        try
        {
            return await reading;
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            throw new InvalidDataException(broken.Message, broken);
        }
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await OfTheClient(part.ReadAsync(buffer, cancellationToken).AsTask());

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
