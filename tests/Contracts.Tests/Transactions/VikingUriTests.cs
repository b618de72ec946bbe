using CsCheck;

namespace Sagas.Contracts.Tests.Transactions;

public sealed class VikingUriTests
{
    static readonly Gen<string> Names =
        Gen.OneOf(Gen.OneOf("a", "b", "ab", "a.md", "é", "日本", "x y", "%2e"), Gen.String[Gen.Char['a', 'd'], 1, 3]);

    static readonly Gen<VikingUri> Uris = Gen.Select(
        Gen.OneOf([.. VikingUriParser.Scopes]), Names.List[0, 4],
        (scope, names) => Uri(string.Join('/', names.Prepend(scope))));

    [Fact]
    public void Child_AnyName_HasThisAsParent()
    {
        Gen.Select(Uris, Names).Sample((uri, name) =>
        {
            var child = uri.Child(name);
            Assert.Equal(uri, child.Parent);
            Assert.Equal(name, child.Name);
            Assert.Equal([.. uri.Segments, name], child.Segments);
            Assert.True(uri.Contains(child));
            Assert.False(child.Contains(uri));
            Assert.Equal(uri.Scope, child.Scope);
        });
    }

    [Fact]
    public void Contains_AnyTwo_MeansSegmentsAreAPrefix()
    {
        Gen.Select(Uris, Uris).Sample((a, b) =>
        {
            var isPrefix = a.Segments.Count <= b.Segments.Count
                && a.Segments.SequenceEqual(b.Segments.Take(a.Segments.Count));
            Assert.Equal(isPrefix, a.Contains(b));
            Assert.Equal(a == b, a.Contains(b) && b.Contains(a));
        });
    }

    [Fact]
    public void Rebase_ThereAndBack_IsTheSame()
    {
        Gen.Select(Uris, Uris, Names.List[0, 3]).Sample((from, to, rest) =>
        {
            var below = rest.Aggregate(from, (uri, name) => uri.Child(name));
            var moved = below.Rebase(from, to);
            Assert.True(to.Contains(moved));
            Assert.Equal(below, moved.Rebase(to, from));
            Assert.Equal(to, from.Rebase(from, to));
        });
    }

    [Fact]
    public void Parent_Followed_EndsAtTheScope()
    {
        Uris.Sample(uri =>
        {
            var depth = uri.Segments.Count;
            var top = uri;
            for (; top.Parent is { } parent; top = parent, depth--)
                Assert.False(top.IsScopeRoot);
            Assert.Equal(1, depth);
            Assert.True(top.IsScopeRoot);
            Assert.Equal(uri.Scope, top.Name);
        });
    }

    [Fact]
    public void Rebase_NotBelow_IsRefused()
    {
        Assert.Throws<ArgumentException>(
            () => Uri("resources/ab").Rebase(Uri("resources/a"), Uri("resources/c")));
    }

    [Theory]
    [InlineData("resources/a", "resources/a/b", true)]
    [InlineData("resources/a", "resources/a", true)]
    [InlineData("resources/a", "resources/ab", false)]
    [InlineData("resources/a/b", "resources/a", false)]
    [InlineData("resources", "resources/a", true)]
    [InlineData("resources", "user/a", false)]
    public void Contains_Pair_IsByWholeSegments(string a, string b, bool contains)
    {
        Assert.Equal(contains, Uri(a).Contains(Uri(b)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData(".sagas")]
    public void Child_IllegalName_IsRefused(string name)
    {
        Assert.Throws<RefusedException>(() => Uri("resources").Child(name));
    }

    [Fact]
    public void ByteCount_CountsUtf8()
    {
        Assert.Equal("viking://user/".Length + 3, Uri("user/語").ByteCount);
    }

    static VikingUri Uri(string path) => VikingUriParser.Parse(VikingUri.Scheme + path, "uri");
}
