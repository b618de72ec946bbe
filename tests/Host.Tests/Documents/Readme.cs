using Sagas.Testing.Tidy;

namespace Sagas.Host.Tests.Documents;

/// <summary>The generated regions of README.md.</summary>
internal static class Readme
{
    const string Update = "SAGAS_UPDATE";
    const string End = "<!-- /generated -->";

    static readonly string File = Path.Combine(RepositoryRoot.Path, "README.md");

    /// <summary>Compares a region with what it should be, or writes it when the environment says so.</summary>
    public static void Holds(string region, string expected)
    {
        var text = System.IO.File.ReadAllText(File);
        var start = $"<!-- generated:{region} -->";
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        var to = text.IndexOf(End, from, StringComparison.Ordinal);
        Assert.True(from >= start.Length && to > from, $"README.md has no region {region}.");
        var wanted = $"\n\n{expected.Trim()}\n\n";
        if (text[from..to] == wanted)
            return;
        if (System.Environment.GetEnvironmentVariable(Update) == "1")
            System.IO.File.WriteAllText(File, text[..from] + wanted + text[to..]);
        else
            Assert.Fail(
                $"The region '{region}' of README.md is not what the code says. Run this test with {Update}=1 to "
                + $"write it. It should be:\n{wanted}");
    }
}
