using System.Globalization;
using Booking.Testing;
using Booking.Web.Features.RuleEditor;
using Booking.Web.Features.Rules;
using Microsoft.Extensions.DependencyInjection;

namespace Booking.Web.Tests.Features.RuleEditor;

public sealed class EditorTextsTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    private readonly BookingApplication application = fixture.Application;

    public static TheoryData<string, string> Pages
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var kind in ConditionJson.Kinds)
            {
                cases.Add(kind, "da");
                cases.Add(kind, "en");
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Sentences_NameEachOfTheirFieldsOnce(string kind, string language)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        using var client = application.CreateClient();
        var words = application.Services.GetRequiredService<EditorWords>();
        var form = ConditionForms.Find(kind)!;
        var typed = form.WithMore(form.Empty);

        foreach (var line in form.Parts(typed).SelectMany(part => part.Lines))
        {
            if (line.Sentence is not null)
            {
                words.Cut(line.Sentence).Select(piece => piece.Field).OfType<int>().Order().Should().Equal(Enumerable.Range(0, line.Fields.Count));
            }

            foreach (var field in line.Fields)
            {
                words.Of(field.Label).Should().NotBeNullOrWhiteSpace();
                field.Choices.Select(choice => words.Of(choice.Text)).Should().OnlyHaveUniqueItems();
            }
        }

        foreach (var said in form.Parts(typed).SelectMany(part => new[] { part.Hint, part.Legend }).OfType<Said>())
        {
            words.Of(said).Should().NotBeNullOrWhiteSpace();
        }
    }
}
