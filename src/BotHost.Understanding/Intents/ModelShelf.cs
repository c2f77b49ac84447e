using System.Security.Cryptography;
using System.Text;

namespace BotHost.Understanding.Intents;

/// <summary>Keeps trained models on disk by the hash of what they were trained from, so that a start trains nothing that was trained before.</summary>
internal sealed class ModelShelf(string? folder)
{
    /// <summary>The kept model of these texts, or a newly trained one, which is then kept. A folder that cannot be used is no failure: the model is trained each time.</summary>
    public IntentModel Get(string trainedFrom, Func<IntentModel> train)
    {
        if (folder is null) return train();
        var path = Path.Combine(folder, $"intents-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(trainedFrom)))[..24]}.bin");
        try
        {
            if (File.Exists(path))
            {
                using var stream = File.OpenRead(path);
                if (IntentModel.Load(stream) is { } kept) return kept;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }

        var model = train();
        try
        {
            Directory.CreateDirectory(folder);
            // Written beside and moved, so that a second process never reads half a file.
            var draft = $"{path}.{Environment.ProcessId}";
            using (var stream = File.Create(draft)) model.Save(stream);
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }

        return model;
    }
}
