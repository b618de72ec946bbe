namespace Sagas.Host.Http.Reading;

/// <summary>How long one request may wait for transactions in flight before it reads what is there.</summary>
internal sealed record ReadPatience(TimeSpan Max)
{
    public static ReadPatience Default { get; } = new(TimeSpan.FromSeconds(5));
}
