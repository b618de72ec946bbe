namespace Sagas.Testing.Models;

/// <summary>What the model server does with one request.</summary>
public abstract record ModelReply
{
    /// <summary>Answers with <paramref name="Content"/>.</summary>
    public sealed record Says(string Content) : ModelReply;

    /// <summary>Answers with an error of HTTP.</summary>
    public sealed record Fails(int Status) : ModelReply;

    /// <summary>Answers with a body of its own, which may be no JSON.</summary>
    public sealed record Raw(string Body) : ModelReply;

    /// <summary>Begins an answer that says it is long, sends <paramref name="Bytes"/> of it and goes on until nobody
    /// reads.</summary>
    public sealed record Endless(int Bytes) : ModelReply;

    /// <summary>Sends the beginning of an answer and closes the connection.</summary>
    public sealed record Dies : ModelReply;

    /// <summary>Takes the request and answers nothing until the client goes away.</summary>
    public sealed record Hangs : ModelReply;

    /// <summary>Waits for <paramref name="Until"/>, then does as <paramref name="Then"/> says.</summary>
    public sealed record Waits(Task Until, ModelReply Then) : ModelReply;
}
