using Sagas.Contracts;
using Sagas.Host.Http.Writing;
using Sagas.Queries;

namespace Sagas.Host.Http.Sessions;

/// <summary>Creates sessions, by name or because somebody speaks in one that is not there.</summary>
internal sealed class SessionCreation(WriteRunner writes, TimeProvider time)
{
    /// <summary>Creates a session; ALREADY_EXISTS when it is there.</summary>
    public async Task<TransactionView> Create(
        HttpContext context, Caller caller, VikingUri session, SessionSettings settings, TransactionId id,
        WriteTimes times, Sameness sameness = Sameness.Plan)
    {
        var command = new CreateSession
        {
            SessionId = session.Name,
            Settings = settings.Stored(),
            TransactionId = id,
            Account = caller.Account,
            User = caller.User,
            WaitSeconds = times.LockWait,
        };
        return await writes.Run(context, command, times.End, sameness);
    }

    /// <summary>Makes sure that it is there, whoever creates it.</summary>
    public async Task Ensure(HttpContext context, Caller caller, VikingUri session)
    {
        try
        {
            await Create(
                context, caller, session, new SessionSettings(), IdempotencyKey.New(time), WriteTimes.Of(null, null));
        }
        catch (ApiException taken) when (taken.Code == ErrorCode.AlreadyExists)
        {
            // Somebody else was faster, or what was on its way out is back.
        }
    }
}
