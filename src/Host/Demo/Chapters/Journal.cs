using System.Text.Json;
using Sagas.Host.Cli;

namespace Sagas.Host.Demo.Chapters;

/// <summary>The journal of a transaction in a few words.</summary>
internal static class Journal
{
    public static string Of(JsonElement view) => string.Join(
        ", ", view.Items("steps").Select(step => $"{step.Text("kind")} {step.Text("status")}"));

    public static string Reversed(JsonElement view) => string.Join(
        ", then ", view.Items("steps").Reverse().Select(step => $"{step.Text("kind")} {step.Text("status")}"));

    public static string StatusOf(JsonElement view, string kind) => Step(view, kind).Text("status");

    public static long AttemptsOf(JsonElement view, string kind) => Step(view, kind).Number("attempts");

    static JsonElement Step(JsonElement view, string kind) =>
        view.Items("steps").First(step => step.Text("kind") == kind);
}
