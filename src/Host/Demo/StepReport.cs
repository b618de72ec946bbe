namespace Sagas.Host.Demo;

/// <summary>What a step has seen: remarks, and checks that held or did not.</summary>
internal sealed class StepReport
{
    readonly List<(bool? Holds, string Text)> _lines = [];

    /// <summary>In the order in which they were made; a remark has no verdict.</summary>
    public IReadOnlyList<(bool? Holds, string Text)> Lines => _lines;

    /// <summary>Whether there was a check, and none failed.</summary>
    public bool Holds => _lines.Any(line => line.Holds is true) && _lines.All(line => line.Holds is not false);

    public void Say(string text) => _lines.Add((null, text));

    /// <param name="holds">Whether it is so.</param>
    /// <param name="claim">What is claimed.</param>
    /// <param name="seen">What was seen instead, when it is not so.</param>
    public void Check(bool holds, string claim, string? seen = null) =>
        _lines.Add((holds, holds || seen is null ? claim : $"{claim}; seen: {seen}"));
}
