using Sagas.DeadLetters;

namespace Sagas.Host.Tests.Fakes;

/// <summary>Dead letters in memory, and an audit.</summary>
internal sealed class FakeDeadLetters : IDeadLetterBox, IDeadLetterAudit
{
    public List<DeadLetterContent> Letters { get; } = [];

    public List<DeadLetterAction> Lines { get; } = [];

    public List<string> Replayed { get; } = [];

    public List<double> Rates { get; } = [];

    public Exception? Failure { get; set; }

    public void Add(DeadLetter letter, string body = "{}") => Letters.Add(new DeadLetterContent(
        letter, new Dictionary<string, string> { ["MT-Reason"] = "fault" }, System.Text.Encoding.UTF8.GetBytes(body)));

    public Task<IReadOnlyList<DeadLetter>> Browse(int limit, CancellationToken cancellationToken) => Failure is null
        ? Task.FromResult<IReadOnlyList<DeadLetter>>([.. Letters.Take(limit).Select(x => x.Letter)])
        : Task.FromException<IReadOnlyList<DeadLetter>>(Failure);

    public Task<DeadLetterContent?> Find(string id, CancellationToken cancellationToken) =>
        Task.FromResult(Letters.FirstOrDefault(x => x.Letter.Id == id));

    public Task<IReadOnlyList<DeadLetterResult>> Replay(
        IReadOnlyCollection<string> ids, double perSecond, CancellationToken cancellationToken)
    {
        Rates.Add(perSecond);
        Replayed.AddRange(ids);
        return Take(ids, DeadLetterResult.Replayed);
    }

    public Task<IReadOnlyList<DeadLetterResult>> Discard(
        IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        Take(ids, DeadLetterResult.Discarded);

    public Task Record(IReadOnlyList<DeadLetterAction> lines)
    {
        Lines.AddRange(lines);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<DeadLetterAction>> Read(
        string? letterId, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeadLetterAction>>(
            [.. Lines.Where(line => letterId is null || line.LetterId == letterId).Take(limit)]);

    Task<IReadOnlyList<DeadLetterResult>> Take(IReadOnlyCollection<string> ids, string done) =>
        Task.FromResult<IReadOnlyList<DeadLetterResult>>([.. ids.Select(id => new DeadLetterResult(
            id, Letters.RemoveAll(x => x.Letter.Id == id) > 0 ? done : DeadLetterResult.Gone))]);
}
