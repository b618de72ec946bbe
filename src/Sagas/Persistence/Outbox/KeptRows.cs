namespace Sagas.Persistence.Outbox;

/// <summary>Which rows of the outbox stay until their message was consumed.</summary>
public enum KeptRows
{
    /// <summary>None: a row goes when the transport has confirmed its message.</summary>
    None,

    /// <summary>
    /// Those whose message begins work: until it is consumed, nothing else in the database speaks of it, and whoever
    /// asks whether the service is idle must see it. For a transport that keeps messages.
    /// </summary>
    WhatBeginsWork,

    /// <summary>All that must reach a queue: for a transport that dies with the process.</summary>
    All,
}
