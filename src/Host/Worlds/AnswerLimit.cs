namespace Sagas.Host.Worlds;

/// <summary>Ends an answer that is longer than any model's: the client behind would keep all of it.</summary>
internal sealed class AnswerLimit : DelegatingHandler
{
    /// <summary>Bytes of an answer; embeddings of one batch are the longest.</summary>
    public const int BytesMax = 16 << 20;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.Content.Headers.ContentLength is > BytesMax and var length)
        {
            response.Dispose();
            throw new HttpRequestException($"The model answers {length} bytes; the limit is {BytesMax}.");
        }
        var limited = new StreamContent(
            new LimitedStream(await response.Content.ReadAsStreamAsync(cancellationToken), BytesMax));
        foreach (var header in response.Content.Headers)
            limited.Headers.TryAddWithoutValidation(header.Key, header.Value);
        response.Content = limited;
        return response;
    }
}
