using Sagas.Contracts;

namespace Sagas.Tests;

/// <summary>Short ways to write what many tests need.</summary>
static class Sample
{
    public const string Account = "default";

    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static VikingUri Uri(string path) => VikingUriParser.Parse(VikingUri.Scheme + path, "uri");

    public static PathLock Tree(string path, string account = Account) => new(account, Uri(path), LockMode.Tree);

    public static PathLock Exact(string path, string account = Account) => new(account, Uri(path), LockMode.Exact);

    public static PathLock Lock(LockMode mode, string path) => new(Account, Uri(path), mode);

    /// <summary>A transaction id that says its number in a failure message.</summary>
    public static TransactionId Id(int number) => new(new Guid(number, 0, 0, new byte[8]));
}
