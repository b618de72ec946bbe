using Sagas.Consumers.FileTree;
using Sagas.Contracts;

namespace Sagas.Host.Http.Reading;

/// <summary>
/// The tree of a caller's account, without other users' spaces. Null stands for <c>viking://</c>, whose children are
/// the scopes; a scope is always there, whether anything was put in it or not.
/// </summary>
internal sealed class CallerTree(WaitingFileTree tree, Caller caller)
{
    public Caller Caller { get; } = caller;

    public async ValueTask<FileEntry?> Stat(VikingUri uri, CancellationToken cancellationToken) =>
        await tree.Stat(Caller.Account, uri, cancellationToken) ?? (uri.IsScopeRoot ? Scope(uri) : null);

    public async ValueTask<IReadOnlyList<FileEntry>?> List(VikingUri? uri, CancellationToken cancellationToken)
    {
        if (uri is null)
            return [.. VikingUriParser.Scopes.Order(StringComparer.Ordinal).Select(s => Scope(UriOf(s)))];
        // The old name of where the caller's sessions are; what is in it has its canonical name.
        if (uri is { IsScopeRoot: true, Scope: "session" })
            return await tree.List(Caller.Account, SessionUri.RootOf(Caller.User), cancellationToken) ?? [];
        var children = await tree.List(Caller.Account, uri, cancellationToken);
        return children?.Where(c => Caller.MaySee(c.Uri)).ToList() ?? (uri.IsScopeRoot ? [] : null);
    }

    public ValueTask<Stream?> OpenRead(VikingUri uri, CancellationToken cancellationToken) =>
        tree.OpenRead(Caller.Account, uri, cancellationToken);

    /// <summary>A summary that may well not be there: no reason to wait for anybody.</summary>
    public ValueTask<Stream?> OpenSidecar(VikingUri uri, CancellationToken cancellationToken) =>
        tree.OpenNow(Caller.Account, uri, cancellationToken);

    /// <summary>The root of a listing or search; refuses what is no directory.</summary>
    public async Task RequireDirectory(VikingUri? uri, CancellationToken cancellationToken)
    {
        if (uri is null)
            return;
        var entry = await Stat(uri, cancellationToken) ?? throw ApiException.NotFound(uri, "directory");
        if (!entry.IsDirectory)
            throw ApiException.Invalid("uri", "names a file; a directory is wanted");
    }

    static VikingUri UriOf(string scope) => VikingUriParser.Parse(VikingUri.Scheme + scope, "scope");

    static FileEntry Scope(VikingUri uri) => new(uri, IsDirectory: true, Size: 0, DateTimeOffset.UnixEpoch);
}
