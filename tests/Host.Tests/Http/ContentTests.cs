namespace Sagas.Host.Tests.Http;

public sealed class ContentTests : ServiceTests
{
    const string Read = "/api/v1/content/read?uri=viking://resources/a/f.md";

    void Fill()
    {
        Service.Tree.File("viking://resources/a/f.md", "one\ntwo\r\nthree");
        Service.Tree.File("viking://resources/a/.abstract.md", "short");
        Service.Tree.File("viking://resources/a/.overview.md", "long");
    }

    [Theory]
    [InlineData("", "one\ntwo\r\nthree")]
    [InlineData("&offset=1", "two\r\nthree")]
    [InlineData("&offset=1&limit=1", "two\r\n")]
    [InlineData("&limit=0", "")]
    [InlineData("&limit=-1&raw=true", "one\ntwo\r\nthree")]
    [InlineData("&offset=99", "")]
    public async Task Read_Window_IsThoseLines(string window, string text)
    {
        Fill();
        Assert.Equal(text, (await Service.Get(Read + window)).Ok().GetString());
    }

    [Fact]
    public async Task Read_NegativeOffset_IsRefused()
    {
        Fill();
        (await Service.Get(Read + "&offset=-1")).Refused(400, "INVALID_ARGUMENT");
    }

    [Fact]
    public async Task Read_Directory_SaysWhatWasExpected()
    {
        Fill();
        var reply = (await Service.Get("/api/v1/content/read?uri=viking://resources/a"))
            .Refused(400, "INVALID_ARGUMENT");
        Assert.Equal("file", reply.Details.GetProperty("expected").GetString());
        Assert.Equal("directory", reply.Details.GetProperty("actual").GetString());
    }

    [Theory]
    [InlineData("read")]
    [InlineData("download")]
    [InlineData("abstract")]
    [InlineData("overview")]
    public async Task AnyOf_Missing_IsNotFound(string route) =>
        (await Service.Get($"/api/v1/content/{route}?uri=viking://resources/none")).Refused(404, "NOT_FOUND");

    [Theory]
    [InlineData("abstract", "viking://resources/a", "short")]
    [InlineData("overview", "viking://resources/a", "long")]
    [InlineData("abstract", "viking://resources/a/f.md", "short")]
    public async Task Summary_OfADirectoryOrItsFile_IsItsText(string route, string uri, string text)
    {
        Fill();
        Assert.Equal(text, (await Service.Get($"/api/v1/content/{route}?uri={uri}")).Ok().GetString());
    }

    [Fact]
    public async Task Summary_NotMadeYet_IsAPlaceholder()
    {
        Service.Tree.Directory("viking://resources/b");
        Assert.Contains("not ready",
            (await Service.Get("/api/v1/content/abstract?uri=viking://resources/b")).Ok().GetString());
    }

    [Fact]
    public async Task Download_HasTheBytesAndTheName()
    {
        Service.Tree.File("viking://resources/ü f.md", "bytes");
        using var response = await Service.Http.GetAsync(
            new Uri("/api/v1/content/download?uri=viking://resources/%C3%BC%20f.md",
                UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("bytes", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment; filename*=UTF-8''%C3%BC%20f.md",
            response.Content.Headers.GetValues("Content-Disposition").Single());
    }
}
