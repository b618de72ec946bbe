using CsCheck;

namespace Sagas.Contracts.Tests.Transactions;

public sealed class VikingUriParserFuzzTests
{
    /// <summary>Pieces that meet at every rule: joined at random they are legal about as often as not.</summary>
    static readonly string[] Pieces =
    [
        "viking://", "viking:", "/", "/", "/", "//", "resources", "user", "agent", "session", "temp", "~", "a", "b.md",
        ".", "..", "...", ".a", "\\", "C:", "K:", "\u212A:", "\u0958", "\u00e9", "e\u0301", "\0", "\u0085", " ", "\t",
        ".sagas", ".SAGAS", ".sa", "gas", "\u200d", "\ufe0f", "\u3164", "\U000E0041", "\uff0esagas", "\u017f",
        "%2e%2e", "\ud800", "\udc00", "\U0001F600", "\uffff", "日本語", "=", "?", "#",
        new string('n', 255), new string('\u0958', 50),
    ];

    static readonly Gen<string> Joined = Gen.OneOf(Pieces).List[0, 12].Select(string.Concat);

    static readonly Gen<string> Uris = Gen.OneOf(
        Joined,
        Joined.Select(rest => "viking://resources/" + rest),
        Gen.OneOf(Pieces).List[0, 70].Select(parts => "viking://user/" + string.Join('/', parts)),
        Gen.String.Select(rest => "viking://agent/" + rest));

    [Fact]
    public void Parse_AnyText_AgreesWithReference()
    {
        Uris.Sample(
            text => Assert.Equal(ReferenceUriParser.Canonical(text), Outcome(text)),
            iter: 50_000,
            print: text => string.Join(' ', text.Select(c => ((int)c).ToString("x4", null))));
    }

    [Fact]
    public void Parse_CanonicalText_IsItsOwnFixedPoint()
    {
        Uris.Where(text => Outcome(text) is not null).Sample(
            text =>
            {
                var once = VikingUriParser.Parse(text, "uri");
                Assert.Equal(once, VikingUriParser.Parse(once.Value, "uri"));
                Assert.All(once.Segments.Skip(1), s => Assert.Null(VikingUriParser.ReasonAgainstSegment(s)));
            },
            iter: 5_000);
    }

    [Fact]
    public void Uris_Sampled_AreLegalAndIllegal()
    {
        var legal = 0;
        var illegal = 0;
        Uris.Sample(
            text =>
            {
                Interlocked.Increment(ref Outcome(text) is null ? ref illegal : ref legal);
            },
            iter: 5_000);
        Assert.InRange((double)legal / (legal + illegal), 0.02, 0.98);
    }

    static string? Outcome(string text)
    {
        try
        {
            return VikingUriParser.Parse(text, "uri").Value;
        }
        catch (RefusedException refused)
        {
            Assert.Equal(ErrorCode.InvalidArgument, refused.Reason.Code);
            return null;
        }
    }
}
