namespace BotHost.App.Claims;

/// <summary>Finds places by what people call them, for the search in the console.</summary>
public interface IPlaceNames
{
    /// <summary>Division codes of the places whose name contains the text; a code stands for everything below it.</summary>
    IReadOnlyCollection<string> CodesMatching(string namePart, int limit);

    /// <summary>The name with what it lies in, from the county down; the code itself when it is unknown.</summary>
    string Full(string code);

    /// <summary>The name alone; the code itself when it is unknown.</summary>
    string Short(string code);
}
