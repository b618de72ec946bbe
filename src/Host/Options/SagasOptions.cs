namespace Sagas.Host.Options;

/// <summary>Everything an operator may set, below the configuration key <c>Sagas</c>.</summary>
internal sealed class SagasOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sagas";

    /// <summary>The folder of the embedded world: <c>fs/</c>, <c>sagas.db</c>, <c>index.db</c>.</summary>
    /// <value><c>./data</c></value>
    public string DataPath { get; set; } = "./data";

    /// <summary>What carries the messages.</summary>
    /// <value><see cref="TransportKind.InMemory"/></value>
    public TransportKind Transport { get; set; } = TransportKind.InMemory;

    /// <summary>What holds saga rows, locks, outbox and timers.</summary>
    /// <value><see cref="DatabaseKind.Sqlite"/></value>
    public DatabaseKind Database { get; set; } = DatabaseKind.Sqlite;

    /// <summary>What holds the vector entries.</summary>
    /// <value><see cref="VectorIndexKind.Sqlite"/></value>
    public VectorIndexKind VectorIndex { get; set; } = VectorIndexKind.Sqlite;

    /// <summary>The broker, when <see cref="Transport"/> is RabbitMq.</summary>
    public RabbitMqOptions RabbitMq { get; set; } = new();

    /// <summary>Chat and embedding models.</summary>
    public ModelsOptions Models { get; set; } = new();

    /// <summary>Sessions and their memories.</summary>
    public SessionsOptions Sessions { get; set; } = new();

    /// <summary>How long things may take.</summary>
    public TimeoutOptions Timeouts { get; set; } = new();

    /// <summary>How long history is kept.</summary>
    public RetentionOptions Retention { get; set; } = new();

    /// <summary>The HTTP front.</summary>
    public HttpOptions Http { get; set; } = new();

    /// <summary>Server-side folders that <c>path</c> in add_resource may name; absolute.</summary>
    /// <value>none: everything is uploaded</value>
    public List<string> ImportRoots { get; set; } = [];

    /// <summary>Bounds on what is taken in.</summary>
    public LimitOptions Limits { get; set; } = new();

    /// <summary>
    /// Fault points for tests, each <c>point=action</c> or <c>point=action#n</c> (only the n-th time); the action is
    /// kill, throw, stall or trace. <c>@file</c> names a file of such lines, which may change while it runs.
    /// </summary>
    /// <value>none</value>
    public List<string> Faults { get; set; } = [];
}
