using System.Collections.Immutable;
using System.Xml;

namespace BotHost.Channels.WxCrypt;

/// <summary>The flat XML of a push: element names and their texts. Nested elements (article lists, events) keep their own name; the first of a name counts.</summary>
internal static class XmlFields
{
    /// <summary>More elements than any push has.</summary>
    private const int MostElements = 200;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 256 * 1024, IgnoreComments = true, IgnoreProcessingInstructions = true,
    };

    /// <summary>Null when it is not such XML: malformed, with a DTD, too deep or too large, not rooted in <c>xml</c>.</summary>
    public static ImmutableDictionary<string, string>? Read(byte[] xml)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(xml), Settings);
            return reader.MoveToContent() == XmlNodeType.Element && reader.Name == "xml" ? ReadFields(reader) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static ImmutableDictionary<string, string>? ReadFields(XmlReader reader)
    {
        var fields = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        string? name = null;
        var elements = 0;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (++elements > MostElements || reader.Depth > 8) return null;
                    name = reader.IsEmptyElement ? null : reader.Name;
                    break;
                case XmlNodeType.EndElement:
                    name = null;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when name is not null && !fields.ContainsKey(name):
                    fields.Add(name, ReadText(reader));
                    name = null;
                    break;
            }
        }

        return fields.ToImmutable();
    }

    /// <summary>Neighbouring text and CDATA nodes are one text: <c>]]&gt;</c> is written as two CDATA sections.</summary>
    private static string ReadText(XmlReader reader)
    {
        var text = reader.Value;
        while (Peek(reader)) text += reader.Value;
        return text;
    }

    private static bool Peek(XmlReader reader) => reader.Read() && reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA;
}
