namespace Sagas.Testing.Steps;

/// <summary>A step broke a law; the message says which and how.</summary>
public sealed class LawBrokenException(string message) : Exception(message)
{
    /// <summary>Throws unless the two are the same.</summary>
    public static void Unless(string expected, string actual, string what)
    {
        if (!string.Equals(expected, actual, StringComparison.Ordinal))
            throw new LawBrokenException($"{what}\n--- expected ---\n{expected}\n--- found ---\n{actual}");
    }

    /// <summary>Throws unless <paramref name="holds"/>.</summary>
    public static void Unless(bool holds, string what)
    {
        if (!holds)
            throw new LawBrokenException(what);
    }
}
