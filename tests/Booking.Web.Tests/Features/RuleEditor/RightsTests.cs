using System.Net;
using Booking.Rules.Conditions;
using Booking.Testing;

namespace Booking.Web.Tests.Features.RuleEditor;

/// <summary>Who may set rules where: on every path, reading and writing.</summary>
public sealed class RightsTests : IAsyncLifetime
{
    private RuleEditorRoom room = null!;

    public async Task InitializeAsync() => room = await RuleEditorRoom.OpenAsync();

    public async Task DisposeAsync() => await room.DisposeAsync();

    [Fact]
    public async Task EveryPage_ForSomeoneWhoIsNotSignedIn_LeadsToSignIn()
    {
        var rule = await room.RuleOfAsync("Horizon");
        var stranger = room.Application.NewBrowser();

        foreach (var address in Addresses(rule))
        {
            (await stranger.GetAsync(address)).RedirectsTo.Should().Contain("/sign-in", address);
        }
    }

    [Fact]
    public async Task EveryPage_ForTheCaretakerOfAnother_IsNotThere()
    {
        var rule = await room.RuleOfAsync("Horizon");
        var (page, drop) = (await room.Caretaker.GetAsync($"/rules/{rule}/edit"), await room.Caretaker.GetAsync($"/rules/{rule}/drop"));
        await new TestResource { Owner = "anden" }.InsertAsync(room.Application.Database.DataSource);
        await room.ExecuteAsync("update owner_role set owner_id = (select id from owner where slug = 'anden')");

        foreach (var address in Addresses(rule).Where(address => address != "/rules"))
        {
            (await room.Caretaker.GetAsync(address)).Status.Should().Be(HttpStatusCode.NotFound, address);
        }

        (await room.Caretaker.SubmitAsync(page, new Dictionary<string, string?> { ["days"] = "3", ["act"] = "save" })).Status.Should().Be(HttpStatusCode.NotFound);
        (await room.Caretaker.SubmitAsync(drop, new Dictionary<string, string?> { ["reason"] = "x" })).Status.Should().Be(HttpStatusCode.NotFound);
        (await room.Caretaker.GetAsync("/rules")).Document.QuerySelector("a[href$=koekkenet]").Should().BeNull();
        (await room.ValueAsync<long>("select count(*) from audit where action like 'rule.%'")).Should().Be(0);
    }

    [Theory]
    [InlineData("municipality", "aarhus")]
    [InlineData("district", "gellerup")]
    public async Task WiderRules_AreForAdministratorsOnly(string level, string key)
    {
        var rule = await new TestRule(new GroupSize(12)) { District = level == "district" ? key : null }.InsertAsync(room.Application.Database.DataSource);
        string[] addresses = [$"/rules/of/{level}/{key}", $"/rules/new?level={level}&key={key}&kind=Horizon", $"/rules/{rule.Id}/edit", $"/rules/{rule.Id}/drop"];

        var administrator = await room.AdministratorAsync();
        foreach (var address in addresses)
        {
            (await room.Caretaker.GetAsync(address)).Status.Should().Be(HttpStatusCode.NotFound, address);
            (await administrator.GetAsync(address)).Status.Should().Be(HttpStatusCode.OK, address);
        }

        var saved = await administrator.FillInAsync(
            addresses[1], new Dictionary<string, string?> { ["days"] = "60", ["reason-da"] = "x", ["binding"] = "true", ["act"] = "save" });
        saved.Status.Should().Be(HttpStatusCode.Found);
        (await room.ValueAsync<string>("select concat_ws(' ', level, district, binding) from rule where kind = 'Horizon' and resource_id is null"))
            .Should().Be(level == "district" ? "district gellerup t" : "municipality t");
    }

    [Fact]
    public async Task Rules_ForAResident_AreForbidden()
    {
        var resident = await room.Application.SignInAsync("bente@example.dk");

        (await resident.GetAsync("/rules")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await resident.GetAsync("/rules/of/resource/koekkenet")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await resident.GetAsync(room.NewAddress("GroupSize"))).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task EveryForm_WithoutItsToken_IsRefused()
    {
        var rule = await room.RuleOfAsync("Horizon");
        string[] addresses = [$"/rules/{rule}/edit", room.NewAddress("GroupSize"), $"/rules/{rule}/drop", $"/rules/{rule}/restore", "/rules/of/resource/koekkenet/start"];

        foreach (var address in addresses)
        {
            using var nothing = new FormUrlEncodedContent(
                [new("act", "save"), new("days", "3"), new("maximum", "3"), new("reason-da", "x"), new("reason", "x"), new("rule", "GroupSize")]);
            (await room.Caretaker.Http.PostAsync(new Uri(address, UriKind.Relative), nothing)).StatusCode.Should().Be(HttpStatusCode.BadRequest, address);
        }

        (await room.ValueAsync<long>("select count(*) from audit where action like 'rule.%'")).Should().Be(0);
    }

    [Theory]
    [InlineData("/rules/new")]
    [InlineData("/rules/new?level=resource&key=koekkenet&kind=Moonlight")]
    [InlineData("/rules/new?level=moon&key=koekkenet&kind=Horizon")]
    [InlineData("/rules/of/resource/nowhere")]
    [InlineData("/rules/of/municipality/odense")]
    public async Task Page_ThatThereIsNot_Is404(string address) =>
        (await room.Caretaker.GetAsync(address)).Status.Should().Be(HttpStatusCode.NotFound);

    [Fact]
    public async Task Binding_AtAResource_IsNotTaken()
    {
        await room.Caretaker.FillInAsync(
            room.NewAddress("GroupSize"),
            new Dictionary<string, string?> { ["maximum"] = "3", ["reason-da"] = "x", ["binding"] = "true", ["act"] = "save" });

        (await room.ValueAsync<bool>("select binding from rule where kind = 'GroupSize'")).Should().BeFalse();
    }

    private string[] Addresses(Guid rule) =>
    [
        "/rules", "/rules/of/resource/koekkenet", "/rules/of/owner/beboerhuset", "/rules/of/resource/koekkenet/start", room.NewAddress("GroupSize"),
        $"/rules/{rule}/edit", $"/rules/{rule}/drop",
    ];
}
