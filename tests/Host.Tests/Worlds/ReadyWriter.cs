namespace Sagas.Host.Tests.Worlds;

/// <summary>What a service prints, and when it has said that it can be stopped.</summary>
internal sealed class ReadyWriter : StringWriter
{
    readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Ready => _ready.Task;

    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (value?.StartsWith("Ctrl-C", StringComparison.Ordinal) is true)
            _ready.TrySetResult();
    }
}
