using Microsoft.AspNetCore.Http;

namespace BotHost.Channels.DirectLine;

/// <summary>Why a call was turned away, as Direct Line clients read it: <c>{"error":{"code","message"}}</c>.</summary>
/// <param name="RetryAfterSeconds">When it is worth trying again; null when it is not.</param>
internal sealed record Refusal(int Status, string Code, string Message, int? RetryAfterSeconds = null) : IResult
{
    public static readonly Refusal MissingToken = new(401, "MissingToken", "Send 'Authorization: Bearer <secret or token>'.");
    public static readonly Refusal InvalidToken = new(403, "InvalidToken", "The token is not one of ours, or it was changed.");
    public static readonly Refusal TokenExpired = new(403, "TokenExpired", "The token has expired: get a new one.");
    public static readonly Refusal OtherConversation = new(403, "Forbidden", "The token belongs to another conversation.");
    public static readonly Refusal OtherOrigin = new(403, "UntrustedOrigin", "The token may not be used from this site.");
    public static readonly Refusal SecretNeeded = new(403, "Forbidden", "This call needs the secret, not a token.");
    public static readonly Refusal UnknownConversation = new(404, "ConversationNotFound", "There is no such conversation: start one with POST conversations.");
    public static readonly Refusal UnknownCall = new(404, "NotFound", "Direct Line has no such call.");
    public static readonly Refusal TooLarge = new(413, "MessageSizeTooBig", "The message is larger than 256 KB.");
    public static readonly Refusal FileTooLarge = new(413, "FileTooBig", "A file is larger than 4 MB, or the upload has more than ten parts.");
    public static readonly Refusal NotJson = new(400, "BadSyntax", "The body is not a JSON object in UTF-8.");
    public static readonly Refusal NotMultipart = new(400, "BadSyntax", "The body is not a multipart form with an activity part.");
    public static readonly Refusal TextTooLong = new(400, "TextTooLong", "The text is longer than 8000 characters: send it in parts.");
    public static readonly Refusal Empty = new(400, "EmptyMessage", "A message needs a text, a value or an attachment.");
    public static readonly Refusal TooFast = new(429, "TooManyRequests", "Too many calls in a short time: wait a little.", 5);
    public static readonly Refusal Busy = new(503, "ServiceUnavailable", "Not possible right now. Nothing was taken: try again.", 5);

    public static Refusal BadArgument(string message) => new(400, "BadArgument", message);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        if (RetryAfterSeconds is { } seconds) httpContext.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return httpContext.Response.WriteAsJsonAsync(new { error = new { code = Code, message = Message } }, httpContext.RequestAborted);
    }
}
