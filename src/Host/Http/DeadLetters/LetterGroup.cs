using System.Security.Cryptography;
using System.Text;
using Sagas.DeadLetters;

namespace Sagas.Host.Http.DeadLetters;

/// <summary>Letters that failed alike.</summary>
internal sealed record LetterGroup(
    string Group, string? ExceptionType, string MessageType, int Count, DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen, IReadOnlyList<string> Queues, string Reason, string Fingerprint)
{
    public static IReadOnlyList<LetterGroup> Of(IEnumerable<DeadLetter> letters) =>
        [.. letters.GroupBy(letter => letter.Group).Select(Of).OrderByDescending(group => group.Count)];

    /// <summary>
    /// Stands for exactly these letters: an action on a group names it, so that it cannot touch letters that came
    /// after the operator looked.
    /// </summary>
    public static string FingerprintOf(IEnumerable<DeadLetter> letters) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
            '\n', letters.Select(letter => letter.Id).Order(StringComparer.Ordinal)))))[..16];

    static LetterGroup Of(IGrouping<string, DeadLetter> group)
    {
        var first = group.First();
        return new LetterGroup(
            group.Key, first.ExceptionType, first.MessageType, group.Count(), group.Min(letter => letter.FailedAt),
            group.Max(letter => letter.FailedAt),
            [.. group.Select(letter => letter.Queue).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
            group.Last().Reason, FingerprintOf(group));
    }
}
