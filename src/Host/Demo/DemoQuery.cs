namespace Sagas.Host.Demo;

/// <summary>What is searched for: words that the documents themselves use.</summary>
internal static class DemoQuery
{
    const string Own = "what happens after a crash";
    const int WordsMax = 6;
    const int LinesMax = 40;

    public static string For(DemoInput input) =>
        input.Files.Contains("ARCHITECTURE.md")
            ? Own
            : FirstWords(input) ?? Path.GetFileNameWithoutExtension(input.Files[0]);

    static string? FirstWords(DemoInput input) => input.Files
        .OrderByDescending(file => file.EndsWith(".md", StringComparison.Ordinal))
        .Take(20)
        .SelectMany(file => File.ReadLines(Path.Combine(input.Folder, file)).Take(LinesMax))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Length > 1 && word.All(char.IsLetter)).Take(WordsMax).ToList())
        .Where(words => words.Count >= 2)
        .Select(words => string.Join(' ', words))
        .FirstOrDefault();
}
