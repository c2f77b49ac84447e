using System.Collections.Immutable;
using System.Text;
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

    /// <summary>Null when it is not such XML: malformed, with attributes or a DTD, too deep or too large, not rooted in <c>xml</c>.</summary>
    public static ImmutableDictionary<string, string>? Read(byte[] xml)
    {
        if (HasAttributes(xml)) return null;
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

    /// <summary>No push has any, and a reader keeps all attributes of an element at once: thousands of them in one tag cost megabytes.</summary>
    private static bool HasAttributes(ReadOnlySpan<byte> xml)
    {
        for (int start; (start = xml.IndexOf((byte)'<')) >= 0;)
        {
            xml = xml[(start + 1)..];
            var isText = xml.StartsWith("![CDATA["u8);
            var end = isText ? xml.IndexOf("]]>"u8) : xml.IndexOf((byte)'>');
            if (end < 0) end = xml.Length;
            if (!isText && !xml.StartsWith("?"u8) && xml[..end].Contains((byte)'=')) return true;
            xml = xml[end..];
        }

        return false;
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
        var first = reader.Value;
        if (!Peek(reader)) return first;
        // A text in thousands of pieces would otherwise be copied thousands of times.
        var text = new StringBuilder(first);
        do text.Append(reader.Value);
        while (Peek(reader));
        return text.ToString();
    }

    private static bool Peek(XmlReader reader) => reader.Read() && reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA;
}
