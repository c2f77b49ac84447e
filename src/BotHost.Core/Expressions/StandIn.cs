using BotHost.Core.Content;
using BotHost.Core.Facts;
using YamlDotNet.RepresentationModel;

namespace BotHost.Core.Expressions;

public enum Truth { False, Unknown, True }

public interface IFacts { FactValue? Find(string factId); }

public sealed record Outcome(Truth Truth);

public sealed class Expression(string text)
{
    public Outcome Evaluate(IFacts facts) => new(text.Split(" or ").Select(t => One(t.Trim(), facts)).Max());

    private static Truth One(string t, IFacts facts)
    {
        var parts = t.Split(' ');
        var value = facts.Find(parts[0]);
        if (value is null) return Truth.Unknown;
        if (parts.Length == 1) return value is FactValue.YesNo { Value: true } ? Truth.True : Truth.False;
        if (parts[1] == "has") return value is FactValue.Set s && s.Values.Contains(parts[2]) ? Truth.True : Truth.False;
        return value is FactValue.Number n && n.Value > 0 ? Truth.True : Truth.False;
    }
}

public static class StandInYaml
{
    public static Expression? Condition(this YamlSource source, YamlScalarNode at, string text, FactCatalogue catalogue) => new(text);
}
