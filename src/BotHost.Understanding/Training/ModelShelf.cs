using System.Security.Cryptography;
using System.Text;

namespace BotHost.Understanding.Training;

/// <summary>Keeps trained models on disk by the hash of what they were trained from, so that a start trains nothing that was trained before.</summary>
internal sealed class ModelShelf(string? folder)
{
    /// <summary>The kept model of these texts, or a newly trained one, which is then kept. A folder that cannot be used is no failure: the model is trained each time.</summary>
    /// <param name="name">What the model is for; the beginning of its file's name.</param>
    public TModel Get<TModel>(string name, string trainedFrom, Func<TModel> train)
        where TModel : class, IKeptModel<TModel>
    {
        if (folder is null) return train();
        var path = Path.Combine(folder, $"{name}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(trainedFrom)))[..24]}.bin");
        try
        {
            if (File.Exists(path))
            {
                using var stream = File.OpenRead(path);
                if (TModel.Load(stream) is { } kept) return kept;
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

/// <summary>A trained model that can be kept in a file.</summary>
internal interface IKeptModel<TSelf>
{
    void Save(Stream stream);

    /// <summary>Reads a saved model; null when it is of another format or damaged.</summary>
    static abstract TSelf? Load(Stream stream);
}
