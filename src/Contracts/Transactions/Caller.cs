namespace Sagas.Contracts;

/// <summary>
/// On whose behalf a command runs. An account owns a tree and an index of its own; inside it <c>resources</c> is
/// shared, <c>user/{user}</c> is private.
/// </summary>
/// <param name="Account">The account; letters, digits, <c>_</c> and <c>-</c>.</param>
/// <param name="User">The user inside the account; the same alphabet.</param>
/// <param name="IsRoot">True for the operator, who knows of every account's transactions, locks and dead letters; on
/// the machine itself, where no key is needed, they see every user's space, too.</param>
public sealed record Caller(string Account, string User, bool IsRoot = false)
{
    /// <summary>The account and the user of a command that names none.</summary>
    public const string DefaultName = "default";

    /// <summary>The caller that a command names, with defaults filled in.</summary>
    /// <exception cref="RefusedException">A name has characters that no account or user may have.</exception>
    public static Caller Of(string? account, string? user, bool isRoot = false) =>
        new(Checked(account, nameof(account)), Checked(user, nameof(user)), isRoot);

    /// <summary>True unless <paramref name="uri"/> lies in the private space of somebody else.</summary>
    public bool MaySee(VikingUri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return IsRoot || uri.Scope is not ("user" or "session") || uri.Segments.Count < 2 || uri.Segments[1] == User;
    }

    static string Checked(string? name, string field)
    {
        if (string.IsNullOrEmpty(name))
            return DefaultName;
        if (name.Length <= Limits.NameLengthMax && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            return name;
        throw RefusedException.InvalidArgument(field, "may have letters, digits, '_' and '-' only, "
            + $"{Limits.NameLengthMax} at most");
    }
}
