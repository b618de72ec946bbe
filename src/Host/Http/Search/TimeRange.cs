using System.Globalization;
using System.Text.RegularExpressions;
using Sagas.Consumers.VectorIndex;

namespace Sagas.Host.Http.Search;

/// <summary>The times that a find is limited to. Pure.</summary>
internal sealed partial record TimeRange(IndexTime Field, DateTimeOffset? Since, DateTimeOffset? Until)
{
    const string Legal = "legal is a time such as 2026-08-22 or 2026-08-22T09:37:44Z, or an age such as 90m, 12h, 7d";

    public static TimeRange Of(FindBody body, DateTimeOffset now)
    {
        var range = new TimeRange(
            body.TimeField switch
            {
                null or "" or "updated_at" => IndexTime.Updated,
                "created_at" => IndexTime.Created,
                var other => throw ApiException.Invalid(
                    "time_field", $"is '{other}'; legal are updated_at and created_at"),
            },
            Moment(body.Since, "since", now), Moment(body.Until, "until", now));
        return range.Since > range.Until
            ? throw ApiException.Invalid("since", "is later than until: nothing can be between them")
            : range;
    }

    static DateTimeOffset? Moment(string? text, string field, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (Age().Match(text) is { Success: true } age)
            return Before(now, int.Parse(age.Groups[1].ValueSpan, CultureInfo.InvariantCulture), age.Groups[2].Value);
        return DateTimeOffset.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time
                : throw ApiException.Invalid(field, $"is '{text}'; {Legal}");
    }

    /// <summary>What is longer ago than there is time is as long ago as there is.</summary>
    static DateTimeOffset Before(DateTimeOffset now, int count, string unit)
    {
        var seconds = (double)count * unit switch { "s" => 1, "m" => 60, "h" => 3_600, "d" => 86_400, _ => 604_800 };
        return seconds < (now - DateTimeOffset.UnixEpoch).TotalSeconds
            ? now - TimeSpan.FromSeconds(seconds)
            : DateTimeOffset.UnixEpoch;
    }

    static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss",
    ];

    [GeneratedRegex(@"^(\d{1,9})([smhdw])$", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Age();
}
