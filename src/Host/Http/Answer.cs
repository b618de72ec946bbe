namespace Sagas.Host.Http;

/// <summary>The two answers of every endpoint: a result, or an error in the same envelope.</summary>
internal static class Answer
{
    public static IResult Ok(object? result) => Results.Json(Envelope.Of(result), HttpJson.Options);

    public static IResult Error(ApiException error) => Results.Json(
        Envelope.Of(new ErrorBody(error.Code, error.Message, error.Details)), HttpJson.Options,
        statusCode: error.Status);
}
