using System.Net;
using Sagas.Contracts;

namespace Sagas.Consumers.SessionCommit;

/// <summary>What broke an extraction, as people and the machine are told. Pure.</summary>
static class ExtractionFailures
{
    public static ExtractionException Of(Exception exception) => exception switch
    {
        ExtractionException known => known,
        // A model that refuses this very request will refuse it again.
        HttpRequestException
        {
            StatusCode: HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge
            or HttpStatusCode.UnprocessableEntity
        } refused => Failed(
                ErrorCode.FailedPrecondition, $"The model refuses the archive: {refused.Message}", true, refused),
        HttpRequestException away => Failed(
            ErrorCode.Unavailable, $"The model cannot be asked: {away.Message}", false, away),
        RefusedException refused => new ExtractionException(refused.Reason, true, refused),
        _ => Failed(ErrorCode.Unavailable, $"{exception.GetType().Name}: {exception.Message}", false, exception),
    };

    public static ExtractionException Silent(TimeSpan timeout) => Failed(
        ErrorCode.DeadlineExceeded, $"The model gave no answer within {timeout.TotalSeconds} s.", false, null);

    public static ExtractionException Gone(VikingUri archive) => Failed(
        ErrorCode.NotFound, $"{archive} is gone, or cannot be read.", true, null);

    /// <summary>The archive is what it is: no later attempt reads it better.</summary>
    public static ExtractionException Broken(InvalidDataException exception) => Failed(
        ErrorCode.FailedPrecondition, $"The archive cannot be read: {exception.Message}", true, exception);

    static ExtractionException Failed(string code, string message, bool isFinal, Exception? innerException) =>
        new(new Reason(code, message), isFinal, innerException);
}
