using System.Text;
using Sagas.Consumers.Semantics;
using Sagas.Consumers.Sessions;

namespace Sagas.Consumers.SessionCommit;

/// <summary>What was said in one archive, as much of it as a model is given.</summary>
/// <param name="Name">The archive's name.</param>
/// <param name="Lines">Its messages with words, in order.</param>
/// <param name="Unread">Messages at the end that were too much.</param>
public sealed record Transcript(string Name, IReadOnlyList<SpokenLine> Lines, int Unread)
{
    /// <summary>Characters of one message.</summary>
    public const int LineCharsMax = 20_000;

    /// <summary>Characters of all messages.</summary>
    public const int CharsMax = 800_000;

    /// <summary>Characters of one part, which a model is asked about at once.</summary>
    public const int PartCharsMax = 40_000;

    /// <summary>Reads as much as is used, and counts the rest.</summary>
    public static async Task<Transcript> Read(
        string name, IAsyncEnumerable<SessionMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var lines = new List<SpokenLine>();
        var (characters, unread) = (0, 0);
        await foreach (var message in messages.WithCancellation(cancellationToken))
        {
            var text = Prose.Clip(message.Text, LineCharsMax);
            if (unread > 0 || characters + text.Length > CharsMax)
                unread++;
            else if (text.Length > 0)
                lines.Add(new SpokenLine(message.Role, text));
            characters += text.Length;
        }
        return new Transcript(name, lines, unread);
    }

    /// <summary>The whole as texts that a model takes, cut between messages.</summary>
    public IEnumerable<string> Parts()
    {
        var part = new StringBuilder();
        foreach (var line in Lines)
        {
            if (part.Length > 0 && part.Length + line.Text.Length > PartCharsMax)
            {
                yield return part.ToString();
                part.Clear();
            }
            part.Append(line.Role).Append(": ").Append(line.Text).Append('\n');
        }
        if (part.Length > 0)
            yield return part.ToString();
    }
}
