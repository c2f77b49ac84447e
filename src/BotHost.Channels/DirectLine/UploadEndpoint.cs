using BotHost.Channels.Webhooks;
using System.Collections.Immutable;
using BotHost.App.Media;
using BotHost.Core.Activities;
using BotHost.Core.Media;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace BotHost.Channels.DirectLine;

/// <summary>
/// Upload: one activity part and its files. Photos and recordings wait in <see cref="IUploads"/> for the turn that decides about them; of
/// other files the bot learns name and type, so that it can say that it cannot keep them.
/// </summary>
internal sealed class UploadEndpoint(Gate gate, ActivityEndpoints activities, IUploads uploads)
{
    private const int LargestFile = 4 * 1024 * 1024;
    private const int MostParts = 11;
    private const string ActivityType = "application/vnd.microsoft.activity";

    public async Task<IResult> PostAsync(HttpContext http, string conversationId)
    {
        if (gate.Admit(http.Request, conversationId, out var caller) is { } refusal) return refusal;
        if (BoundaryOf(http.Request.ContentType) is not { } boundary) return Refusal.NotMultipart;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = 5L * LargestFile;
        try
        {
            var reader = new MultipartReader(boundary, http.Request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = 4096 };
            byte[]? activity = null;
            var files = ImmutableArray.CreateBuilder<Attachment>();
            for (var parts = 0; await reader.ReadNextSectionAsync(http.RequestAborted) is { } part; parts++)
            {
                if (parts == MostParts) return Refusal.FileTooLarge;
                if (IsActivity(part))
                {
                    activity = await BoundedBody.ReadAsync(part.Body, null, PostedActivity.LongestBody, http.RequestAborted);
                    if (activity is null) return Refusal.TooLarge;
                }
                else
                {
                    if (await TakeFileAsync(part, http.RequestAborted) is not { } file) return Refusal.FileTooLarge;
                    files.Add(file);
                }
            }

            return activity is null ? Refusal.NotMultipart : await activities.AcceptAsync(http, conversationId, caller, activity, files.ToImmutable());
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException or FormatException || (e is IOException && !http.RequestAborted.IsCancellationRequested))
        {
            return e is BadHttpRequestException { StatusCode: 413 } ? Refusal.FileTooLarge : Refusal.NotMultipart;
        }
    }

    /// <summary>A photo or recording waits for its turn; of anything else only name and type are told. Null when it is too large.</summary>
    private async Task<Attachment?> TakeFileAsync(MultipartSection part, CancellationToken cancellation)
    {
        if (await BoundedBody.ReadAsync(part.Body, null, LargestFile, cancellation) is not { } bytes) return null;
        var file = PostedActivity.Descriptor(part.ContentType, part.GetContentDispositionHeader()?.FileNameStar.Value ?? FileNameOf(part));
        return MediaType.Of(bytes) is { } type ? file with { ContentType = type, ContentUrl = await uploads.StageAsync(bytes, cancellation) } : file;
    }

    private static bool IsActivity(MultipartSection part) => part.ContentType?.StartsWith(ActivityType, StringComparison.OrdinalIgnoreCase) == true;

    private static string? FileNameOf(MultipartSection part) =>
        part.GetContentDispositionHeader()?.FileName is { HasValue: true } name ? HeaderUtilities.RemoveQuotes(name).Value : null;

    private static string? BoundaryOf(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= 100 } boundary ? boundary : null;
}
